package io.leat.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a verb prints its data. */
final class FormatOption {

  /** A form of data: for people, or one JSON object a line. */
  enum Format {
    TEXT,
    JSONL;

    /** The format of a name; not by {@code valueOf}, whose case depends on the language. */
    static Format parse(String name) {
      return switch (name) {
        case "text" -> TEXT;
        case "jsonl" -> JSONL;
        default -> throw new TypeConversionException("'" + name + "' is not text or jsonl");
      };
    }
  }

  @Option(
      names = "-o",
      paramLabel = "text|jsonl",
      description = "How to print: for people, or one JSON object a line. Default: text.")
  private Format format = Format.TEXT;

  boolean jsonl() {
    return format == Format.JSONL;
  }
}

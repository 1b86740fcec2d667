package io.leat.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** As what history leaves a workspace and comes into another. */
enum BundleFormat {
  /** The documents themselves, with their objects, checksummed. */
  BUNDLE,
  /** One event a line, for other programs. */
  JSONL;

  /** {@code --format}. */
  static final class Converter implements ITypeConverter<BundleFormat> {
    @Override
    public BundleFormat convert(String name) {
      return switch (name) {
        case "bundle" -> BUNDLE;
        case "jsonl" -> JSONL;
        default -> throw new TypeConversionException("'" + name + "' is not bundle or jsonl");
      };
    }
  }
}

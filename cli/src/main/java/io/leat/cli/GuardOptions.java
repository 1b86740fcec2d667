package io.leat.cli;

import io.leat.engine.Guard;
import io.leat.nodes.value.Invalid;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What makes an append safe to repeat, or refuses it where others came first. */
final class GuardOptions {
  @Option(
      names = "--key",
      paramLabel = "ID",
      description =
          "Any text. On each topic of the batch it belongs to this batch for ever: the same batch"
              + " again is not written again and says where it is, another is refused. With"
              + " --batch, the batches have the keys ID.1, ID.2, …")
  private @Nullable String key;

  @Option(
      names = "--expect-offset",
      paramLabel = "N",
      description =
          "Append only if the topic's last offset is N; none or -1 if it is to have no event.",
      converter = ExpectedConverter.class)
  private @Nullable Long expected;

  /**
   * Checks that the options fit together.
   *
   * @param divided whether the input may be several batches
   */
  void check(boolean divided) {
    if (divided && expected != null) {
      throw new Invalid("--expect-offset guards one batch; leave out --batch");
    }
  }

  boolean none() {
    return key == null && expected == null;
  }

  /** The guard of the only batch. */
  Guard guard() {
    return new Guard(key, expected);
  }

  /** The guard of the batch with this number, from 1. */
  Guard ofBatch(int number) {
    return key == null ? Guard.NONE : Guard.key(key + "." + number);
  }

  /** {@code --expect-offset}. */
  static final class ExpectedConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      if (text.equals("none") || text.equals("-1")) {
        return Guard.ABSENT;
      }
      if (text.matches("[0-9]{1,18}")) {
        return Long.valueOf(text);
      }
      throw new TypeConversionException("'" + text + "' is no offset; say a number, or none");
    }
  }
}

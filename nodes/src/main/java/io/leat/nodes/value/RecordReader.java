package io.leat.nodes.value;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of a class straight from canonical bytes, with no tree between: the records that a
 * tree would give. What is refused here has to go through one, which says what is wrong.
 * Thread-safe.
 */
final class RecordReader {

  private static final ClassValue<Optional<RecordReader>> KNOWN =
      new ClassValue<>() {
        @Override
        protected Optional<RecordReader> computeValue(Class<?> type) {
          // Jackson tells only for all components whether they may be missing.
          return Optional.ofNullable(RecordShape.forReading(type))
              .filter(RecordShape::complete)
              .map(RecordReader::new);
        }
      };

  private final ObjectReader reader;

  private RecordReader(RecordShape shape) {
    this.reader =
        ObjectCodec.MAPPER
            .readerFor(shape.type())
            .with(
                DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
  }

  /**
   * For objects of a class; null if they are no records, or a tree may give others. Found out when
   * it is first asked for.
   */
  static @Nullable RecordReader of(Class<?> type) {
    return KNOWN.get(type).orElse(null);
  }

  /** The record that canonical bytes stand for; null if they are refused. */
  @Nullable Object decode(byte[] canonical) {
    try {
      return reader.readValue(canonical);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }
}

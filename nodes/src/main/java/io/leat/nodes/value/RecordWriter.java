package io.leat.nodes.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes records of a class straight as canonical bytes, with no tree between: the bytes that a
 * tree would give. What is refused here has to go through one, which says what is wrong.
 * Thread-safe.
 */
final class RecordWriter {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build();

  private static final int BYTES_EXPECTED = 256;

  private static final ClassValue<Optional<RecordWriter>> KNOWN =
      new ClassValue<>() {
        @Override
        protected Optional<RecordWriter> computeValue(Class<?> type) {
          return Optional.ofNullable(RecordShape.of(type, ObjectCodec.MAPPER))
              .map(RecordWriter::new);
        }
      };

  private final ObjectWriter writer;

  /** Whether a record that is made from the bytes of another cannot be told from that. */
  private final boolean exact;

  private RecordWriter(RecordShape shape) {
    this.writer = ObjectCodec.MAPPER.writerFor(shape.type());
    this.exact = shape.exact();
  }

  /**
   * For objects of a class; null if they are no records, or a tree may give other bytes. Found out
   * when it is first asked for: a command that writes none does without.
   */
  static @Nullable RecordWriter of(Class<?> type) {
    return KNOWN.get(type).orElse(null);
  }

  /**
   * The value that stands for a record; null if it is refused.
   *
   * @param codec of the record's class
   */
  <T> @Nullable Value encode(T object, Codec<T> codec) {
    var bytes = new ByteArrayOutputStream(BYTES_EXPECTED);
    boolean same;
    try (var json = new CanonicalGenerator(JSON.createGenerator(bytes))) {
      writer.writeValue(json, object);
      same = exact && json.exact;
    } catch (IOException | RuntimeException e) {
      return null;
    }
    if (bytes.size() > Value.BYTES_MAX) {
      return null;
    }
    byte[] canonical = bytes.toByteArray();
    return same ? Value.exact(canonical, codec, object) : Value.encoded(canonical);
  }

  /** Writes numbers as {@link JsonNumber} says, and no half characters. */
  private static final class CanonicalGenerator extends JsonGeneratorDelegate {

    /** Whether all that was written is read as what it was: -0.0 is read as 0. */
    boolean exact = true;

    CanonicalGenerator(JsonGenerator bytes) {
      super(bytes, false);
    }

    @Override
    public void writeString(String text) throws IOException {
      for (int i = 0; i < text.length(); i++) {
        if (Character.isSurrogate(text.charAt(i))) {
          if (Character.charCount(text.codePointAt(i)) == 1) {
            throw new Invalid("half a character");
          }
          i++;
        }
      }
      super.writeString(text);
    }

    @Override
    public void writeNumber(double number) throws IOException {
      exact &= number != 0 || 1 / number > 0;
      writeNumber(JsonNumber.text(JsonNumber.of(number)));
    }

    @Override
    public void writeNumber(BigInteger number) throws IOException {
      writeNumber(JsonNumber.text(JsonNumber.of(number)));
    }
  }
}

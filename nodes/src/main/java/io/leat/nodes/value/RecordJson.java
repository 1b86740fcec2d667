package io.leat.nodes.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Writes records of a class straight as canonical bytes and reads them, with no tree between. What
 * it makes is what comes of it through a tree; what is refused here has to go through one, which
 * says what is wrong. Thread-safe.
 */
final class RecordJson<T> {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build();

  private static final int BYTES_EXPECTED = 256;

  private final ObjectWriter writer;

  /** Null if a component may be missing: Jackson tells only for all of them whether they may. */
  private final @Nullable ObjectReader reader;

  /** Whether a record that is made from the bytes of another cannot be told from that. */
  private final boolean exact;

  private RecordJson(ObjectMapper mapper, RecordShape shape) {
    this.writer = mapper.writerFor(shape.type());
    this.reader =
        shape.complete()
            ? mapper
                .readerFor(shape.type())
                .with(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            : null;
    this.exact = shape.exact();
  }

  /**
   * For the records of a class; null if it has none, or what comes of them through a tree may be
   * something else.
   */
  static <T> @Nullable RecordJson<T> of(Class<T> type, ObjectMapper mapper) {
    RecordShape shape = RecordShape.of(type, mapper);
    return shape == null ? null : new RecordJson<>(mapper, shape);
  }

  /** The value that stands for a record; null if it is refused. */
  @Nullable Value encode(T object, Codec<T> codec) {
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

  /** The record that canonical bytes stand for; null if they are refused. */
  @Nullable T decode(byte[] canonical) {
    if (reader == null) {
      return null;
    }
    try {
      return reader.readValue(canonical);
    } catch (IOException | RuntimeException e) {
      return null;
    }
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

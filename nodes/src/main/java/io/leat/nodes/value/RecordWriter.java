package io.leat.nodes.value;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.ObjectWriter;
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
    var generator = new CanonicalGenerator();
    try {
      writer.writeValue(generator, object);
    } catch (IOException | RuntimeException e) {
      return null;
    }
    byte[] canonical = generator.json.done();
    if (canonical.length > Value.BYTES_MAX) {
      return null;
    }
    boolean same = exact && generator.exact;
    return same ? Value.exact(canonical, codec, object) : Value.encoded(canonical);
  }

  /**
   * Writes to canonical bytes what such records consist of: fields, lists, numbers, strings,
   * booleans. Whatever else Jackson might ask for fails, since there is nothing behind it.
   */
  private static final class CanonicalGenerator extends JsonGeneratorDelegate {
    final JsonBytes json = new JsonBytes(BYTES_EXPECTED);

    /** Whether all that was written is read as what it was: -0.0 is read as 0. */
    boolean exact = true;

    /** Whether a value stands before the next one in the same object or list. */
    private boolean follows;

    // Everything that may be asked for is answered here.
    @SuppressWarnings("NullAway")
    CanonicalGenerator() {
      super(null, false);
    }

    private void open(char bracket) {
      value();
      json.add(bracket);
      follows = false;
    }

    private void close(char bracket) {
      json.add(bracket);
      follows = true;
    }

    /** A value comes next. */
    private void value() {
      if (follows) {
        json.add(',');
      }
      follows = true;
    }

    @Override
    public void writeStartObject(Object object) {
      open('{');
    }

    @Override
    public void writeEndObject() {
      close('}');
    }

    @Override
    public void writeStartArray(Object list, int size) {
      open('[');
    }

    @Override
    public void writeEndArray() {
      close(']');
    }

    @Override
    public void writeFieldName(SerializableString name) {
      value();
      json.add('"');
      json.raw(name.asQuotedUTF8());
      json.add('"');
      json.add(':');
      follows = false;
    }

    @Override
    public void writeString(String text) {
      value();
      json.string(text);
    }

    @Override
    public void writeString(SerializableString text) {
      writeString(text.getValue());
    }

    @Override
    public void writeNumber(short number) {
      writeNumber((long) number);
    }

    @Override
    public void writeNumber(int number) {
      writeNumber((long) number);
    }

    @Override
    public void writeNumber(long number) {
      value();
      json.raw(JsonNumber.bytes(number));
    }

    @Override
    public void writeNumber(double number) {
      exact &= number != 0 || 1 / number > 0;
      value();
      json.ascii(JsonNumber.text(JsonNumber.of(number)));
    }

    @Override
    public void writeNumber(BigInteger number) {
      value();
      json.ascii(JsonNumber.text(JsonNumber.of(number)));
    }

    @Override
    public void writeBoolean(boolean truth) {
      value();
      json.ascii(truth ? "true" : "false");
    }

    @Override
    public void writeNull() {
      value();
      json.ascii("null");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}

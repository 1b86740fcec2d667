package io.leat.nodes.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value of a topic or option: canonical JSON bytes, and what code sees of them, made when first
 * asked for. Equal by bytes. Immutable and thread-safe: what is made twice by two threads is equal.
 *
 * <p>Canonical JSON: UTF-8 without white space; keys in order of their UTF-8 bytes, none twice;
 * strings with only {@code "}, {@code \} and control characters escaped; each number in its one
 * shortest exact form ({@code 1.0} is {@code 1}, {@code 6.40} is {@code 6.4}, whole numbers are
 * plain digits).
 */
public final class Value {

  /** The greatest size of one value, in bytes of canonical JSON. */
  public static final int BYTES_MAX = 16 << 20;

  /** The hash of longer ones is their length, so that none is read for it. */
  private static final int HASHED_BYTES_MAX = 1 << 12;

  /** The value null. */
  public static final Value NULL = new Value("null".getBytes(StandardCharsets.US_ASCII));

  /*
   * Whatever code is handed comes from the bytes alone: trees are normal (see JsonTree), objects are
   * decoded from them, and only those that cannot differ from what they would be decoded to (strings,
   * numbers, booleans) are kept as they were given. So code sees the same, live or recovered.
   *
   * Both fields may be set by several threads at once, without harm: what they point to has only final
   * fields, and whichever is set last is equal to the others.
   */
  private final byte @Nullable [] bytes;

  /** Where the bytes are if they are not here; then nothing made of them is kept either. */
  private final @Nullable Content content;

  private @Nullable JsonNode json;
  private @Nullable Decoded decoded;

  private record Decoded(Codec<?> codec, Object object) {}

  private Value(byte[] canonical) {
    this.bytes = canonical;
    this.content = null;
  }

  private Value(Content content) {
    this.bytes = null;
    this.content = content;
  }

  /**
   * Of canonical bytes that were read from the log. Not checked again; the caller gives the array
   * away.
   */
  public static Value encoded(byte[] canonical) {
    return new Value(canonical);
  }

  /** Of canonical bytes that lie elsewhere and are read when they are asked for. */
  public static Value kept(Content content) {
    return new Value(content);
  }

  /**
   * Of JSON text in UTF-8, made canonical.
   *
   * @throws Invalid if it is not one JSON value, has a key twice, or is too deep or long; names
   *     line and column
   */
  public static Value parse(byte[] json) {
    checkSize(json.length);
    if (JsonScan.canonical(json)) {
      return new Value(json.clone());
    }
    String text = new String(json, StandardCharsets.UTF_8);
    if (text.indexOf('\ufffd') >= 0
        && !Arrays.equals(json, text.getBytes(StandardCharsets.UTF_8))) {
      throw new Invalid("not JSON: the text is not UTF-8; save it as UTF-8");
    }
    return of(JsonTree.parse(text));
  }

  /** Of JSON text, as {@link #parse(byte[])}. */
  public static Value parse(String json) {
    return of(JsonTree.parse(json));
  }

  /**
   * Of a tree, which may be changed afterwards.
   *
   * @throws Invalid if it holds what JSON cannot say (NaN, half a character) or is too deep or long
   */
  public static Value of(JsonNode json) {
    JsonNode normal = JsonTree.normal(json);
    byte[] bytes = JsonBytes.of(normal);
    checkSize(bytes.length);
    var value = new Value(bytes);
    value.json = normal;
    return value;
  }

  /**
   * Of an object that {@code type} can write as JSON.
   *
   * @throws Invalid if it cannot; the type's predicate is not checked here
   */
  public static <T> Value of(Type<T> type, @Nullable T object) {
    return object == null ? NULL : type.codec().encode(object);
  }

  /** Of an object that decoding the bytes with {@code codec} would give again. */
  static <T> Value exact(byte[] canonical, Codec<T> codec, T object) {
    checkSize(canonical.length);
    var value = new Value(canonical);
    value.decoded = new Decoded(codec, object);
    return value;
  }

  /**
   * Canonical JSON. Not to be changed.
   *
   * @throws Invalid if there are more than {@link #BYTES_MAX}, as raw bytes may have
   */
  public byte[] bytes() {
    byte[] here = bytes;
    return here != null ? here : read(Objects.requireNonNull(content));
  }

  private static byte[] read(Content content) {
    if (content.length() > BYTES_MAX) {
      throw new Invalid(
          "the value has %d bytes, more than the %d that are held in memory; read it as a stream"
              .formatted(content.length(), BYTES_MAX));
    }
    return content.bytes();
  }

  /** Canonical JSON as a stream, however much. */
  public InputStream open() {
    return content == null ? new ByteArrayInputStream(bytes()) : content.open();
  }

  /** Number of bytes of canonical JSON. */
  public long length() {
    return content == null ? bytes().length : content.length();
  }

  /** Where the bytes are if they are not in memory. */
  public @Nullable Content content() {
    return content;
  }

  /** Whether the value stands for raw bytes: it is a string, those bytes in base64. */
  boolean raw() {
    return content != null && content.raw();
  }

  /**
   * The bytes that a string in base64 stands for, however many.
   *
   * @throws Invalid if the value is none
   */
  public InputStream openRaw() {
    if (content != null && content.raw()) {
      return content.openRaw();
    }
    byte[] decoded = as(Type.BYTES);
    if (decoded == null) {
      throw new Invalid("the value is null and stands for no bytes");
    }
    return new ByteArrayInputStream(decoded);
  }

  /** The normal tree: changing it throws, {@code deepCopy()} gives one to change. */
  public JsonNode json() {
    JsonNode known = json;
    if (known == null) {
      known = JsonTree.decode(bytes());
      json = content == null ? known : null;
    }
    return known;
  }

  /**
   * The value as an object of a type, kept until asked for as another; null if the value is null.
   *
   * @throws Invalid if the value cannot be such an object
   */
  public <T> @Nullable T as(Type<T> type) {
    if (isNull()) {
      return null;
    }
    try {
      return decoded(type.codec());
    } catch (Invalid e) {
      throw new Invalid(
          "the value %s cannot be read as %s: %s"
              .formatted(Show.value(this), type, e.getMessage()));
    }
  }

  /**
   * The object that {@code codec} decodes the value to, made once for all who ask for it, the check
   * of its type among them, until another codec is asked.
   *
   * @throws Invalid if there is none; says what was expected, not the value
   */
  <T> T decoded(Codec<T> codec) {
    Decoded known = decoded;
    if (known != null && known.codec.equals(codec)) {
      // What was decoded by this codec is what this codec decodes to.
      @SuppressWarnings("unchecked")
      T object = (T) known.object;
      return object;
    }
    T object = codec.decode(this);
    if (content == null && !(object instanceof byte[])) {
      // An array can be changed by whoever has it: each reader gets one of its own.
      decoded = new Decoded(codec, object);
    }
    return object;
  }

  /** Whether {@link #decoded} was asked for this codec last, and found an object. */
  boolean isDecodedBy(Codec<?> codec) {
    Decoded known = decoded;
    return known != null && known.codec.equals(codec);
  }

  /** Whether it is null. */
  public boolean isNull() {
    return content == null ? bytes()[0] == 'n' : content.length() == 4 && bytes()[0] == 'n';
  }

  private static void checkSize(int size) {
    if (size > BYTES_MAX) {
      throw new Invalid(
          "the value has %d bytes, more than %d; keep it in a file and publish its name"
              .formatted(size, BYTES_MAX));
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other || !(other instanceof Value that)) {
      return this == other;
    }
    if (content != null && that.content != null) {
      return content.equals(that.content);
    }
    return ((content == null && that.content == null) || length() == that.length())
        && Arrays.equals(bytes(), that.bytes());
  }

  @Override
  public int hashCode() {
    return length() > HASHED_BYTES_MAX ? Long.hashCode(length()) : Arrays.hashCode(bytes());
  }

  /** The JSON text; of more than {@link #BYTES_MAX} how long it is. */
  @Override
  public String toString() {
    return length() > BYTES_MAX
        ? "(%d bytes)".formatted(length())
        : new String(bytes(), StandardCharsets.UTF_8);
  }
}

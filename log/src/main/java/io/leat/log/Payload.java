package io.leat.log;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a value: a view of part of an array that nobody changes any more, or those of an
 * object, which are read, and checked, each time they are asked for. Equal by bytes.
 */
public final class Payload {
  /** What an array can hold on every machine, bytes. */
  static final int ARRAY_BYTES_MAX = Integer.MAX_VALUE - 8;

  private static final byte[] ELSEWHERE = {};

  private final byte[] array;
  private final int from;
  private final int length;

  /** Where the bytes are if they are not in the array. */
  private final @Nullable KeptValue kept;

  private Payload(byte[] array, int from, int length, @Nullable KeptValue kept) {
    this.array = array;
    this.from = from;
    this.length = length;
    this.kept = kept;
  }

  /** A view of the whole array, which the caller gives away. */
  public static Payload of(byte[] bytes) {
    return new Payload(bytes, 0, bytes.length, null);
  }

  static Payload view(byte[] array, int from, int length) {
    return new Payload(array, from, length, null);
  }

  static Payload kept(KeptValue value) {
    return new Payload(ELSEWHERE, 0, 0, value);
  }

  /** Number of bytes. */
  public long length() {
    return kept == null ? length : kept.length();
  }

  /** The object that holds the bytes; null if they came with the event. */
  public @Nullable ObjectId object() {
    return kept == null ? null : kept.id();
  }

  /**
   * Whether the object holds raw bytes, and the value is the JSON string that has them in base64.
   */
  public boolean raw() {
    return kept != null && kept.raw();
  }

  /** Where the bytes are if they are those of an object; null if they came with the event. */
  @Nullable KeptValue kept() {
    return kept;
  }

  /**
   * The bytes; a copy unless the view covers its whole array. Not to be changed.
   *
   * @throws LogException.Corrupt if they are those of an object that is missing or damaged
   * @throws LogException.Invalid if they are too many for an array
   */
  public byte[] bytes() {
    if (kept != null) {
      return read(kept);
    }
    return from == 0 && length == array.length
        ? array
        : Arrays.copyOfRange(array, from, from + length);
  }

  /** The bytes one after the other, however many. Throws as {@link #bytes} does, while reading. */
  public InputStream open() {
    return kept == null ? new ByteArrayInputStream(array, from, length) : kept.open();
  }

  /**
   * What was found wrong with the object when the bytes were read through this; null if nothing.
   */
  public LogException.@Nullable Corrupt damage() {
    return kept == null ? null : kept.damage();
  }

  /** The raw bytes that the value stands for. Only if it is {@link #raw}. */
  public InputStream openRaw() {
    if (kept == null || !kept.raw()) {
      throw new IllegalStateException("the value does not stand for raw bytes");
    }
    return kept.content();
  }

  /**
   * The same bytes in an array of their own, or in an object: keeps nothing else alive. Returns
   * this if that is so already.
   */
  public Payload compact() {
    return kept != null || length == array.length ? this : of(bytes());
  }

  /** The byte at {@code index}, 0-based. Not of an object. */
  public byte at(int index) {
    return array[from + java.util.Objects.checkIndex(index, length)];
  }

  /** Copies the bytes to {@code target}, from its index {@code at} on. Not of an object. */
  void copyTo(byte[] target, int at) {
    System.arraycopy(array, from, target, at, length);
  }

  /** The bytes as a read-only buffer; no copy, unless they are those of an object. */
  public ByteBuffer buffer() {
    return kept == null
        ? ByteBuffer.wrap(array, from, length).slice().asReadOnlyBuffer()
        : ByteBuffer.wrap(bytes()).asReadOnlyBuffer();
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Payload that) || length() != that.length()) {
      return false;
    }
    if (kept == null && that.kept == null) {
      return Arrays.equals(
          array, from, from + length, that.array, that.from, that.from + that.length);
    }
    return sameObject(that) || sameBytes(that);
  }

  private boolean sameObject(Payload that) {
    return kept != null
        && that.kept != null
        && kept.raw() == that.kept.raw()
        && kept.id().equals(that.kept.id());
  }

  private boolean sameBytes(Payload that) {
    int piece = 1 << 16;
    try (InputStream ours = open();
        InputStream theirs = that.open()) {
      while (true) {
        byte[] next = ours.readNBytes(piece);
        if (!Arrays.equals(next, theirs.readNBytes(piece))) {
          return false;
        }
        if (next.length == 0) {
          return true;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int hashCode() {
    if (length() > ObjectStore.INLINE_BYTES_MAX) {
      return Long.hashCode(length()); // without reading objects
    }
    return kept == null ? hash(array, from, length) : hash(bytes(), 0, (int) length());
  }

  private static int hash(byte[] array, int from, int length) {
    int hash = 1;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  private static byte[] read(KeptValue kept) {
    if (kept.length() > ARRAY_BYTES_MAX) {
      throw new LogException.Invalid(
          Message.of(
              "%sa value of %d bytes is too large to be held in memory; read it as a stream",
              kept.place(), kept.length()));
    }
    try (InputStream bytes = kept.open()) {
      return bytes.readNBytes((int) kept.length());
    } catch (IOException e) {
      throw new LogException.Unavailable(
          Message.of("%scannot read %s: %s", kept.place(), kept.id(), e), e);
    }
  }
}

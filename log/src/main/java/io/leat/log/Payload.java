package io.leat.log;

/**
 * The bytes of a value: a view of part of an array that nobody changes any more. Equal by content.
 */
public final class Payload {
  private final byte[] array;
  private final int from;
  private final int length;

  private Payload(byte[] array, int from, int length) {
    this.array = array;
    this.from = from;
    this.length = length;
  }

  /** A view of the whole array, which the caller gives away. */
  public static Payload of(byte[] bytes) {
    return new Payload(bytes, 0, bytes.length);
  }

  static Payload view(byte[] array, int from, int length) {
    return new Payload(array, from, length);
  }

  /** Number of bytes. */
  public int length() {
    return length;
  }

  /** The bytes; a copy unless the view covers its whole array. Not to be changed. */
  public byte[] bytes() {
    return from == 0 && length == array.length
        ? array
        : java.util.Arrays.copyOfRange(array, from, from + length);
  }

  /**
   * The same bytes in an array of their own: keeps nothing else alive. Returns this if that is so
   * already.
   */
  public Payload compact() {
    return length == array.length ? this : of(bytes());
  }

  /** The byte at {@code index}, 0-based. */
  public byte at(int index) {
    return array[from + java.util.Objects.checkIndex(index, length)];
  }

  /** Copies the bytes to {@code target}, from its index {@code at} on. */
  public void copyTo(byte[] target, int at) {
    System.arraycopy(array, from, target, at, length);
  }

  /** The bytes as a read-only buffer; no copy. */
  public java.nio.ByteBuffer buffer() {
    return java.nio.ByteBuffer.wrap(array, from, length).slice().asReadOnlyBuffer();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload that
        && java.util.Arrays.equals(
            array, from, from + length, that.array, that.from, that.from + that.length);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }
}

package io.leat.log;

/** The bytes of a value: a view of part of an array that nobody changes any more. Equal by content. */
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
    return from == 0 && length == array.length ? array : java.util.Arrays.copyOfRange(array, from, from + length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload that
        && java.util.Arrays.equals(array, from, from + length, that.array, that.from, that.from + that.length);
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

package io.leat.nodes;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value of a topic or option: canonical JSON bytes, an object, or both, each made from the other when first asked for. Equal by
 * bytes. Neither the bytes nor the object may be changed by anyone. Owned by one thread at a time.
 */
public final class Value {
  public static final Value NULL = new Value();

  private Value() {}

  /** Of canonical bytes that were read from the log. Not checked again; the caller gives the array away. */
  public static Value encoded(byte[] canonical) {
    throw new IllegalStateException("skeleton");
  }

  /**
   * Of JSON text, made canonical: keys sorted, numbers in their shortest exact form, no white space.
   *
   * @throws Invalid if it is not one JSON value, has a key twice, or is too deep or long; names line and column
   */
  public static Value parse(byte[] json) {
    throw new IllegalStateException("skeleton");
  }

  public static Value of(JsonNode json) {
    throw new IllegalStateException("skeleton");
  }

  /**
   * Of an object that {@code type} can write as JSON.
   *
   * @throws Invalid if it cannot; the type's predicate is not checked here
   */
  public static <T> Value of(Type<T> type, T object) {
    throw new IllegalStateException("skeleton");
  }

  public byte[] bytes() {
    throw new IllegalStateException("skeleton");
  }

  public JsonNode json() {
    throw new IllegalStateException("skeleton");
  }

  /** The value as an object of a type; made once per class. */
  public <T> T as(Type<T> type) {
    throw new IllegalStateException("skeleton");
  }

  public boolean isNull() {
    throw new IllegalStateException("skeleton");
  }
}

package io.leat.nodes;

import java.util.Map;

/**
 * The values of pattern variables, by name. Immutable; equal by content; ordered by the values in order of variable name, each
 * compared by its UTF-8 bytes.
 */
public final class Binding implements Comparable<Binding> {
  public static final Binding EMPTY = new Binding();

  private Binding() {}

  public static Binding of(Map<String, String> values) {
    throw new IllegalStateException("skeleton");
  }

  /** The value of a variable. Fails with IllegalArgumentException if it is not bound. */
  public String get(String variable) {
    throw new IllegalStateException("skeleton");
  }

  public boolean has(String variable) {
    throw new IllegalStateException("skeleton");
  }

  /** By variable name, in order of name. */
  public Map<String, String> values() {
    throw new IllegalStateException("skeleton");
  }

  /** This and {@code other} together; where both bind a variable they must agree (IllegalArgumentException). */
  public Binding and(Binding other) {
    throw new IllegalStateException("skeleton");
  }

  @Override
  public int compareTo(Binding other) {
    throw new IllegalStateException("skeleton");
  }
}

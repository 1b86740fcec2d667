package io.leat.nodes.value;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of pattern variables, by name. Immutable; equal by content; ordered by the values in
 * order of variable name, each compared by its UTF-8 bytes. Every value is a legal segment of a
 * topic name.
 */
public final class Binding implements Comparable<Binding> {
  /** No variables. */
  public static final Binding EMPTY = new Binding(new String[0], new String[0]);

  private final String[] names;
  private final String[] values;
  private int hash;

  /**
   * @param names in order; shared with the pattern that bound them, never changed
   * @param values by index of name
   */
  Binding(String[] names, String[] values) {
    this.names = names;
    this.values = values;
  }

  /**
   * The binding of variables to values, in any order.
   *
   * @throws Invalid if a value cannot be a segment of a topic name
   */
  public static Binding of(Map<String, String> values) {
    if (values.isEmpty()) {
      return EMPTY;
    }
    var sorted = new TreeMap<String, String>(Utf8.ORDER);
    sorted.putAll(values);
    sorted.forEach(
        (name, value) -> {
          String problem = Names.segmentProblem(value);
          if (problem != null) {
            throw new Invalid(
                "the value " + Show.quoted(value) + " of variable " + name + " " + problem);
          }
        });
    return new Binding(
        sorted.keySet().toArray(new String[0]), sorted.values().toArray(new String[0]));
  }

  /** The binding of one variable. */
  public static Binding of(String variable, String value) {
    return of(Map.of(variable, value));
  }

  /** The value of a variable. Fails with IllegalArgumentException if it is not bound. */
  public String get(String variable) {
    String value = find(variable);
    if (value == null) {
      throw new IllegalArgumentException(
          "no variable " + Show.quoted(variable) + " in the binding " + this);
    }
    return value;
  }

  /** Whether a variable is bound. */
  public boolean has(String variable) {
    return find(variable) != null;
  }

  @Nullable String find(String variable) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(variable)) {
        return values[i];
      }
    }
    return null;
  }

  /** Number of variables. */
  public int size() {
    return names.length;
  }

  /** Whether there are no variables. */
  public boolean isEmpty() {
    return names.length == 0;
  }

  /** By variable name, in order of name. */
  public Map<String, String> values() {
    var map = new LinkedHashMap<String, String>();
    for (int i = 0; i < names.length; i++) {
      map.put(names[i], values[i]);
    }
    return Collections.unmodifiableMap(map);
  }

  /**
   * This and {@code other} together; where both bind a variable they must agree
   * (IllegalArgumentException).
   */
  public Binding and(Binding other) {
    if (other.names.length == 0) {
      return this;
    }
    if (names.length == 0) {
      return other;
    }
    var both = new TreeMap<String, String>(Utf8.ORDER);
    both.putAll(values());
    other
        .values()
        .forEach(
            (name, value) -> {
              String mine = both.putIfAbsent(name, value);
              if (mine != null && !mine.equals(value)) {
                throw new IllegalArgumentException(
                    "variable %s is %s and %s".formatted(name, mine, value));
              }
            });
    return new Binding(both.keySet().toArray(new String[0]), both.values().toArray(new String[0]));
  }

  /** The part of this that binds one of {@code variables}. */
  public Binding only(List<String> variables) {
    var part = new TreeMap<String, String>(Utf8.ORDER);
    for (int i = 0; i < names.length; i++) {
      if (variables.contains(names[i])) {
        part.put(names[i], values[i]);
      }
    }
    if (part.size() == names.length) {
      return this;
    }
    return part.isEmpty()
        ? EMPTY
        : new Binding(part.keySet().toArray(new String[0]), part.values().toArray(new String[0]));
  }

  @Override
  public int compareTo(Binding other) {
    int common = Math.min(names.length, other.names.length);
    for (int i = 0; i < common; i++) {
      int order = Utf8.compare(names[i], other.names[i]);
      if (order == 0) {
        order = Utf8.compare(values[i], other.values[i]);
      }
      if (order != 0) {
        return order;
      }
    }
    return names.length - other.names.length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Binding that
            && Arrays.equals(values, that.values)
            && Arrays.equals(names, that.names));
  }

  @Override
  public int hashCode() {
    int known = hash;
    if (known == 0) {
      known = 31 * Arrays.hashCode(names) + Arrays.hashCode(values);
      hash = known;
    }
    return known;
  }

  /** For people: {@code {id=ci37}}. */
  @Override
  public String toString() {
    return values().toString();
  }
}

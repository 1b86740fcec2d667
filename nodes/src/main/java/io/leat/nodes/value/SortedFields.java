package io.leat.nodes.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of an object in order of the UTF-8 bytes of their names. Cannot be changed. */
final class SortedFields extends AbstractMap<String, JsonNode> {
  private final String[] names;
  private final JsonNode[] values;
  private final int size;

  private SortedFields(String[] names, JsonNode[] values, int size) {
    this.names = names;
    this.values = values;
    this.size = size;
  }

  /** Collects fields that come in any order. For one thread; used once. */
  static final class Builder {
    private String[] names = new String[8];
    private JsonNode[] values = new JsonNode[8];
    private int size;
    private boolean sorted = true;

    /**
     * Adds a field. Returns false if its name is that of the one before; others are found by {@link
     * #twice}.
     */
    boolean add(String name, JsonNode value) {
      if (size == names.length) {
        names = Arrays.copyOf(names, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      int order = size == 0 ? -1 : Utf8.compare(names[size - 1], name);
      sorted &= order < 0;
      names[size] = name;
      values[size] = value;
      size++;
      return order != 0;
    }

    /** Sorts. Returns a name that was added twice; null if there is none. */
    @Nullable String twice() {
      if (sorted) {
        return null;
      }
      sort();
      for (int i = 1; i < size; i++) {
        if (names[i].equals(names[i - 1])) {
          return names[i];
        }
      }
      return null;
    }

    /** Call {@link #twice} before. */
    SortedFields done() {
      return new SortedFields(names, values, size);
    }

    private void sort() {
      if (size > 32) {
        sortMany();
        return;
      }
      for (int i = 1; i < size; i++) {
        String name = names[i];
        JsonNode value = values[i];
        int to = i;
        while (to > 0 && Utf8.compare(names[to - 1], name) > 0) {
          names[to] = names[to - 1];
          values[to] = values[to - 1];
          to--;
        }
        names[to] = name;
        values[to] = value;
      }
    }

    private void sortMany() {
      var order = new Integer[size];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, (a, b) -> Utf8.compare(names[a], names[b]));
      String[] newNames = new String[size];
      JsonNode[] newValues = new JsonNode[size];
      for (int i = 0; i < size; i++) {
        newNames[i] = names[order[i]];
        newValues[i] = values[order[i]];
      }
      names = newNames;
      values = newValues;
    }
  }

  String name(int index) {
    return names[index];
  }

  JsonNode value(int index) {
    return values[index];
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public @Nullable JsonNode get(@Nullable Object name) {
    int index = name instanceof String text ? place(text) : -1;
    return index < 0 ? null : values[index];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return name instanceof String text && place(text) >= 0;
  }

  private int place(String name) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Utf8.compare(names[middle], name);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  @Override
  public Set<Map.Entry<String, JsonNode>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public Iterator<Map.Entry<String, JsonNode>> iterator() {
        return new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < size;
          }

          @Override
          public Map.Entry<String, JsonNode> next() {
            if (next == size) {
              throw new NoSuchElementException();
            }
            int at = next++;
            return Map.entry(names[at], values[at]);
          }
        };
      }
    };
  }
}

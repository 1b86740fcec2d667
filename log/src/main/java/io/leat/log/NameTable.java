package io.leat.log;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The names of topics, nodes and lines that a batch uses, each once, in order of first use. */
final class NameTable {
  private static final int NAME_BYTES_MAX = 65_535;

  /** How often it was cleared. */
  private long filling;

  /** Open addressing on a power of two, at most half full; holds index + 1, 0 is free. */
  private int[] slots = new int[32];

  /** How many names can be found by their slots: none, until one is looked for. */
  private int placed;

  private String[] names = new String[16];
  private byte[] table = new byte[512];
  private int length;
  private int size;

  /** The index of a name, which is added if it is new. */
  int index(Name name) {
    if (name.table != this || name.filling != filling) {
      name.index = placed == 0 ? add(name.text()) : index(name.text());
      name.table = this;
      name.filling = filling;
    }
    return name.index;
  }

  /** As {@link #index(Name)}, of a name that is looked for. */
  int index(String name) {
    placeAll();
    int slot = name.hashCode() & slots.length - 1;
    for (; slots[slot] != 0; slot = slot + 1 & slots.length - 1) {
      if (names[slots[slot] - 1].equals(name)) {
        return slots[slot] - 1;
      }
    }
    int index = add(name);
    placeAll();
    return index;
  }

  private int add(String name) {
    write(name);
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
    }
    names[size] = name;
    return size++;
  }

  private void placeAll() {
    if (slots.length < 2 * size) {
      slots = new int[4 * names.length];
      placed = 0;
    }
    while (placed < size) {
      place(names[placed], placed);
      placed++;
    }
  }

  /** Size of the written table. */
  int bytes() {
    return length + 4;
  }

  /** Number of names, then each: length (u16) and UTF-8. */
  void write(byte[] target, int at) {
    Document.INT.set(target, at, size);
    System.arraycopy(table, 0, target, at + 4, length);
  }

  void clear() {
    if (size > 0) {
      Arrays.fill(names, 0, size, null);
      filling++;
    }
    if (placed > 0) {
      Arrays.fill(slots, 0);
      placed = 0;
    }
    length = 0;
    size = 0;
  }

  private void place(String name, int index) {
    int slot = name.hashCode() & slots.length - 1;
    while (slots[slot] != 0) {
      slot = slot + 1 & slots.length - 1;
    }
    slots[slot] = index + 1;
  }

  private void write(String name) {
    int chars = name.length();
    if (table.length < length + 2 + 3 * chars) {
      table = Arrays.copyOf(table, Math.max(table.length * 2, length + 2 + 3 * chars));
    }
    int at = length + 2;
    for (int i = 0; i < chars; i++) {
      char c = name.charAt(i);
      if (c >= 0x80) {
        at = unicode(name);
        break;
      }
      table[at++] = (byte) c;
    }
    int bytes = at - length - 2;
    if (bytes == 0 || bytes > NAME_BYTES_MAX) {
      throw new LogException.Invalid(
          Message.of("a name of %d bytes; it must have 1 to %d", bytes, NAME_BYTES_MAX));
    }
    Document.SHORT.set(table, length, (short) bytes);
    length = at;
  }

  private int unicode(String name) {
    try {
      ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(name));
      int bytes = utf8.remaining();
      utf8.get(table, length + 2, bytes);
      return length + 2 + bytes;
    } catch (CharacterCodingException e) {
      throw new LogException.Invalid(
          "the name \"" + name + "\" is not Unicode: it holds half of a surrogate pair");
    }
  }
}

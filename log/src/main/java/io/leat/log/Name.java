package io.leat.log;

import org.jspecify.annotations.Nullable;

/**
 * A name that is written again and again: a topic's or a node's. Remembers where the batch under
 * way has it, so that it need not be looked up for each event. A text that two of these stand for
 * is written twice to a batch that gets both. Owned by one thread.
 */
public final class Name {
  private final String text;

  /** The table that it was last added to, and which of its fillings that was. */
  @Nullable NameTable table;

  long filling;

  /** Its index there. */
  int index;

  private Name(String text) {
    this.text = text;
  }

  /** A name that is in no batch yet. */
  public static Name of(String text) {
    return new Name(text);
  }

  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }
}

package io.leat.log;

/** What a name stands for. */
public sealed interface Ref {

  /**
   * A place in history: what lies below an offset of a line.
   *
   * @param line identity of the line, whatever its branch is called
   * @param offset 0 to the line's end
   */
  record Place(String line, long offset) implements Ref {}

  /** Bytes that are kept. */
  record Kept(ObjectId object) implements Ref {}
}

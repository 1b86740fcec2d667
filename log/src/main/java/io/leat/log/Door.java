package io.leat.log;

/** Where batches of other processes come in. */
public interface Door {

  /**
   * Appends a batch that was handed over, after looking at it ({@link Batch#events}).
   *
   * @return the offset of its first event
   * @throws LogException travels to the process that handed it over
   */
  long append(Batch batch, Durability durability);
}

package io.leat.engine;

import io.leat.log.Event;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an event came from and what it led to.
 *
 * @param made by offset of an event, the invocation that published it: of the event itself, of what
 *     that was made of, and so on as far as it was followed. Roots have none, nor has a product
 *     whose log does not tell the graph
 * @param dependents what was made of it, in order of position; not all if {@code more}
 * @param superseded the next event of its topic; null if it is the last
 * @param more whether there may be dependents that were not looked for
 */
public record Provenance(
    Event event,
    Map<Long, Invocation> made,
    List<Dependent> dependents,
    @Nullable Event superseded,
    boolean more) {

  /**
   * An event that depends on another.
   *
   * @param of offset of the event that its invocation was handed: that other, or one that depends
   *     on it
   */
  public record Dependent(Event event, long of) {}
}

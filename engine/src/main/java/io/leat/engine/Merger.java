package io.leat.engine;

import io.leat.engine.Merge.Conflict;
import io.leat.engine.Merge.Side;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.log.LogWriter;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Invalid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Appends a fork's own roots to another branch, in order and as one commit, each with its origin,
 * so that none is appended twice. Runs no node code: what they cause is computed there by the
 * branch's own engine.
 *
 * @param target the branch that is to get them
 * @param by on whose behalf; null if nobody said
 */
record Merger(Place target, Graph graph, String fork, @Nullable String by) {

  /** What would be merged now. */
  Merge plan() {
    List<Carried> own = own();
    return new Merge(fork, events(own), conflicts(own));
  }

  /**
   * Merges.
   *
   * @param choose decides a conflict; null where it does not
   * @return what was appended
   * @throws Invalid if a conflict is undecided, or the target's graph refuses a root; nothing was
   *     written
   */
  Merge run(Function<Conflict, @Nullable Side> choose) {
    try (LogWriter writer = target.log().write()) {
      List<Carried> own = own();
      List<Conflict> conflicts = conflicts(own);
      Map<Conflict, Side> choices = choices(conflicts, choose);
      Set<String> left = new HashSet<>();
      choices.forEach(
          (conflict, side) -> {
            if (side == Side.OURS) {
              left.add(conflict.topic());
            }
          });
      if (own.isEmpty()) {
        return new Merge(fork, List.of(), List.of());
      }
      List<Carried> taken =
          own.stream().filter(root -> !left.contains(root.event().topic())).toList();
      List<Carried> leftOut =
          own.stream().filter(root -> left.contains(root.event().topic())).toList();
      var door =
          new Door(
              graph,
              writer,
              Options.set(graph, target.log(), taken.stream().map(Carried::root).toList()));
      door.merge(
          taken,
          leftOut,
          without ->
              StateChange.merged(
                  target.store().log(fork).branch(), choices, taken.size(), without, by),
          Durability.DISK);
      return new Merge(fork, events(taken), conflicts);
    }
  }

  private List<Carried> own() {
    Lineage lineage = Lineage.of(target.store(), fork);
    List<Carried> own = new ArrayList<>();
    Horizon.tellUnknown(
        target.store(),
        fork,
        target.branch(),
        root -> {
          if (!lineage.carriedFromParents(root.event())) {
            own.add(root);
          }
        });
    return own;
  }

  private List<Conflict> conflicts(List<Carried> own) {
    Map<String, List<Event>> theirs = new TreeMap<>();
    own.forEach(
        root ->
            theirs
                .computeIfAbsent(root.event().topic(), topic -> new ArrayList<>())
                .add(root.event()));
    Map<String, List<Event>> ours = new TreeMap<>();
    if (!theirs.isEmpty()) {
      Horizon.tellUnknown(
          target.store(),
          target.branch(),
          fork,
          root -> {
            if (theirs.containsKey(root.event().topic())) {
              ours.computeIfAbsent(root.event().topic(), topic -> new ArrayList<>())
                  .add(root.event());
            }
          });
    }
    List<Conflict> conflicts = new ArrayList<>();
    ours.forEach(
        (topic, events) ->
            conflicts.add(new Conflict(topic, events, theirs.getOrDefault(topic, List.of()))));
    return conflicts;
  }

  private Map<Conflict, Side> choices(
      List<Conflict> conflicts, Function<Conflict, @Nullable Side> choose) {
    Map<Conflict, Side> choices = new LinkedHashMap<>();
    List<String> undecided = new ArrayList<>();
    for (Conflict conflict : conflicts) {
      Side side = choose.apply(conflict);
      if (side == null) {
        undecided.add(
            conflict.topic()
                + " is rooted on both sides since they parted: offset "
                + offsets(conflict.ours())
                + " of "
                + target.branch()
                + ", offset "
                + offsets(conflict.theirs())
                + " of "
                + fork
                + "; say --ours or --theirs "
                + conflict.topic());
      } else {
        choices.put(conflict, side);
      }
    }
    if (!undecided.isEmpty()) {
      throw new Invalid(undecided);
    }
    return choices;
  }

  private static String offsets(List<Event> events) {
    return String.join(", ", events.stream().map(event -> "" + event.offset()).toList());
  }

  private static List<Event> events(List<Carried> roots) {
    return roots.stream().map(Carried::event).toList();
  }
}

package io.leat.engine.oracle;

import io.leat.nodes.value.Pattern;
import io.leat.nodes.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every event of a history in order of position, and the questions that the traversal rule asks of
 * them. Each answer is found by reading all events that match, from the first: slow, and hard to
 * get wrong.
 */
final class Facts {

  /**
   * One event.
   *
   * @param name {@code root}, or node, call and ordinal of a product
   */
  record Fact(Position at, String name, String topic, Value value) {}

  /** The events that match a pattern, as far as they were looked for. */
  private static final class Found {
    final List<Fact> facts = new ArrayList<>();
    int lookedThrough;
  }

  private final List<Fact> all = new ArrayList<>();
  private final Map<String, Found> found = new HashMap<>();

  void add(Fact fact) {
    if (!all.isEmpty() && !fact.at().after(all.getLast().at())) {
      throw new IllegalStateException(fact.at() + " does not come after " + all.getLast().at());
    }
    all.add(fact);
  }

  /** The events of one traversal, in order. */
  List<Fact> of(int root) {
    int from = all.size();
    while (from > 0 && all.get(from - 1).at().root() >= root) {
      from--;
    }
    return all.subList(from, all.size()).stream().filter(f -> f.at().root() == root).toList();
  }

  /** The events on the topics that match, in order. */
  private List<Fact> on(Pattern pattern) {
    Found on = found.computeIfAbsent(pattern.toString(), _ -> new Found());
    for (; on.lookedThrough < all.size(); on.lookedThrough++) {
      Fact fact = all.get(on.lookedThrough);
      if (pattern.match(fact.topic()) != null) {
        on.facts.add(fact);
      }
    }
    return on.facts;
  }

  /** The last event on the topics that match; null if there is none. */
  @Nullable Fact last(Pattern pattern) {
    List<Fact> on = on(pattern);
    return on.isEmpty() ? null : on.getLast();
  }

  /** The last event before a root on the topics that match; null if there is none. */
  @Nullable Fact lastBefore(Pattern pattern, int root) {
    Fact last = null;
    for (Fact fact : on(pattern)) {
      if (fact.at().root() < root) {
        last = fact;
      }
    }
    return last;
  }

  /**
   * Rule 2 for a triggering input: the topic as of the trigger, except that one which this
   * traversal changes only later shows its first new value.
   */
  @Nullable Fact settled(Pattern pattern, Position trigger) {
    Fact asOf = null;
    Fact firstLater = null;
    for (Fact fact : on(pattern)) {
      if (!fact.at().after(trigger)) {
        asOf = fact;
      } else if (firstLater == null) {
        firstLater = fact;
      }
    }
    boolean changed = asOf != null && asOf.at().root() == trigger.root();
    return changed || firstLater == null ? asOf : firstLater;
  }

  /** Every topic that matches, in order of its first event. */
  List<String> topics(Pattern pattern) {
    var topics = new LinkedHashSet<String>();
    on(pattern).forEach(fact -> topics.add(fact.topic()));
    return List.copyOf(topics);
  }
}

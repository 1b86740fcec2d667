package io.leat.engine;

import io.leat.engine.Invocation.Seen;
import io.leat.engine.Provenance.Dependent;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.EventReader;
import io.leat.log.TopicFilter;
import io.leat.nodes.Graph;
import io.leat.nodes.Input;
import io.leat.nodes.Node;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Pattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an event led to: in its own traversal all of it, later as far as it is found with bounded
 * reading. Owned by one thread.
 */
final class Consequences {
  /** Products of its own traversal that are looked at. */
  private static final int WITHIN_MAX = 1_000;

  /** Later events that were made of it, and that are looked at whether they were. */
  private static final int LATER_MAX = 10;

  private static final int CANDIDATES_MAX = 20;

  private final EventLog log;
  private final Scenes scenes;
  private final Event event;
  private final List<Dependent> dependents = new ArrayList<>();
  private final @Nullable Event superseded;
  private boolean more;

  Consequences(EventLog log, Scenes scenes, Event event) {
    this.log = log;
    this.scenes = scenes;
    this.event = event;
    this.superseded = next();
    within();
    later();
  }

  List<Dependent> dependents() {
    return dependents;
  }

  /** The next event of its topic; null if it is the last. */
  @Nullable Event superseded() {
    return superseded;
  }

  boolean more() {
    return more;
  }

  private @Nullable Event next() {
    if (event.topic().equals(Graph.STATE_CHANGES)) {
      return null;
    }
    try (EventReader reader = log.read(event.offset() + 1, TopicFilter.only(event.topic()))) {
      return reader.next();
    }
  }

  private void within() {
    Scene scene = scenes.at(event.root());
    if (scene == null) {
      return;
    }
    Set<Long> reached = new HashSet<>(Set.of(event.offset()));
    int looked = 0;
    for (Event product : scene.events()) {
      if (product.isRoot() || product.offset() == event.offset()) {
        continue;
      }
      if (looked++ == WITHIN_MAX) {
        more = true;
        return;
      }
      Long of = handed(product, reached);
      if (of != null) {
        reached.add(product.offset());
        dependents.add(new Dependent(product, of));
      }
    }
  }

  /** Which of some events an invocation was handed; null if none. */
  private @Nullable Long handed(Event product, Set<Long> reached) {
    Invocation by = scenes.madeBy(product);
    if (by == null) {
      return null;
    }
    List<Seen> seen = new ArrayList<>(by.inputs());
    seen.addAll(by.own());
    for (Seen one : seen) {
      Event of = one.event();
      if (of != null && reached.contains(of.offset())) {
        return of.offset();
      }
    }
    return null;
  }

  private void later() {
    Eras.Era last = scenes.eras().last();
    if (last == null || event.topic().equals(Graph.STATE_CHANGES)) {
      return;
    }
    List<Pattern> made = madeOf(event.topic(), last.graph());
    if (made.isEmpty()) {
      return;
    }
    TopicFilter wanted =
        TopicFilter.of(topic -> made.stream().anyMatch(pattern -> pattern.match(topic) != null));
    try (EventReader reader = log.read(event.offset() + 1, wanted)) {
      lookAt(reader);
    }
  }

  /** What may be made of a topic: the outputs of its readers, at what its name binds there. */
  private static List<Pattern> madeOf(String topic, Graph graph) {
    List<Pattern> made = new ArrayList<>();
    for (Node node : graph.nodes()) {
      for (Input<?> input : node.inputs()) {
        Binding bound = input.pattern().match(topic);
        if (bound != null) {
          node.outputs().forEach(output -> made.add(output.pattern().at(bound)));
        }
      }
    }
    return made;
  }

  private void lookAt(EventReader reader) {
    long until = superseded == null ? Long.MAX_VALUE : superseded.root();
    int found = 0;
    int looked = 0;
    for (Event product = reader.next(); product != null; product = reader.next()) {
      if (product.root() > until && product.offset() > until) {
        return;
      }
      if (product.isRoot() || product.root() <= event.root() || product.root() > until) {
        continue;
      }
      if (found == LATER_MAX || looked++ == CANDIDATES_MAX) {
        more = true;
        return;
      }
      if (handed(product, Set.of(event.offset())) != null) {
        dependents.add(new Dependent(product, event.offset()));
        found++;
      }
    }
  }
}

package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.leat.log.Event;
import io.leat.nodes.Handed;
import io.leat.nodes.Product;
import io.leat.nodes.Runner;
import io.leat.nodes.value.Value;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs recorded invocations again and says how they differ. Counts what it does. Owned by one
 * thread.
 */
final class Comparison {

  /** What an invocation publishes on a topic, or why it failed. */
  private record Made(String topic, Value value) {}

  private final Set<Failures.Call> failed;
  private final Map<String, Runner> runners;
  private final int oneIn;
  private final Consumer<Deviation> found;
  private final InstantSource clock;
  private final Elsewhere elsewhere;
  private final Map<String, Long> met = new HashMap<>();
  private long roots;
  private long compared;
  private long differing;
  private long other;

  /**
   * @param runners of the nodes that are to be run, by name
   * @param elsewhere tells what was made on another line, where it may be compared
   */
  Comparison(
      Set<Failures.Call> failed,
      Map<String, Runner> runners,
      int oneIn,
      Consumer<Deviation> found,
      InstantSource clock,
      Elsewhere elsewhere) {
    this.failed = failed;
    this.runners = runners;
    this.oneIn = oneIn;
    this.found = found;
    this.clock = clock;
    this.elsewhere = elsewhere;
  }

  Reexecution.Report report() {
    return new Reexecution.Report(roots, compared, differing, other);
  }

  void finishedRoot() {
    roots++;
  }

  /** Compares an invocation, if it is one that is to be run. */
  void compare(InputSet set, int call, Event root, List<Event> recorded) {
    String node = set.site().station.node.name();
    Runner runner = runners.get(node);
    if (runner == null
        || elsewhere.made(root, node, recorded)
        || failed.contains(new Failures.Call(set.root(), node, call))) {
      other++;
      return;
    }
    if (met.merge(node, 1L, Long::sum) % oneIn != 0) {
      return;
    }
    compared++;
    Handed handed = Invoker.handed(set, call, null);
    List<Made> now = run(runner, set, handed);
    List<Made> then =
        recorded.stream()
            .map(event -> new Made(event.topic(), LoggedValue.of(event.payload())))
            .toList();
    if (!now.equals(then)) {
      differing++;
      List<Made> again = run(runner, set, handed);
      found.accept(deviation(set, call, root, recorded, now, again.equals(now)));
    }
  }

  /** What becomes of an invocation: its products without those that distinct stops. */
  private static List<Made> run(Runner runner, InputSet set, Handed handed) {
    Outcome outcome = Invoker.run(set.site().station, runner, handed);
    if (outcome instanceof Outcome.Damaged(var damage)) {
      throw damage;
    }
    if (outcome instanceof Outcome.Failed(String message)) {
      return List.of(new Made("", Value.of(JsonNodeFactory.instance.textNode(message))));
    }
    List<Made> made = new ArrayList<>();
    Map<String, Value> last = new HashMap<>();
    for (Product product : ((Outcome.Done) outcome).products()) {
      LiveTopic topic = set.site().topicOf(product);
      Value before = last.get(topic.name.text());
      boolean distinct = topic.declared != null && topic.declared.distinct();
      boolean withheld =
          before == null
              ? topic.unchangedBy(product.value())
              : distinct && before.equals(product.value());
      if (!withheld) {
        made.add(new Made(topic.name.text(), product.value()));
        last.put(topic.name.text(), product.value());
      }
    }
    return made;
  }

  private Deviation deviation(
      InputSet set, int call, Event root, List<Event> recorded, List<Made> now, boolean steady) {
    int place = 0;
    while (place < recorded.size()
        && place < now.size()
        && same(recorded.get(place), now.get(place))) {
      place++;
    }
    Event was = place < recorded.size() ? recorded.get(place) : null;
    Made is = place < now.size() ? now.get(place) : null;
    JsonNode whole = json(was);
    JsonNode other = is == null ? missing() : is.value().json();
    JsonNode a = whole;
    JsonNode b = other;
    String path = was == null ? (is == null ? "" : is.topic()) : was.topic();
    if (was != null && is != null && was.topic().equals(is.topic())) {
      FieldChange first = FieldChange.between(a, b).getFirst();
      path = first.path().isEmpty() ? path : path + ": " + first.path();
      a = first.a();
      b = first.b();
    }
    long wroteMs = (was == null ? root : was).timeMicros() / 1_000;
    return new Deviation(
        set.root(),
        was == null ? root.offset() : was.offset(),
        set.site().station.node.name(),
        call,
        path,
        a,
        b,
        steady,
        Suspects.of(a, b, wroteMs, clock.millis(), steady, Suspects.sameParts(whole, other)));
  }

  private static boolean same(Event event, Made made) {
    return event.topic().equals(made.topic())
        && LoggedValue.of(event.payload()).equals(made.value());
  }

  private static JsonNode json(@Nullable Event event) {
    return event == null ? missing() : LoggedValue.of(event.payload()).json();
  }

  private static JsonNode missing() {
    return JsonNodeFactory.instance.missingNode();
  }
}

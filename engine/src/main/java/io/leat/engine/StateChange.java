package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.engine.Merge.Conflict;
import io.leat.engine.Merge.Side;
import io.leat.log.Branch;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.EventReader;
import io.leat.log.Origin;
import io.leat.log.TopicFilter;
import io.leat.nodes.Graph;
import io.leat.nodes.Node;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the engine did to itself: the events of {@code state-changes.log}. Each is an object with a
 * field {@code change} that says what happened and a field {@code about} that says to what.
 */
final class StateChange {
  static final String STARTED = "engine started";
  static final String STOPPED = "engine stopped";
  static final String COMPILED = "graph compiled";
  static final String OPTION_SET = "option set";
  static final String FAILED = "invocation failed";
  static final String RECORDED = "invocation recorded";
  static final String DELIVERED = "effect delivered";
  static final String CLOSED = "effect closed";
  static final String RETRIED = "invocation retried";
  static final String FORKED = "forked";
  static final String REPLAYED = "replayed";
  static final String MERGED = "merged";
  static final String PROMOTED = "promoted";

  private static final int MESSAGE_CHARS_MAX = 4_000;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private StateChange() {}

  static Value started(long run) {
    ObjectNode event = change(STARTED);
    event.putObject("about").put("run", run);
    return Value.of(event);
  }

  static Value stopped(long run) {
    ObjectNode event = change(STOPPED);
    event.putObject("about").put("run", run);
    return Value.of(event);
  }

  /**
   * @param settled roots from here on are handled with this graph
   * @param since by node, the first root that it takes part in; this event for those that are not
   *     in it
   */
  static Value compiled(Graph graph, long settled, Map<String, Long> since) {
    ObjectNode event = change(COMPILED);
    event.putObject("about").put("graph", graph.identity()).put("settled", settled);
    ObjectNode nodes = event.putObject("since");
    since.forEach(nodes::put);
    event.set("graph", graph.describe());
    return Value.of(event);
  }

  static Value optionSet(String topic, Value value) {
    ObjectNode event = change(OPTION_SET);
    event.putObject("about").put("option", topic);
    event.set("value", value.json());
    return Value.of(event);
  }

  /**
   * @param stops true if the engine ends and tries the invocation again at its next start, so that
   *     this is no outcome
   */
  static Value failed(
      long root, String node, int call, Binding binding, String message, boolean stops) {
    ObjectNode event = about(FAILED, root, node, call, binding);
    event.put(
        "message",
        message.length() <= MESSAGE_CHARS_MAX
            ? message
            : message.substring(0, MESSAGE_CHARS_MAX) + "…");
    event.put("policy", stops ? "stop" : "skip");
    return Value.of(event);
  }

  /**
   * How an invocation of a recorded or effect node ended, other than by failing.
   *
   * @param what {@link #RECORDED}, {@link #DELIVERED} or {@link #CLOSED}
   * @param execution identity of what ran
   * @param products as {@link Answer} tells them
   */
  static Value answered(String what, InputSet set, int call, String execution, ArrayNode products) {
    ObjectNode event =
        about(what, set.root(), set.site().station.node.name(), call, set.site().binding);
    event.put("execution", execution);
    event.set("products", products);
    return Value.of(event);
  }

  private static ObjectNode about(
      String change, long root, String node, int call, Binding binding) {
    ObjectNode event = change(change);
    ObjectNode about =
        event.putObject("about").put("root", root).put("node", node).put("call", call);
    ObjectNode values = about.putObject("binding");
    binding.values().forEach(values::put);
    return event;
  }

  /**
   * Wakes the node of a failed invocation at its binding.
   *
   * @param failure offset of the event that told of it
   * @param node what its node is called now
   * @param binding as that event has it
   */
  static Value retried(long failure, String node, JsonNode binding) {
    ObjectNode event = change(RETRIED);
    event.putObject("about").put("failure", failure).put("node", node).set("binding", binding);
    return Value.of(event);
  }

  /** Tells the state changes of a branch from an offset on, each with its event. */
  static void tell(EventLog log, long from, BiConsumer<Event, JsonNode> told) {
    try (EventReader reader = log.read(from, TopicFilter.only(Graph.STATE_CHANGES))) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        told.accept(event, LoggedValue.of(event.payload()).json());
      }
    }
  }

  /** The same outcome as another line tells of an invocation, of one here. */
  static Value told(JsonNode told, InputSet set, int call) {
    ObjectNode event = told.deepCopy();
    ObjectNode about = event.withObject("/about");
    about.put("root", set.root()).put("node", set.site().station.node.name()).put("call", call);
    return Value.of(event);
  }

  /**
   * @param extent what is to be executed again of what will be carried over
   */
  static Value forked(String parent, long from, Extent extent, Purpose purpose) {
    ObjectNode event = change(FORKED);
    ObjectNode about = event.putObject("about").put("parent", parent).put("from", from);
    if (purpose.asked() != null) {
      about.put("asked", purpose.asked());
    }
    extent.addTo(event);
    by(event, purpose.by());
    if (purpose.reason() != null) {
      event.put("reason", purpose.reason());
    }
    return Value.of(event);
  }

  /**
   * @param to every root of the parent from {@code from} on and below this was carried over or left
   *     out
   * @param roots how many were carried over
   * @param edited by offset of a root that has another value, where the one stands that it was
   *     edited from
   */
  static Value replayed(Branch parent, long from, long to, long roots, Map<Long, Origin> edited) {
    ObjectNode event = change(REPLAYED);
    event
        .putObject("about")
        .put("parent", parent.name())
        .put("line", parent.line())
        .put("from", from)
        .put("to", to)
        .put("roots", roots);
    if (!edited.isEmpty()) {
      ArrayNode edits = event.putArray("edited");
      edited.forEach(
          (root, origin) ->
              edits
                  .addObject()
                  .put("root", root)
                  .put("line", origin.line())
                  .put("offset", origin.offset()));
    }
    return Value.of(event);
  }

  /**
   * @param fork whose roots were appended
   * @param roots how many
   * @param leftOut those that were not, and are not to be asked for again
   * @param by on whose behalf; null if nobody said
   */
  static Value merged(
      Branch fork,
      Map<Conflict, Side> choices,
      int roots,
      List<Carried> leftOut,
      @Nullable String by) {
    ObjectNode event = change(MERGED);
    event.putObject("about").put("fork", fork.name()).put("line", fork.line()).put("roots", roots);
    by(event, by);
    ArrayNode decided = event.putArray("conflicts");
    choices.forEach(
        (conflict, side) ->
            decided
                .addObject()
                .put("topic", conflict.topic())
                .put("choice", side == Side.OURS ? "ours" : "theirs")
                .put("ours", conflict.ours().getLast().offset())
                .put("theirs", conflict.theirs().getLast().offset()));
    leftOut(event, leftOut.stream().map(Carried::origin).toList());
    return Value.of(event);
  }

  private static void leftOut(ObjectNode event, List<Origin> origins) {
    ArrayNode left = event.putArray("leftOut");
    origins.forEach(
        origin -> left.addObject().put("line", origin.line()).put("offset", origin.offset()));
  }

  /**
   * @param old the branch that gives up its name
   * @param settled what it had finished: effects of the roots below stay as they are there
   */
  static Value promoted(Promotion promotion, Branch old, long settled) {
    ObjectNode event = change(PROMOTED);
    event
        .putObject("about")
        .put("branch", promotion.over())
        .put("fork", promotion.fork())
        .put("kept", promotion.kept())
        .put("line", old.line())
        .put("settled", settled);
    by(event, promotion.by());
    return Value.of(event);
  }

  private static void by(ObjectNode event, @Nullable String who) {
    if (who != null) {
      event.put("by", who);
    }
  }

  /** On whose behalf this was done; null if the event does not say. */
  static @Nullable String by(JsonNode event) {
    return event.hasNonNull("by") ? event.path("by").asText() : null;
  }

  /** Why this was done, as whoever did it said; null if nobody did. */
  static @Nullable String reason(JsonNode event) {
    return event.hasNonNull("reason") ? event.path("reason").asText() : null;
  }

  /** The binding that an event is about. */
  static Binding binding(JsonNode about) {
    Map<String, String> values = new LinkedHashMap<>();
    about.path("binding").properties().forEach(v -> values.put(v.getKey(), v.getValue().asText()));
    return Binding.of(values);
  }

  /** Whether that is a binding of just the variables that a node has. */
  static boolean binds(Binding binding, Node node) {
    return binding.size() == node.variables().size()
        && node.variables().stream().allMatch(binding::has);
  }

  private static ObjectNode change(String name) {
    return JSON.objectNode().put("change", name);
  }

  static boolean is(JsonNode event, String change) {
    return event.path("change").asText().equals(change);
  }

  /**
   * Whether this is the recorded outcome of an invocation: it failed, and the traversal went on; or
   * its node is recorded or an effect, and it was answered.
   */
  static boolean isOutcome(JsonNode event) {
    return is(event, FAILED) ? event.path("policy").asText().equals("skip") : isAnswer(event);
  }

  /** Whether this tells how an invocation of a recorded or effect node was answered. */
  static boolean isAnswer(JsonNode event) {
    return is(event, RECORDED) || is(event, DELIVERED) || is(event, CLOSED);
  }

  /** By node name, the first root it takes part in, of a compiled graph. */
  static Map<String, Long> since(JsonNode compiled, long offset) {
    Map<String, Long> since = new LinkedHashMap<>();
    compiled
        .path("graph")
        .path("nodes")
        .fieldNames()
        .forEachRemaining(
            name -> since.put(name, compiled.path("since").path(name).asLong(offset)));
    return since;
  }
}

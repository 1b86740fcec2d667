package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.engine.Eras.Era;
import io.leat.engine.Invocation.Seen;
import io.leat.engine.Invocation.Setting;
import io.leat.engine.Turn.Missed;
import io.leat.engine.Turn.Standing;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.nodes.Input;
import io.leat.nodes.Node;
import io.leat.nodes.Option;
import io.leat.nodes.Output;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The traversals of a branch, each set up again when it is asked about, and what nodes did in them.
 * Owned by one thread.
 */
final class Scenes {
  private static final int KEPT_MAX = 64;

  private final EventLog log;
  private final Eras eras;
  private final Makers makers;

  private final Map<Long, Scene> scenes =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Scene> eldest) {
          return size() > KEPT_MAX;
        }
      };

  Scenes(Place place) {
    this.log = place.log();
    this.eras = Eras.of(log);
    this.makers = new Makers(place.store(), log, eras);
  }

  Eras eras() {
    return eras;
  }

  /** The traversal of a root; null if no graph ever ran. */
  @Nullable Scene at(long root) {
    Era era = eras.handling(root);
    if (era == null) {
      return null;
    }
    Scene known = scenes.get(root);
    if (known == null) {
      known = Scene.of(log, eras, era, root);
      scenes.put(root, known);
    }
    return known;
  }

  /** The invocation that published a product; null if the log does not tell the graph. */
  @Nullable Invocation madeBy(Event product) {
    Scene scene = at(product.root());
    InputSet set = scene == null ? null : scene.setOf(product);
    return scene == null || set == null ? null : invocation(scene, set, product.call());
  }

  /** The nodes that publish what a node is triggered by, in the graph that handled a root. */
  List<Node> above(String name, Event root) {
    Era era = eras.handling(root.offset());
    Node node = era == null ? null : era.graph().node(name);
    if (era == null || node == null) {
      return List.of();
    }
    return era.graph().nodes().stream().filter(other -> triggers(other, node)).toList();
  }

  private static boolean triggers(Node from, Node to) {
    return to.inputs().stream()
        .filter(Input::trigger)
        .anyMatch(
            input ->
                from.outputs().stream()
                    .anyMatch(output -> output.pattern().overlaps(input.pattern())));
  }

  /** What a node did at a root, without what others did. */
  Turn turn(String name, Event root) {
    Scene scene = at(root.offset());
    if (scene == null) {
      return Turn.without(name, root, Standing.NOTHING_RAN);
    }
    Station station = scene.plan().station(name);
    if (station == null) {
      return Turn.without(name, root, Standing.NOT_IN_GRAPH);
    }
    if (station.since > root.offset()) {
      return Turn.without(name, root, Standing.NOT_YET_PART);
    }
    Scene.Calls calls = scene.calls(station);
    List<Missed> missed = calls.skipped().stream().map(skip -> missed(skip, station)).toList();
    List<Invocation> invocations = new ArrayList<>();
    for (InputSet set : calls.sets()) {
      invocations.add(invocation(scene, set, invocations.size()));
    }
    Standing standing = standing(invocations, missed, root);
    return new Turn(name, root, standing, invocations, missed, List.of());
  }

  private static Standing standing(List<Invocation> invocations, List<Missed> missed, Event root) {
    if (!invocations.isEmpty()) {
      return Standing.INVOKED;
    }
    if (!missed.isEmpty()) {
      return Standing.HELD_BACK;
    }
    return root.quiet() ? Standing.QUIET : Standing.NOT_TRIGGERED;
  }

  private static Missed missed(EngineEvent.Skipped skipped, Station station) {
    List<String> absent = new ArrayList<>();
    if (skipped.why() == EngineEvent.Reason.REQUIRED) {
      Site site = station.site(skipped.binding());
      for (int input : station.required) {
        if (site.inputs[input].lastThrough(skipped.root()) == null) {
          absent.add(station.node.inputs().get(input).name());
        }
      }
    }
    return new Missed(skipped.binding(), absent);
  }

  private Invocation invocation(Scene scene, InputSet set, int call) {
    Station station = set.site().station;
    Node node = station.node;
    List<Event> products =
        scene.events().stream()
            .filter(event -> node.name().equals(event.node()) && event.call() == call)
            .toList();
    Event told = told(scene, node.name(), call);
    boolean open = products.isEmpty() && told == null && !scene.stretch().settled();
    return new Invocation(
        set.root(),
        node.name(),
        call,
        set.site().binding,
        open ? null : code(node, products, told),
        set.trigger().context(),
        inputs(scene, set),
        node.own() ? own(scene, set.site(), call) : List.of(),
        settings(scene, station),
        products,
        told,
        open);
  }

  private @Nullable String code(Node node, List<Event> products, @Nullable Event told) {
    if (!products.isEmpty()) {
      return makers.code(products.getFirst());
    }
    return told == null ? node.code() : makers.code(node.name(), told.offset());
  }

  private static List<Seen> inputs(Scene scene, InputSet set) {
    List<Seen> inputs = new ArrayList<>();
    for (Input<?> input : set.site().station.node.inputs()) {
      Published shown = set.event(input.index());
      inputs.add(
          new Seen(
              input.name(),
              input.index() == set.trigger().input(),
              shown == null ? null : scene.event(shown)));
    }
    return inputs;
  }

  private static List<Seen> own(Scene scene, Site site, int call) {
    List<@Nullable Event> last = scene.own(site, call);
    List<Seen> own = new ArrayList<>();
    for (Output<?> output : site.station.node.outputs()) {
      own.add(new Seen(output.name(), false, last.get(output.index())));
    }
    return own;
  }

  private static List<Setting> settings(Scene scene, Station station) {
    List<Setting> settings = new ArrayList<>();
    for (Option<?> option : station.node.options()) {
      Published set = scene.optionSet(station, option);
      var value = set == null ? scene.unset(station, option) : set.value;
      if (value != null) {
        settings.add(new Setting(option.name(), value, set == null ? null : scene.event(set)));
      }
    }
    return settings;
  }

  /** What says last how a call ended; null if nothing does. */
  private static @Nullable Event told(Scene scene, String node, int call) {
    Event found = null;
    for (Event event : scene.stretch().told()) {
      JsonNode change = LoggedValue.of(event.payload()).json();
      JsonNode about = change.path("about");
      boolean ends = StateChange.is(change, StateChange.FAILED) || StateChange.isAnswer(change);
      if (ends
          && about.path("root").asLong() == scene.stretch().root().offset()
          && about.path("node").asText().equals(node)
          && about.path("call").asInt() == call) {
        found = event;
      }
    }
    return found;
  }
}

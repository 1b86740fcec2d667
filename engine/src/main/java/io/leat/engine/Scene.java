package io.leat.engine;

import io.leat.engine.Eras.Era;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.EventReader;
import io.leat.log.TopicFilter;
import io.leat.nodes.Graph;
import io.leat.nodes.Input;
import io.leat.nodes.Option;
import io.leat.nodes.Output;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Pattern;
import io.leat.nodes.value.Value;
import io.leat.state.TraversalReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One traversal set up again from the log, as the nodes of its time saw it: the same rule, applied
 * to the same events, says which sets they were invoked on. What topics held before is read when a
 * node is looked at that reads them. Runs no node code. Owned by one thread.
 */
final class Scene {
  /**
   * What a node was called for.
   *
   * @param sets what it was invoked on, in order of call
   * @param skipped what led to no invocation
   */
  record Calls(List<InputSet> sets, List<EngineEvent.Skipped> skipped) {}

  private final EventLog log;
  private final Stretch stretch;
  private final Eras eras;
  private final Map<String, Long> since;
  private final Plan plan;
  private final Published root;

  /** By position. */
  private final List<Published> events = new ArrayList<>();

  private final Map<Long, Event> byOffset = new HashMap<>();
  private final Set<String> loaded = new HashSet<>();

  /** Each node is enumerated once: its sites remember the sets that they had. */
  private final Map<Station, Calls> calls = new HashMap<>();

  private Scene(EventLog log, Stretch stretch, Eras eras, Era era) {
    this.log = log;
    this.stretch = stretch;
    this.eras = eras;
    this.since = era.since();
    this.plan = plan(era.graph(), since);
    this.root = add(stretch.root());
    events.add(root);
    stretch.products().forEach(event -> events.add(add(event)));
    events.sort(null);
  }

  /** The stations of a graph without code, none of which was invoked yet. */
  static Plan plan(Graph graph, Map<String, Long> since) {
    Plan plan = new Plan(graph);
    for (Station station : plan.stations) {
      station.since = since.getOrDefault(station.node.name(), Long.MAX_VALUE);
    }
    return plan;
  }

  /**
   * The traversal of a root.
   *
   * @param era that of the graph which handled it
   */
  static Scene of(EventLog log, Eras eras, Era era, long root) {
    return new Scene(
        log,
        Stretch.of(log, root, Engine.LEAD, event -> event.topic().equals(Graph.STATE_CHANGES)),
        eras,
        era);
  }

  Stretch stretch() {
    return stretch;
  }

  Plan plan() {
    return plan;
  }

  /** The root and what it caused, by position. */
  List<Event> events() {
    return events.stream().map(event -> event(event)).toList();
  }

  Event event(Published published) {
    return Objects.requireNonNull(byOffset.get(published.offset));
  }

  /** What a node was invoked on, call by call, and what led to no invocation. */
  Calls calls(Station station) {
    Calls known = calls.get(station);
    if (known == null) {
      known = newCalls(station);
      calls.put(station, known);
    }
    return known;
  }

  private Calls newCalls(Station station) {
    Pending pending = new Pending(station, root.root);
    if (!stretch.root().quiet()) {
      wake(
          station,
          trigger -> {
            pending.add(trigger);
            recall(station, trigger);
          });
    }
    for (Published event : events) {
      for (Subscription subscription : subscriptions(station, event)) {
        pending.add(new Trigger.Input(subscription, event));
        if (!subscription.complete) {
          loadAll(station);
        }
      }
    }
    for (Trigger trigger : pending.triggers()) {
      trigger.sites(station).forEach(this::load);
    }
    List<EngineEvent.Skipped> skipped = new ArrayList<>();
    Trace trace =
        new Trace(
            event -> {
              if (event instanceof EngineEvent.Skipped skip) {
                skipped.add(skip);
              }
            });
    return new Calls(pending.sets(trace), skipped);
  }

  /** How this traversal triggers a node; none if the root wakes nobody, or before it takes part. */
  private List<Subscription> subscriptions(Station station, Published event) {
    if ((event == root && stretch.root().quiet()) || event.root < station.since) {
      return List.of();
    }
    List<Subscription> triggering = new ArrayList<>();
    for (Subscription s = event.topic.subscriptions; s != null; s = s.next) {
      if (s.station == station && s.triggers) {
        triggering.add(s);
      }
    }
    return triggering;
  }

  /** Reads what says where a waking root invokes its node. */
  private void recall(Station station, Trigger trigger) {
    if (trigger instanceof Trigger.Arrival) {
      loadAll(station);
    } else if (trigger instanceof Trigger.OptionSet) {
      remember(station);
    }
  }

  /** The set that a product was made of; null if this graph demands no such invocation. */
  @Nullable InputSet setOf(Event product) {
    Station station = plan.station(Recorded.nodeOf(product));
    Published event = published(product.cause());
    if (station == null || event == null) {
      return null;
    }
    Binding binding = binding(station, event, product.topic());
    Trigger trigger = binding == null ? null : trigger(station, event, binding);
    if (trigger != null && binding != null) {
      Site site = station.site(binding);
      load(site);
      return new InputSet(site, trigger, site.shown(trigger));
    }
    List<InputSet> sets = calls(station).sets();
    return product.call() < sets.size() ? sets.get(product.call()) : null;
  }

  /** How an event calls for an invocation of a node at a binding; null if not in one way alone. */
  private @Nullable Trigger trigger(Station station, Published event, Binding binding) {
    List<Trigger> ways = new ArrayList<>();
    for (Subscription subscription : subscriptions(station, event)) {
      if (agree(binding, subscription.binding)) {
        ways.add(new Trigger.Input(subscription, event));
      }
    }
    if (event == root) {
      wake(station, ways::add);
    }
    return ways.size() == 1 ? ways.getFirst() : null;
  }

  /** Tells how the root wakes a node by itself. */
  private void wake(Station station, Consumer<Trigger> told) {
    Plan.OptionOf set = plan.options.get(root.topic.name.text());
    if (set != null) {
      load(root.topic.name.text());
      setFirst(set.station(), set.option());
    }
    Waking.by(
        root,
        plan,
        (woken, trigger) -> {
          if (woken == station) {
            told.accept(trigger);
          }
        });
  }

  private @Nullable Published published(long offset) {
    for (Published event : events) {
      if (event.offset == offset) {
        return event;
      }
    }
    return null;
  }

  /** What the trigger and the product's topic bind together, if that is one binding and whole. */
  private @Nullable Binding binding(Station station, Published trigger, String topic) {
    List<String> variables = station.node.variables();
    Binding made = Binding.EMPTY;
    for (Output<?> output : station.node.outputs()) {
      Binding match = output.pattern().match(topic);
      made = match == null ? made : match.only(variables);
    }
    Set<Binding> found = new HashSet<>();
    for (Subscription subscription : subscriptions(station, trigger)) {
      if (agree(made, subscription.binding)) {
        Map<String, String> values = new LinkedHashMap<>(made.values());
        values.putAll(subscription.binding.values());
        found.add(Binding.of(values));
      }
    }
    Binding one = found.isEmpty() ? made : found.iterator().next();
    return found.size() <= 1 && one.size() == variables.size() ? one : null;
  }

  private static boolean agree(Binding a, Binding b) {
    return a.values().entrySet().stream()
        .noneMatch(
            bound -> b.has(bound.getKey()) && !b.get(bound.getKey()).equals(bound.getValue()));
  }

  /** The event that an option had in this traversal; null if it had its default. */
  @Nullable Published optionSet(Station station, Option<?> option) {
    String topic = station.node.topicOf(option);
    load(topic);
    return plan.topics.named(topic).lastThrough(root.root);
  }

  /** The value of an option that was not set yet: its default, else what it is set to first. */
  @Nullable Value unset(Station station, Option<?> option) {
    setFirst(station, option);
    return station.option(option, Site.NEVER);
  }

  private void setFirst(Station station, Option<?> option) {
    setFirst(log, station, option);
  }

  /** Tells a station what an option without a default was set to first, if it ever was. */
  static void setFirst(EventLog log, Station station, Option<?> option) {
    if (option.fallback() == null) {
      TopicFilter topic = TopicFilter.only(station.node.topicOf(option));
      try (EventReader reader = log.read(log.first(), topic)) {
        Event first = reader.next();
        if (first != null) {
          station.set(option, LoggedValue.of(first.payload()));
        }
      }
    }
  }

  /** What a node was handed of its own, by index of output; null where there was nothing. */
  List<@Nullable Event> own(Site site, int call) {
    List<@Nullable Event> own = new ArrayList<>();
    for (LiveTopic topic : site.outputs) {
      own.add(topic == null ? null : own(topic.name.text(), site.station.rank, call));
    }
    return own;
  }

  private @Nullable Event own(String topic, int rank, int call) {
    Event last = stretch.before(topic);
    for (Published event : events) {
      boolean earlier = event.rank < rank || (event.rank == rank && event.call < call);
      last = earlier && event.topic.name.text().equals(topic) ? event(event) : last;
    }
    return last;
  }

  private void load(Site site) {
    for (Input<?> input : site.station.node.inputs()) {
      Pattern pattern = input.pattern().at(site.binding);
      if (pattern.wild()) {
        TopicFilter wanted = TopicFilter.of(topic -> pattern.match(topic) != null);
        stretch.latestBefore(wanted).forEach(this::keep);
      } else {
        load(pattern.toString());
      }
    }
  }

  private void load(String topic) {
    if (!loaded.contains(topic)) {
      Event before = stretch.before(topic);
      if (before != null) {
        keep(before);
      }
      loaded.add(topic);
    }
  }

  /** Every topic that the node reads, at whatever binding. */
  private void loadAll(Station station) {
    List<Pattern> patterns = station.node.inputs().stream().map(Input::pattern).toList();
    stretch
        .allBefore(
            TopicFilter.of(
                topic -> patterns.stream().anyMatch(pattern -> pattern.match(topic) != null)))
        .forEach(this::keep);
  }

  /** Goes through all history before for where the node was invoked. */
  private void remember(Station station) {
    Plan past = plan(plan.graph, since);
    Station then = Objects.requireNonNull(past.station(station.node.name()));
    then.node.options().forEach(option -> setFirst(then, option));
    Invocations invocations = new Invocations(past, List.of(then));
    try (TraversalReader reader =
        TraversalReader.between(log, log.first(), root.root, invocations::read)) {
      for (var traversal = reader.next(); traversal != null; traversal = reader.next()) {
        invocations.remember(traversal);
      }
    }
    invocations.end();
    for (Site site : then.invokedSites()) {
      station.site(site.binding).firstInvoked = site.firstInvoked;
    }
  }

  /** Takes in the last event that a topic had before. */
  private void keep(Event before) {
    if (loaded.add(before.topic())) {
      Published _ = add(before);
    }
  }

  private Published add(Event event) {
    byOffset.put(event.offset(), event);
    Published published = Published.of(event, eras.rankOf(event), plan.topics.named(event.topic()));
    published.topic.add(published, 0);
    return published;
  }
}

package io.leat.engine;

import io.leat.log.Name;
import io.leat.nodes.Input;
import io.leat.nodes.Node;
import io.leat.nodes.Option;
import io.leat.nodes.Runner;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A node at work: where it was invoked, what waits for it, and how far it is. Owned by the engine's
 * thread.
 */
final class Station {
  final Node node;
  final Name name;
  final int rank;

  /** Indices of the inputs without which the node is not invoked. */
  final int[] required;

  /** What waits, by root, of a node that does not finish each root before the next is taken. */
  final TreeMap<Long, Pending> waiting = new TreeMap<>();

  /** The first root that this node takes part in. */
  long since;

  /** By index of input, whether its events invoke the node. */
  final boolean[] triggering;

  /** By index of input, whether it is a wildcard, so that its topic is handed over too. */
  final boolean[] wild;

  /** Whether any input is a wildcard. */
  final boolean readsWildcards;

  /** As many nulls as there are inputs: what is handed over where no input is a wildcard. */
  final List<@Nullable String> noTopics;

  final Tally tally = new Tally();

  /** What waits at the root that is being taken, of a node that finishes each at once. */
  private Pending now = new Pending(this, -1);

  private final KnownBindings known;
  private final Map<Binding, Site> sites = new HashMap<>();
  private final List<LiveTopic> options = new ArrayList<>();

  /** By index of option, what it was first set to. */
  private final Map<Integer, Value> firstSet = new HashMap<>();

  private @Nullable Topics topics;
  private @Nullable Runner runner;

  Station(Node node, int rank) {
    this.node = node;
    this.name = Name.of(node.name());
    this.rank = rank;
    this.required = node.inputs().stream().filter(Input::required).mapToInt(Input::index).toArray();
    this.triggering = new boolean[node.inputs().size()];
    this.wild = new boolean[node.inputs().size()];
    for (Input<?> input : node.inputs()) {
      triggering[input.index()] = input.trigger();
      wild[input.index()] = input.pattern().wild();
    }
    this.readsWildcards = node.inputs().stream().anyMatch(input -> input.pattern().wild());
    this.noTopics = Collections.nCopies(wild.length, null);
    this.known = new KnownBindings(this);
  }

  /** Connects the node to the topics that it reads and sets; once, before anything runs. */
  void connect(Topics topics) {
    this.topics = topics;
    for (Option<?> option : node.options()) {
      options.add(topics.named(node.topicOf(option)));
    }
  }

  /**
   * Starts what runs the node.
   *
   * @param folder in which commands run
   */
  void start(Path folder) {
    runner = node.body().open(node, folder);
  }

  Runner runner() {
    return Objects.requireNonNull(runner, "start comes first");
  }

  /** Ends what {@link #start} started. */
  void stop() {
    if (runner != null) {
      runner.close();
    }
  }

  KnownBindings known() {
    return known;
  }

  /** What waits at the root that is being taken, of a node that finishes each at once. */
  Pending now(long root) {
    if (now.root != root) {
      now = new Pending(this, root);
    }
    return now;
  }

  Pending now() {
    return now;
  }

  Pending pending(long root) {
    return waiting.computeIfAbsent(root, r -> new Pending(this, r));
  }

  Site site(Binding binding) {
    Site site = sites.get(binding);
    if (site == null) {
      site = newSite(binding);
      sites.put(binding, site);
    }
    return site;
  }

  private Topics topics() {
    return Objects.requireNonNull(topics, "connect comes first");
  }

  private Site newSite(Binding binding) {
    Topics topics = topics();
    Channel[] inputs = new Channel[node.inputs().size()];
    for (Input<?> input : node.inputs()) {
      inputs[input.index()] = topics.read(input, binding);
    }
    @Nullable LiveTopic[] outputs = new LiveTopic[node.outputs().size()];
    for (var output : node.outputs()) {
      if (node.variables().containsAll(output.pattern().variables())) {
        outputs[output.index()] = topics.named(output.pattern().at(binding).toString());
      }
    }
    return new Site(this, binding, inputs, outputs);
  }

  /** The topic of an output at a binding of all that its pattern binds. */
  LiveTopic topicOf(int output, Binding all) {
    return topics().named(node.outputs().get(output).pattern().at(all).toString());
  }

  /** What waits for it and what it did. */
  Traffic.AtNode traffic(int inFlight) {
    long[] byInput = new long[node.inputs().size()];
    for (Pending pending : waiting.values()) {
      pending.count(byInput);
    }
    return traffic(waiting.size(), inFlight, byInput);
  }

  Traffic.AtNode traffic(long waiting, int inFlight, long[] byInput) {
    List<Traffic.OnEdge> edges = new ArrayList<>(byInput.length);
    for (Input<?> input : node.inputs()) {
      edges.add(
          new Traffic.OnEdge(input.name(), input.pattern().toString(), byInput[input.index()]));
    }
    return new Traffic.AtNode(
        node.name(),
        waiting,
        inFlight,
        tally.invoked,
        0,
        tally.reused,
        tally.published,
        tally.failed,
        tally.lastNanos < 0 ? -1 : tally.lastNanos / 1_000,
        edges);
  }

  /** Whether it matters where it was ever invoked: setting an option invokes it there again. */
  boolean remembers() {
    return node.options().stream().anyMatch(Option::trigger);
  }

  /** Where the node was ever invoked, in order of binding. */
  List<Site> invokedSites() {
    List<Site> invoked = new ArrayList<>();
    for (Site site : sites.values()) {
      if (site.firstInvoked != Site.NEVER && site.firstInvoked >= since) {
        invoked.add(site);
      }
    }
    Collections.sort(invoked);
    return invoked;
  }

  /**
   * Where the topics that it is triggered by are known as of a traversal's end, in order of
   * binding.
   */
  Collection<Site> knownSites(long root) {
    TreeSet<Site> sites = new TreeSet<>();
    if (node.variables().isEmpty()) {
      sites.add(site(Binding.EMPTY));
      return sites;
    }
    for (LiveTopic topic : List.copyOf(topics().all())) {
      for (Subscription s = topic.subscriptions; s != null; s = s.next) {
        if (s.station == this && topic.holdsValue(root)) {
          if (s.complete) {
            sites.add(s.site());
          } else if (s.triggers) {
            sites.addAll(known.sites(s, root));
          }
        }
      }
    }
    return sites;
  }

  /** The effective values of the options in a traversal, by index. */
  List<Value> options(long root) {
    if (options.isEmpty()) {
      return List.of();
    }
    List<Value> values = new ArrayList<>(options.size());
    for (Option<?> option : node.options()) {
      Value value = option(option, root);
      if (value == null) {
        throw new IllegalStateException("option " + node.topicOf(option) + " has no value");
      }
      values.add(value);
    }
    return values;
  }

  /**
   * The effective value of an option: the last one set; before it was first set its default, and
   * without a default what it is first set to. Null if it has none of these.
   */
  @Nullable Value option(Option<?> option, long root) {
    Published set = options.get(option.index()).lastThrough(root);
    if (set != null) {
      return set.value;
    }
    Value fallback = option.fallback();
    return fallback == null ? firstSet.get(option.index()) : fallback;
  }

  /** Says what an option is set to, in order of the log. */
  void set(Option<?> option, Value value) {
    firstSet.putIfAbsent(option.index(), value);
  }
}

package io.leat.engine.oracle;

import io.leat.engine.oracle.Facts.Fact;
import io.leat.engine.oracle.Invocation.Produced;
import io.leat.engine.oracle.Recorded.Answered;
import io.leat.engine.oracle.Recorded.Outcome;
import io.leat.nodes.Graph;
import io.leat.nodes.Handed;
import io.leat.nodes.Input;
import io.leat.nodes.Kind;
import io.leat.nodes.Node;
import io.leat.nodes.Option;
import io.leat.nodes.Product;
import io.leat.nodes.Runner;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Pattern;
import io.leat.nodes.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A node handles a root. Everything upstream of it has finished the root. */
final class Turn {
  private final Graph graph;
  private final Node node;
  private final int rank;
  private final int root;
  private final Facts facts;
  private final Recorded recorded;
  private final List<Invocation> invocations;
  private final Reach reach;
  private int calls;

  Turn(
      Graph graph,
      Node node,
      int rank,
      int root,
      Facts facts,
      Recorded recorded,
      List<Invocation> invocations) {
    this.graph = graph;
    this.node = node;
    this.rank = rank;
    this.root = root;
    this.facts = facts;
    this.recorded = recorded;
    this.invocations = invocations;
    this.reach = new Reach(node, facts);
  }

  /** What wakes the node, and where. */
  private record Trigger(String name, Fact event, List<Binding> bindings) {}

  /** What the node is to be invoked on: by index of input, the event that it shows. */
  private record InputSet(Binding binding, List<@Nullable Fact> shown) {}

  /**
   * Rules 1 to 4.
   *
   * @param retried the binding at which the root retries the node; null if it does not
   * @param arrives whether the root tells of the graph that the node is new in
   * @param code what runs a call
   */
  void take(@Nullable Binding retried, boolean arrives, IntFunction<Runner> code) {
    var before = new HashMap<Binding, InputSet>();
    for (Trigger trigger : triggers(retried, arrives)) {
      for (Binding binding : trigger.bindings()) {
        var set = settled(trigger, binding);
        boolean sameAsBefore = set.equals(before.put(binding, set));
        if (!sameAsBefore && complete(set)) {
          int call = calls++;
          invoke(set, call, trigger, code.apply(call));
        }
      }
    }
  }

  /** Rule 1: what the root itself does comes first; then this traversal's events, in order. */
  private List<Trigger> triggers(@Nullable Binding retried, boolean arrives) {
    var triggers = new ArrayList<Trigger>();
    Fact first = facts.of(root).getFirst();
    for (Option<?> option : node.options()) {
      if (option.trigger() && first.topic().equals(node.topicOf(option)) && differs(option)) {
        triggers.add(new Trigger(option.name(), first, everInvoked()));
      }
    }
    if (retried != null) {
      triggers.add(new Trigger("invocation retried", first, List.of(retried)));
    }
    if (arrives && node.kind() != Kind.EFFECT) {
      triggers.add(new Trigger("graph compiled", first, reach.everywhere()));
    }
    for (Fact fact : facts.of(root)) {
      for (Input<?> input : node.inputs()) {
        Binding bound = input.trigger() ? input.pattern().match(fact.topic()) : null;
        if (bound != null) {
          triggers.add(new Trigger(input.name(), fact, reach.from(bound)));
        }
      }
    }
    return triggers;
  }

  private boolean differs(Option<?> option) {
    return !effective(option, root + 1).equals(effective(option, root));
  }

  private List<Binding> everInvoked() {
    return invocations.stream()
        .filter(i -> i.node().name().equals(node.name()) && i.root() < root)
        .map(Invocation::binding)
        .distinct()
        .sorted(Reach.ORDER)
        .toList();
  }

  /** Rule 2. */
  private InputSet settled(Trigger trigger, Binding binding) {
    var shown = new ArrayList<@Nullable Fact>();
    for (Input<?> input : node.inputs()) {
      var pattern = input.pattern().at(binding);
      shown.add(
          input.trigger() ? facts.settled(pattern, trigger.event().at()) : facts.last(pattern));
    }
    return new InputSet(binding, shown);
  }

  private boolean complete(InputSet set) {
    return node.inputs().stream()
        .noneMatch(input -> input.required() && set.shown().get(input.index()) == null);
  }

  /** Rule 4. */
  private void invoke(InputSet set, int call, Trigger trigger, Runner code) {
    var handed = handed(set, call, trigger.name());
    Outcome known = recorded.of(root, node.name(), call);
    Outcome outcome = known == null ? outcome(code, call, handed) : known;
    invocations.add(
        new Invocation(
            root,
            node,
            call,
            handed,
            shown(set),
            trigger.event().name(),
            trigger.name(),
            outcome.products(),
            outcome.failed()));
    for (Produced product : outcome.products()) {
      var at = new Position(root, rank, call, product.ordinal());
      String name = node.name() + "." + call + "." + product.ordinal();
      facts.add(new Fact(at, name, product.topic(), product.value()));
    }
  }

  private static List<@Nullable String> shown(InputSet set) {
    var shown = new ArrayList<@Nullable String>();
    for (Fact fact : set.shown()) {
      shown.add(fact == null ? null : fact.at().root() + " " + fact.name());
    }
    return shown;
  }

  private Outcome outcome(Runner code, int call, Handed handed) {
    if (node.kind() != Kind.PURE) {
      Answered answered = recorded.answered(root, node, call, handed);
      if (answered != null) {
        return new Outcome(published(answered.products(), handed.binding()), answered.failed());
      }
    }
    for (int attempt = 1; attempt <= node.attempts(); attempt++) {
      try {
        return new Outcome(published(code.run(handed), handed.binding()), false);
      } catch (Exception _) {
        // Tried again, if there is another attempt.
      }
    }
    return new Outcome(List.of(), true);
  }

  private Handed handed(InputSet set, int call, String trigger) {
    var inputs = new ArrayList<@Nullable Value>();
    var topics = new ArrayList<@Nullable String>();
    for (Input<?> input : node.inputs()) {
      Fact fact = set.shown().get(input.index());
      inputs.add(fact == null ? null : fact.value());
      topics.add(fact != null && input.pattern().wild() ? fact.topic() : null);
    }
    var options = new ArrayList<Value>();
    node.options().forEach(option -> options.add(effective(option, root + 1)));
    return new Handed(
        root,
        node.name(),
        call,
        set.binding(),
        inputs,
        topics,
        options,
        node.own() ? own(set.binding()) : List.of(),
        node.context() ? trigger : null,
        node.kind() == Kind.EFFECT ? root + "." + node.name() + "." + call : null);
  }

  /** The value of an option as of just before a root. */
  private Value effective(Option<?> option, int beforeRoot) {
    Fact set = facts.lastBefore(Pattern.topic(node.topicOf(option)), beforeRoot);
    return set == null ? Objects.requireNonNull(option.fallback()) : set.value();
  }

  /** The last products at a binding; absent where the binding does not name one topic. */
  private List<@Nullable Value> own(Binding binding) {
    var own = new ArrayList<@Nullable Value>();
    for (var output : node.outputs()) {
      var pattern = output.pattern().at(binding);
      Fact last = pattern.plain() ? facts.last(pattern) : null;
      own.add(last == null ? null : last.value());
    }
    return own;
  }

  /**
   * What of the products becomes events: all, except that {@code distinct} stops what would change
   * nothing.
   */
  private List<Produced> published(List<Product> products, Binding binding) {
    var published = new ArrayList<Produced>();
    for (Product product : products) {
      var output = node.outputs().get(product.output());
      output.type().check(product.value());
      var pattern = output.pattern().at(binding.and(product.binding()));
      if (!pattern.plain()) {
        throw new IllegalArgumentException(pattern + " lacks a variable");
      }
      String topic = pattern.toString();
      boolean distinct = Objects.requireNonNull(graph.topic(topic)).distinct();
      if (!distinct || !product.value().equals(last(topic, published))) {
        published.add(new Produced(published.size(), topic, product.value()));
      }
    }
    return published;
  }

  private @Nullable Value last(String topic, List<Produced> earlier) {
    Fact fact = facts.last(Pattern.topic(topic));
    Value last = fact == null ? null : fact.value();
    for (Produced product : earlier) {
      last = product.topic().equals(topic) ? product.value() : last;
    }
    return last;
  }
}

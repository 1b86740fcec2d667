package io.leat.engine.simulation;

import io.leat.nodes.Kind;
import io.leat.nodes.value.Pattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A graph as plain data, so that it can be printed and taken apart.
 *
 * @param outside patterns of the topics that are fed from outside
 * @param nodes each reads only from outside and from nodes before it
 * @param times topics that the clock feeds
 * @param made how many nodes were ever made: the next one's number
 */
record Blueprint(List<String> outside, List<Timed> times, List<Plan> nodes, int made) {

  /** A topic that the clock feeds. */
  record Timed(String topic, int everyMs) {}

  /**
   * One node.
   *
   * @param jobs how many invocations may run at once beside the engine; 0 if it runs on the
   *     engine's thread
   * @param attempts how often an invocation is tried, at least 1; more only beside the engine
   * @param stops whether its failures, which then come only while the world is ill, stop the engine
   * @param kind other than pure, it throws dice
   * @param timeoutMs how long an invocation may take; 0 if for ever, as it must be for pure nodes
   * @param version of its code
   */
  record Plan(
      String name,
      List<In> inputs,
      List<Out> outputs,
      List<Setting> options,
      boolean own,
      boolean context,
      int jobs,
      int attempts,
      boolean stops,
      Kind kind,
      int timeoutMs,
      int version,
      Habit habit) {}

  record In(String name, String pattern, boolean trigger, boolean required) {}

  /**
   * @param brought the variable that products bring themselves; null if the node's binding has them
   *     all
   */
  record Out(String name, String pattern, boolean distinct, @Nullable String brought) {}

  record Setting(String name, int fallback, boolean trigger) {}

  /**
   * What a node makes of what it is handed: a function of nothing else.
   *
   * @param salt sets nodes apart
   * @param productsMin fewest products of an invocation
   * @param productsMax most products of an invocation
   * @param failsOneIn how many invocations fail; 0 for none
   * @param values how many different values it publishes; 0 for as many as there are
   */
  record Habit(long salt, int productsMin, int productsMax, int failsOneIn, int values) {}

  /** This without one node and without every node that reads from it. */
  Blueprint without(String name) {
    var gone = new ArrayList<Plan>();
    var left = new ArrayList<Plan>();
    for (Plan plan : nodes) {
      boolean goes = plan.name().equals(name) || gone.stream().anyMatch(g -> reads(plan, g));
      (goes ? gone : left).add(plan);
    }
    return new Blueprint(outside, times, left, made);
  }

  Plan plan(String name) {
    return nodes.stream().filter(plan -> plan.name().equals(name)).findFirst().orElseThrow();
  }

  /** This with a node in place of the one of the same name. */
  Blueprint with(Plan changed) {
    return new Blueprint(
        outside,
        times,
        nodes.stream().map(n -> n.name().equals(changed.name()) ? changed : n).toList(),
        made);
  }

  /** This with one more node. */
  Blueprint and(Plan added) {
    var more = new ArrayList<>(nodes);
    more.add(added);
    return new Blueprint(outside, times, more, made + 1);
  }

  private static boolean reads(Plan plan, Plan other) {
    return plan.inputs().stream().anyMatch(in -> reads(in, other));
  }

  /** Whether an input may be shown what a node publishes. */
  static boolean reads(In in, Plan other) {
    Pattern read = Pattern.parse(in.pattern());
    return other.outputs().stream().anyMatch(out -> read.overlaps(Pattern.parse(out.pattern())));
  }

  /** This with nodes of one kind. */
  Blueprint of(Kind kind) {
    Blueprint changed = this;
    for (Plan p : nodes) {
      changed =
          changed.with(
              new Plan(
                  p.name(),
                  p.inputs(),
                  p.outputs(),
                  p.options(),
                  p.own(),
                  p.context(),
                  p.jobs(),
                  p.jobs() == 0 ? 1 : p.attempts(),
                  p.stops(),
                  kind,
                  kind == Kind.PURE ? 0 : p.timeoutMs(),
                  p.version(),
                  p.habit()));
    }
    return changed;
  }

  /** The topics of all options. */
  List<String> optionTopics() {
    return nodes.stream()
        .flatMap(plan -> plan.options().stream().map(o -> plan.name() + "." + o.name()))
        .toList();
  }

  /** True if an event on the topic may be appended to the graph from outside. */
  boolean takes(String topic) {
    return outside.stream().anyMatch(pattern -> Pattern.parse(pattern).match(topic) != null)
        || optionTopics().contains(topic);
  }

  @Override
  public String toString() {
    var text = new StringBuilder("from outside: " + outside + "\n");
    text.append(times.isEmpty() ? "" : "from the clock: " + times + "\n");
    for (Plan plan : nodes) {
      text.append(plan.name()).append(plan.jobs() > 0 ? " beside(" + plan.jobs() + ")" : "");
      text.append(plan.attempts() > 1 ? " attempts(" + plan.attempts() + ")" : "");
      text.append(plan.kind() == Kind.PURE ? "" : " " + plan.kind());
      text.append(plan.timeoutMs() > 0 ? " timeout(" + plan.timeoutMs() + ")" : "");
      text.append(plan.stops() ? " stops" : "").append(" v").append(plan.version());
      text.append(plan.own() ? " own" : "").append(plan.context() ? " context" : "");
      text.append("\n  ").append(plan.inputs());
      text.append("\n  ").append(plan.outputs());
      text.append(plan.options().isEmpty() ? "" : "\n  " + plan.options());
      text.append("\n  ").append(plan.habit()).append('\n');
    }
    return text.toString();
  }
}

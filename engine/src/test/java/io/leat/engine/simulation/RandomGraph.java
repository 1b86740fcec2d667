package io.leat.engine.simulation;

import io.leat.engine.simulation.Blueprint.Habit;
import io.leat.engine.simulation.Blueprint.In;
import io.leat.engine.simulation.Blueprint.Out;
import io.leat.engine.simulation.Blueprint.Plan;
import io.leat.engine.simulation.Blueprint.Setting;
import io.leat.engine.simulation.Blueprint.Timed;
import io.leat.nodes.Graph;
import io.leat.nodes.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Draws graphs: chains, diamonds, fans, joins on a variable, fan-outs, wildcards, look-ups, folds,
 * distinct topics, options, nodes that fail and nodes that are slow.
 */
final class RandomGraph {

  /**
   * A topic or a family of topics: segments of its own, then as many variable segments.
   *
   * @param group the first segment, shared with others, so that one wildcard may read them all;
   *     null if there is none
   */
  private record Family(@Nullable String group, String name, int variables) {

    /** The family of a pattern. */
    static Family of(String pattern) {
      var fixed = new ArrayList<>(List.of(pattern.split("/", -1)));
      int segments = fixed.size();
      fixed.removeIf(segment -> segment.startsWith("{"));
      String group = fixed.size() == 2 ? fixed.getFirst() : null;
      return new Family(group, fixed.getLast(), segments - fixed.size());
    }

    /** The segments that do not vary. */
    String prefix() {
      return group == null ? name : group + "/" + name;
    }
  }

  private static final List<String> VARIABLES = List.of("a", "b");

  /** In an order that is another by UTF-16, by UTF-8 and by a person's language. */
  private static final List<String> NAMES =
      List.of("m", "b", "Z", "k9", "k10", "a", "a-b", "\uff21", "é", "\ud801\udc00", "q", "c");

  private static final int MULTIPLYING_MAX = 2;

  private final SplittableRandom random;
  private final List<Family> families = new ArrayList<>();
  private int multiplying;

  /** The group that families may still join: nobody reads it as a whole; null if there is none. */
  private @Nullable String open;

  private RandomGraph(SplittableRandom random) {
    this.random = random;
  }

  static Blueprint draw(SplittableRandom random) {
    return new RandomGraph(random).graph();
  }

  /** One more node for a graph. */
  static Plan another(SplittableRandom random, Blueprint graph) {
    var more = new RandomGraph(random);
    graph.outside().forEach(more::know);
    graph.times().forEach(time -> more.know(time.topic()));
    graph.nodes().forEach(node -> node.outputs().forEach(out -> more.know(out.pattern())));
    more.multiplying = MULTIPLYING_MAX;
    return more.node(more.name(graph.made()), graph.made());
  }

  /**
   * One more input for a node that stands at a place among the nodes of a graph; null if none was
   * found that fits.
   */
  static @Nullable In another(SplittableRandom random, Blueprint graph, int place) {
    var more = new RandomGraph(random);
    graph.outside().forEach(more::know);
    graph.times().forEach(time -> more.know(time.topic()));
    graph
        .nodes()
        .subList(0, place)
        .forEach(node -> node.outputs().forEach(out -> more.know(out.pattern())));
    Plan node = graph.nodes().get(place);
    var before = new TreeSet<String>();
    node.inputs().forEach(in -> before.addAll(variables(in.pattern())));
    In input = more.input("j" + node.inputs().size());
    var inputs = new ArrayList<>(node.inputs());
    inputs.add(input);
    boolean fits =
        before.containsAll(variables(input.pattern()))
            && canBeBound(inputs)
            && (node.kind() == Kind.PURE || !input.pattern().equals(Graph.STATE_CHANGES))
            && graph.nodes().stream().skip(place).noneMatch(later -> Blueprint.reads(input, later));
    return fits ? input : null;
  }

  private void know(String pattern) {
    families.add(Family.of(pattern));
  }

  private Blueprint graph() {
    var outside = new ArrayList<String>();
    int sources = 1 + random.nextInt(3);
    for (int i = 0; i < sources; i++) {
      Family family = family("x" + i, pick(0, 0, 1, 1, 1, 2));
      outside.add(pattern(family, VARIABLES));
    }
    var times = new ArrayList<Timed>();
    if (chance(4)) {
      families.add(new Family(null, "t0", 0));
      times.add(new Timed("t0", 500 * (2 + random.nextInt(4))));
    }
    var names = new ArrayList<>(NAMES);
    var nodes = new ArrayList<Plan>();
    int count = 1 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      nodes.add(node(names.remove(random.nextInt(names.size())), i));
    }
    return new Blueprint(outside, times, nodes, count);
  }

  private String name(int number) {
    return List.of("B", "n", "\uff21").get(random.nextInt(3)) + number;
  }

  private Plan node(String name, int index) {
    List<In> inputs = inputs();
    var variables = new TreeSet<String>();
    inputs.forEach(in -> variables.addAll(variables(in.pattern())));
    var outputs = new ArrayList<Out>();
    int count = pick(1, 1, 1, 2);
    int known = families.size();
    for (int i = 0; i < count; i++) {
      outputs.add(output(index, i, variables));
    }
    boolean ofStateChanges =
        inputs.stream().anyMatch(in -> in.pattern().equals(Graph.STATE_CHANGES));
    if (ofStateChanges && !chance(4)) {
      // Whatever fails below such a node calls it again: mostly, nothing is below.
      families.subList(known, families.size()).clear();
    }
    List<Setting> options =
        chance(3) ? List.of(new Setting("o0", random.nextInt(3), random.nextBoolean())) : List.of();
    int jobs = chance(3) ? 1 + random.nextInt(3) : 0;
    Kind kind = chance(4) ? Kind.RECORDED : chance(6) ? Kind.EFFECT : Kind.PURE;
    if (ofStateChanges && !variables.isEmpty()) {
      // Each of its answers would be told, and wake it at every binding.
      kind = Kind.PURE;
    }
    boolean beside = jobs > 0 || kind != Kind.PURE;
    boolean stops = chance(8);
    int timeoutMs = kind != Kind.PURE && !stops && chance(3) ? 300 + random.nextInt(3_000) : 0;
    return new Plan(
        name,
        inputs,
        outputs,
        options,
        chance(3),
        chance(5),
        jobs,
        beside && chance(3) ? 2 + random.nextInt(2) : 1,
        stops,
        kind,
        timeoutMs,
        1,
        habit());
  }

  private Habit habit() {
    // Nodes that multiply are few, for each multiplies what the others do.
    boolean steady = multiplying == MULTIPLYING_MAX || random.nextInt(3) > 0;
    multiplying += steady ? 0 : 1;
    return new Habit(
        random.nextLong(),
        steady ? 1 : 0,
        steady ? 1 : 1 + random.nextInt(3),
        chance(4) ? 2 + random.nextInt(6) : 0,
        pick(0, 0, 2, 3, 5));
  }

  private List<In> inputs() {
    while (true) {
      var inputs = new ArrayList<In>();
      int count = pick(1, 1, 2, 2, 2, 3);
      for (int i = 0; i < count; i++) {
        inputs.add(input("i" + i));
      }
      if (canBeBound(inputs)) {
        return inputs;
      }
    }
  }

  private In input(String name) {
    if (chance(40)) {
      return new In(name, Graph.STATE_CHANGES, random.nextBoolean(), chance(8));
    }
    // The later a family came, the likelier it is read: depth rather than breadth.
    int at = Math.max(random.nextInt(families.size()), random.nextInt(families.size()));
    Family family = families.get(at);
    var segments = new ArrayList<String>(List.of(readPrefix(family)));
    var free = new ArrayList<>(VARIABLES);
    for (int i = 0; i < family.variables(); i++) {
      segments.add(
          switch (random.nextInt(14)) {
            case 0 -> RandomScript.key(random);
            case 1, 2, 3 -> "*";
            default -> "{" + free.remove(free.size() == 2 && chance(3) ? 1 : 0) + "}";
          });
    }
    return new In(name, String.join("/", segments), !chance(5), chance(8));
  }

  /** Of one family, or of all in its group; what comes later must not join a group that is read. */
  private String readPrefix(Family family) {
    if (family.group() == null || chance(3)) {
      return family.prefix();
    }
    open = family.group().equals(open) ? null : open;
    return family.group() + "/*";
  }

  /** One more family, perhaps in a group. */
  private Family family(String name, int variables) {
    String group = null;
    if (chance(2)) {
      open = open == null ? "g-" + name : open;
      group = open;
    }
    var family = new Family(group, name, variables);
    families.add(family);
    return family;
  }

  /** At least one input triggers; what a trigger leaves unbound stands in one other input. */
  static boolean canBeBound(List<In> inputs) {
    Set<String> all = new HashSet<>();
    inputs.forEach(in -> all.addAll(variables(in.pattern())));
    for (In in : inputs) {
      var unbound = new HashSet<>(all);
      unbound.removeAll(variables(in.pattern()));
      boolean bound = inputs.stream().anyMatch(o -> variables(o.pattern()).containsAll(unbound));
      if (in.trigger() && !bound) {
        return false;
      }
    }
    return inputs.stream().anyMatch(In::trigger);
  }

  private Out output(int node, int index, Set<String> variables) {
    var kept = new ArrayList<String>();
    for (String variable : variables) {
      if (!chance(5)) {
        kept.add(variable);
      }
    }
    boolean brings = kept.size() < 2 && chance(6);
    if (brings) {
      kept.add(random.nextInt(kept.size() + 1), "z");
    } else if (kept.size() == 2 && random.nextBoolean()) {
      kept.add(kept.removeFirst());
    }
    Family family = family("n" + node + "-" + index, kept.size());
    return new Out("o" + index, pattern(family, kept), chance(3), brings ? "z" : null);
  }

  private static String pattern(Family family, List<String> variables) {
    var text = new StringBuilder(family.prefix());
    for (int i = 0; i < family.variables(); i++) {
      text.append("/{").append(variables.get(i)).append('}');
    }
    return text.toString();
  }

  static List<String> variables(String pattern) {
    var variables = new ArrayList<String>();
    for (String segment : pattern.split("/", -1)) {
      if (segment.startsWith("{")) {
        variables.add(segment.substring(1, segment.length() - 1));
      }
    }
    return variables;
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private int pick(int... of) {
    return of[random.nextInt(of.length)];
  }
}

package io.leat.engine.simulation;

import io.leat.engine.simulation.Blueprint.Habit;
import io.leat.engine.simulation.Blueprint.In;
import io.leat.engine.simulation.Blueprint.Plan;
import io.leat.engine.simulation.Blueprint.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws how a graph is changed by its author. */
final class Rebuilding {
  private Rebuilding() {}

  /** Other code for some nodes. */
  static Blueprint code(Blueprint graph, SplittableRandom random) {
    Blueprint changed = graph;
    for (Plan plan : graph.nodes()) {
      if (random.nextInt(3) == 0) {
        Habit old = plan.habit();
        var habit =
            new Habit(
                random.nextLong(),
                old.productsMin(),
                old.productsMax(),
                old.failsOneIn(),
                old.values());
        changed =
            changed.with(with(plan, plan.inputs(), plan.options(), plan.version() + 1, habit));
      }
    }
    return changed;
  }

  /** Another structure. */
  static Blueprint structure(Blueprint graph, SplittableRandom random) {
    int place = random.nextInt(graph.nodes().size());
    Plan plan = graph.nodes().get(place);
    return switch (random.nextInt(7)) {
      case 0 -> {
        Blueprint less = graph.without(plan.name());
        yield less.nodes().isEmpty() ? graph : less;
      }
      case 1, 4, 5 -> {
        In input = RandomGraph.another(random, graph, place);
        yield input == null ? graph : graph.with(withInput(plan, input));
      }
      case 2 -> graph.with(withDefaults(plan, random.nextInt(3)));
      case 3 -> graph.with(withOption(plan, random.nextInt(3), random.nextInt(3) > 0));
      default -> graph.and(RandomGraph.another(random, graph));
    };
  }

  private static Plan withInput(Plan plan, In input) {
    var inputs = new ArrayList<>(plan.inputs());
    inputs.add(input);
    return with(plan, inputs, plan.options(), plan.version() + 1, plan.habit());
  }

  private static Plan withOption(Plan plan, int fallback, boolean trigger) {
    var options = new ArrayList<>(plan.options());
    options.add(new Setting("o" + plan.options().size(), fallback, trigger));
    return with(plan, plan.inputs(), options, plan.version() + 1, plan.habit());
  }

  private static Plan withDefaults(Plan plan, int fallback) {
    var options =
        plan.options().stream()
            .map(option -> new Setting(option.name(), fallback, option.trigger()))
            .toList();
    return with(plan, plan.inputs(), options, plan.version(), plan.habit());
  }

  private static Plan with(
      Plan plan, List<In> inputs, List<Setting> options, int version, Habit habit) {
    return new Plan(
        plan.name(),
        inputs,
        plan.outputs(),
        options,
        plan.own(),
        plan.context(),
        plan.jobs(),
        plan.attempts(),
        plan.stops(),
        plan.kind(),
        plan.timeoutMs(),
        version,
        habit);
  }
}

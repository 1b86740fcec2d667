package io.leat.engine.simulation;

import io.leat.engine.simulation.Step.Told;
import io.leat.log.Durability;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Draws what happens to a graph. */
final class RandomScript {

  /** In an order that is another by UTF-16 than by UTF-8. */
  private static final List<String> KEYS = List.of("a", "B", "\uff21", "\ud801\udc00");

  private static final List<String> VALUES =
      List.of("0", "1", "2", "-1.5", "null", "\"s\"", "[1]", "{\"k\":1}", "1", "2", "3");

  private final SplittableRandom random;
  private final Blueprint graph;

  /** Where little is forced, a loss of power takes much. */
  private final int forcedInTwelve;

  private RandomScript(SplittableRandom random, Blueprint graph) {
    this.random = random;
    this.graph = graph;
    this.forcedInTwelve = random.nextInt(3) == 0 ? 1 : 6;
  }

  static List<Step> draw(SplittableRandom random, Blueprint graph) {
    var script = new RandomScript(random, graph);
    var steps = new ArrayList<Step>();
    int count = 10 + random.nextInt(60);
    // Some runs are quiet, some are all trouble.
    int trouble = random.nextInt(4);
    boolean rebuilds = random.nextInt(3) == 0;
    for (int i = 0; i < count; i++) {
      if (rebuilds && random.nextInt(12) == 0) {
        steps.add(script.rebuilding());
        if (random.nextInt(3) > 0) {
          steps.add(new Step.Set(random.nextLong()));
        }
      } else {
        steps.add(random.nextInt(10) < trouble ? script.trouble() : script.ordinary());
      }
    }
    return steps;
  }

  /** One root to be. */
  static Told told(SplittableRandom random, Blueprint graph) {
    return new RandomScript(random, graph).root();
  }

  static String key(SplittableRandom random) {
    return KEYS.get(random.nextInt(KEYS.size()));
  }

  private Step ordinary() {
    return switch (random.nextInt(11)) {
      case 0, 1, 2, 3 -> append();
      case 4, 5, 6 -> new Step.Work(1 + random.nextInt(4));
      case 7, 8 -> new Step.Finish(1 + random.nextInt(4), random.nextLong());
      case 9 -> new Step.Set(random.nextLong());
      default -> new Step.Pass(random.nextInt(8) == 0 ? -3_000 : random.nextInt(2_000));
    };
  }

  private Step trouble() {
    return switch (random.nextInt(12)) {
      case 0 -> new Step.Restart();
      case 1 -> new Step.Crash(random.nextLong());
      case 2 -> new Step.FinishLate(1 + random.nextInt(3), random.nextLong());
      case 3 -> new Step.Ail(random.nextBoolean());
      case 4 -> new Step.Retry(random.nextLong());
      case 5 -> new Step.Fork(random.nextLong());
      case 6, 7, 8 -> new Step.Spoil(random.nextLong());
      default -> new Step.CrashAt(random.nextInt(6), random.nextBoolean(), random.nextLong());
    };
  }

  private Step rebuilding() {
    return random.nextBoolean()
        ? new Step.Recode(random.nextLong(), random.nextBoolean())
        : new Step.Rebuild(random.nextLong());
  }

  private Step append() {
    var roots = new ArrayList<Told>();
    int count = random.nextInt(3) > 0 ? 1 : 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      roots.add(root());
    }
    boolean forced = random.nextInt(12) < forcedInTwelve;
    return new Step.Append(roots, forced ? Durability.DISK : Durability.PROCESS);
  }

  private Told root() {
    if (random.nextInt(6) == 0) {
      Told option = option();
      if (option != null) {
        return option;
      }
    }
    String pattern = graph.outside().get(random.nextInt(graph.outside().size()));
    var segments = new ArrayList<String>();
    for (String segment : pattern.split("/", -1)) {
      segments.add(segment.startsWith("{") ? key(random) : segment);
    }
    return new Told(String.join("/", segments), VALUES.get(random.nextInt(VALUES.size())));
  }

  private @Nullable Told option() {
    List<String> topics = graph.optionTopics();
    return topics.isEmpty()
        ? null
        : new Told(topics.get(random.nextInt(topics.size())), Integer.toString(random.nextInt(4)));
  }
}

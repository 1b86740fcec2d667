package io.leat.cli;

import io.leat.engine.Leat;
import io.leat.engine.Root;
import io.leat.nodes.Graph;
import io.leat.nodes.file.OptionsFile;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Values for options from several sources: what is given later takes the place of what was given
 * before. Keeps what is wrong until it is asked for.
 */
final class Settings {
  private static final String PREFIX = "LEAT_OPT_";

  private final Graph graph;
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final Set<String> unreadable = new HashSet<>();
  private final List<String> problems = new ArrayList<>();

  Settings(Graph graph) {
    this.graph = graph;
  }

  /**
   * Those of a file.
   *
   * @param seen how messages name it
   */
  void file(Path file, String seen) {
    try {
      OptionsFile.load(file).forEach(this::put);
    } catch (Invalid e) {
      e.problems().forEach(problem -> problems.add(problem.replace(file.toString(), seen)));
    }
  }

  /** Those of the variables whose names begin with {@code LEAT_OPT_}. */
  void environment(Map<String, String> environment) {
    Map<String, List<String>> options = new TreeMap<>();
    for (String option : graph.optionTopics()) {
      options.computeIfAbsent(variable(option), _ -> new ArrayList<>()).add(option);
    }
    for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
      String name = variable.getKey();
      if (!name.startsWith(PREFIX)) {
        continue;
      }
      List<String> named = options.getOrDefault(name, List.of());
      if (named.size() == 1) {
        text(name + "=", named.getFirst(), variable.getValue());
      } else {
        problems.add(
            named.isEmpty()
                ? "environment variable " + name + " names no option" + hint(name, options)
                : "environment variable %s may be %s; say which with --set"
                    .formatted(name, String.join(" or ", named)));
        unreadable.addAll(named);
      }
    }
  }

  private static String hint(String name, Map<String, List<String>> options) {
    String near = Arguments.hint(name, options.keySet());
    return near.isEmpty() && !options.isEmpty()
        ? "; known: " + String.join(", ", options.keySet())
        : near;
  }

  /** {@code LEAT_OPT_CLASSIFY_THRESHOLD} for {@code classify.threshold}. */
  static String variable(String option) {
    return PREFIX + option.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /**
   * One that is given as JSON text.
   *
   * @param source stands before the text in messages
   */
  void text(String source, String option, String json) {
    try {
      put(option, Value.parse(json));
    } catch (Invalid e) {
      String quoted = json.matches("[\\p{L}][^\"{}\\[\\]]*") ? "; a string has quotes" : "";
      e.problems().forEach(problem -> problems.add(source + json + ": " + problem + quoted));
      unreadable.add(option);
    }
  }

  private void put(String option, Value value) {
    values.put(option, value);
  }

  /** Everything that is wrong, that an option would have no value included. */
  List<String> problems(Leat leat) {
    List<String> all = new ArrayList<>(problems);
    all.addAll(leat.options().problems(roots(), unreadable));
    return all;
  }

  /** In the order in which they were first given. */
  List<Root> roots() {
    List<Root> roots = new ArrayList<>();
    values.forEach((option, value) -> roots.add(new Root(option, value)));
    return roots;
  }
}

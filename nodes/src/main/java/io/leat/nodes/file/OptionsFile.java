package io.leat.nodes.file;

import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads values of options from a file: {@code classify.threshold: 4.0}, a line for each. YAML, so
 * JSON too.
 */
public final class OptionsFile {

  private OptionsFile() {}

  /**
   * The values by option, in the order written. Whether there is such an option, and what its type
   * says of the value, is for the graph to tell.
   *
   * @param file is named in messages as it is given
   * @throws Invalid with every problem, each as {@code FILE:LINE:COLUMN: …} in order of place
   */
  public static Map<String, Value> load(Path file) {
    if (!Files.exists(file)) {
      throw new Invalid("there is no file " + file);
    }
    var places = new FilePlaces(file.toString());
    Map<Yaml.Place, String> unreadable = YamlReader.problems();
    Yaml yaml = YamlReader.read(GraphFile.text(file), unreadable);
    unreadable.forEach(places::problem);
    Map<String, Value> values = new LinkedHashMap<>();
    if (yaml != null) {
      FileSection options = FileSection.of(places, yaml);
      for (String option : options.keys()) {
        Yaml value = options.find(option);
        if (value != null) {
          add(values, option, value, places);
        }
      }
    }
    places.raise();
    return values;
  }

  private static void add(Map<String, Value> values, String option, Yaml value, FilePlaces places) {
    try {
      values.put(option, Value.of(value.json()));
    } catch (Invalid e) {
      places.problem(value.place(), e.problems().getFirst(), option);
    }
  }
}

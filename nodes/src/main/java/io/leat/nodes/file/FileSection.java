package io.leat.nodes.file;

import io.leat.nodes.value.Durations;
import io.leat.nodes.value.Nearest;
import io.leat.nodes.value.Show;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys with values of a graph file, read one by one: each that is not known is refused by name,
 * each that has the wrong form too, with its place. For one thread.
 */
final class FileSection {
  private final FilePlaces places;
  private final List<String> path;
  private final Map<String, Yaml.Field> fields;

  private FileSection(FilePlaces places, List<String> path, Map<String, Yaml.Field> fields) {
    this.places = places;
    this.path = path;
    this.fields = fields;
  }

  /**
   * The section that a value is; empty, and a problem, if it is something else. Nothing is an empty
   * section.
   */
  static FileSection of(FilePlaces places, Yaml value, String... path) {
    var section = new FileSection(places, List.of(path), fields(places, value, path));
    section.fields.forEach((key, field) -> places.put(field, section.path(key)));
    return section;
  }

  private static Map<String, Yaml.Field> fields(FilePlaces places, Yaml value, String... path) {
    if (value instanceof Yaml.Fields found) {
      return found.fields();
    }
    if (!value.json().isNull()) {
      places.problem(value.place(), "expected keys with values, not " + value.noun(), path);
    }
    return new LinkedHashMap<>();
  }

  /** Refuses keys other than these. {@code later}: keys that a version to come knows. */
  FileSection only(List<String> known, List<String> later) {
    fields.forEach(
        (key, field) -> {
          if (later.contains(key)) {
            places.problem(
                field.place(), "key '" + key + "' is not built in this version yet", path());
          } else if (key.equals("<<")) {
            places.problem(
                field.place(), "merge keys (<<) are not known; write out what is merged", path());
          } else if (!known.contains(key)) {
            places.problem(
                field.place(),
                "unknown key " + Show.quoted(key) + Nearest.hint(key, known),
                path());
          }
        });
    return this;
  }

  /** In the order written. */
  List<String> keys() {
    return List.copyOf(fields.keySet());
  }

  boolean has(String key) {
    return fields.containsKey(key);
  }

  @Nullable Yaml find(String key) {
    Yaml.Field field = fields.get(key);
    return field == null ? null : field.value();
  }

  /** The section under a key; empty if there is none. */
  FileSection section(String key) {
    Yaml value = find(key);
    return value == null
        ? new FileSection(places, List.of(path(key)), Map.of())
        : of(places, value, path(key));
  }

  /** The text under a key; null if there is none or it is no text. */
  @Nullable String text(String key) {
    Yaml value = find(key);
    if (value == null) {
      return null;
    }
    if (value.json().isTextual()) {
      return value.json().textValue();
    }
    places.problem(value.place(), noText(value), path(key));
    return null;
  }

  private static String noText(Yaml value) {
    String hint =
        value instanceof Yaml.Scalar scalar && !value.json().isNull()
            ? "; write \"" + Show.text(scalar.text()) + "\""
            : "";
    return "expected a text, not " + value.noun() + hint;
  }

  boolean flag(String key, boolean fallback) {
    Yaml value = find(key);
    if (value == null) {
      return fallback;
    }
    if (!value.json().isBoolean()) {
      places.problem(value.place(), "expected true or false, not " + value.noun(), path(key));
      return fallback;
    }
    return value.json().booleanValue();
  }

  int count(String key, int fallback) {
    Yaml value = find(key);
    if (value == null) {
      return fallback;
    }
    if (!value.json().isInt()) {
      places.problem(value.place(), "expected a whole number, not " + value.noun(), path(key));
      return fallback;
    }
    return value.json().intValue();
  }

  Duration duration(String key, Duration fallback) {
    Yaml value = find(key);
    if (value == null) {
      return fallback;
    }
    Duration duration = value instanceof Yaml.Scalar scalar ? Durations.parse(scalar.text()) : null;
    if (duration == null) {
      places.problem(
          value.place(),
          "expected a duration such as 500ms, 10s or 5m, not " + value.noun(),
          path(key));
      return fallback;
    }
    return duration;
  }

  /** The texts of a list under a key; empty if there is none. */
  List<String> texts(String key) {
    Yaml value = find(key);
    if (value == null) {
      return List.of();
    }
    var texts = new ArrayList<String>();
    if (value instanceof Yaml.Items list) {
      for (Yaml item : list.items()) {
        if (item.json().isTextual()) {
          texts.add(item.json().textValue());
        } else {
          places.problem(item.place(), noText(item), path(key));
        }
      }
    } else {
      places.problem(
          value.place(), "expected a list such as [a, b], not " + value.noun(), path(key));
    }
    return texts;
  }

  /** The word under a key, one of those known; the first if there is none. */
  String word(String key, List<String> known, List<String> later) {
    String word = text(key);
    if (word == null || known.contains(word)) {
      return word == null ? known.getFirst() : word;
    }
    problem(
        key,
        later.contains(word)
            ? "'%s: %s' is not built in this version yet; it knows %s"
                .formatted(key, word, Show.either(known))
            : "expected %s, not %s%s"
                .formatted(Show.either(known), Show.quoted(word), Nearest.didYouMean(word, known)));
    return known.getFirst();
  }

  /** A problem with the value of a key; with the section itself if it has no such key. */
  void problem(String key, String sentence) {
    Yaml.Field field = fields.get(key);
    if (field == null) {
      places.problems().add(sentence, path());
    } else {
      places.problem(field.value().place(), sentence, path(key));
    }
  }

  /** A problem with one item of the list under a key. */
  void problem(String key, int item, String sentence) {
    if (find(key) instanceof Yaml.Items list) {
      places.problem(list.items().get(item).place(), sentence, path(key));
    } else {
      problem(key, sentence);
    }
  }

  String[] path(String key) {
    var longer = new ArrayList<>(path);
    longer.add(key);
    return longer.toArray(new String[0]);
  }

  /** The keys that lead here. */
  String[] path() {
    return path.toArray(new String[0]);
  }
}

package io.leat.nodes;

import io.leat.nodes.value.Nearest;
import io.leat.nodes.value.Show;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which nodes and topics of a graph had other names in the graph before it. Immutable.
 *
 * @param names name before to name now, topics by the text of their patterns
 */
record RenameMap(Map<String, String> names) {
  static final RenameMap NONE = new RenameMap(Map.of());

  RenameMap {
    names = Collections.unmodifiableMap(new TreeMap<>(names));
  }

  /** Adds what is wrong with it in a graph of these nodes and topics. */
  void check(Set<String> nodes, Set<String> topics, Problems problems) {
    Set<String> taken = new HashSet<>();
    Set<String> known = new HashSet<>(nodes);
    known.addAll(topics);
    names.forEach(
        (before, now) -> {
          boolean stays =
              (nodes.contains(now) && nodes.contains(before))
                  || (topics.contains(now) && topics.contains(before));
          if (!known.contains(now)) {
            problems.add(
                "is said to be "
                    + Show.quoted(now)
                    + " now, which is no node and no topic of this graph"
                    + Nearest.topicHint(now, known),
                "renamed",
                before);
          } else if (stays) {
            problems.add(
                "is said to be " + now + " now, but is in this graph still; leave one out",
                "renamed",
                before);
          } else if (!taken.add(now)) {
            problems.add(
                "is said to be " + now + " now, as another name is; keep one of them",
                "renamed",
                before);
          }
        });
  }

  /** What of it concerns these names. */
  RenameMap within(Set<String> now) {
    Map<String, String> kept = new LinkedHashMap<>(names);
    kept.values().retainAll(now);
    return new RenameMap(kept);
  }

  /** After this, more renames. What gets its first name back was never renamed. */
  RenameMap then(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(names);
    all.replaceAll((before, now) -> more.getOrDefault(now, now));
    more.forEach(
        (before, now) -> {
          if (!names.containsValue(before)) {
            all.put(before, now);
          }
        });
    all.entrySet().removeIf(rename -> rename.getKey().equals(rename.getValue()));
    return new RenameMap(all);
  }

  /** The name before of what has a name now; the same if it was not renamed. */
  String before(String now) {
    return names.entrySet().stream()
        .filter(rename -> rename.getValue().equals(now))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(now);
  }
}

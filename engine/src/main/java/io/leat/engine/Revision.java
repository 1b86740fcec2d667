package io.leat.engine;

import io.leat.nodes.Graph;
import io.leat.nodes.value.CodeDigest;
import io.leat.nodes.value.Pattern;
import io.leat.nodes.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * History as it is to be on a fork.
 *
 * @param from roots from here on are executed again; what those below caused is shared
 * @param to roots from here on are left out; Long.MAX_VALUE for none
 * @param settings options that are bound at {@code from}, waking nobody
 * @param carried patterns of the topics whose later roots are carried over; none for all
 * @param dropped offsets of roots that are left out
 * @param edited by offset of a root, the value that it has instead
 * @param inserted new roots, each before the root at its offset, in order of offset
 * @param again what is executed again
 */
public record Revision(
    long from,
    long to,
    List<Root> settings,
    List<Pattern> carried,
    Set<Long> dropped,
    Map<Long, Value> edited,
    List<Inserted> inserted,
    Selection again) {

  /** A root that was not there, to stand before the root at an offset of the parent. */
  public record Inserted(long before, Root root) {}

  /** The same history again, from a cut on. */
  public static Revision from(long from) {
    return new Revision(
        from,
        Long.MAX_VALUE,
        List.of(),
        List.of(),
        Set.of(),
        Map.of(),
        List.of(),
        Selection.EVERYTHING);
  }

  /** The same with options bound at the cut. */
  public Revision with(List<Root> others) {
    return new Revision(from, to, others, carried, dropped, edited, inserted, again);
  }

  /** The same with less of what came later. */
  public Revision carrying(long before, List<Pattern> topics) {
    return new Revision(from, before, settings, topics, dropped, edited, inserted, again);
  }

  /** The same with single roots dropped, edited and inserted. */
  public Revision changed(Set<Long> drop, Map<Long, Value> edit, List<Inserted> insert) {
    return new Revision(from, to, settings, carried, drop, edit, insert, again);
  }

  /** The same, with not everything executed again. */
  public Revision selecting(Selection selection) {
    return new Revision(from, to, settings, carried, dropped, edited, inserted, selection);
  }

  boolean carries(String topic) {
    return carried.isEmpty() || carried.stream().anyMatch(pattern -> pattern.match(topic) != null);
  }

  /** The same for the same revision and graph, and for no others: 64 hex digits. */
  String identity(Graph graph) {
    List<String> parts = new ArrayList<>(List.of(graph.identity(), from + " " + to));
    settings.forEach(set -> parts.add("set " + set.topic() + "=" + set.value()));
    carried.forEach(pattern -> parts.add("carry " + pattern));
    new TreeSet<>(dropped).forEach(offset -> parts.add("drop " + offset));
    new TreeMap<>(edited).forEach((offset, value) -> parts.add("edit " + offset + "=" + value));
    for (Inserted root : inserted) {
      parts.add("insert " + root.before() + ":" + root.root().topic() + "=" + root.root().value());
    }
    new TreeSet<>(again.only()).forEach(node -> parts.add("only " + node));
    new TreeSet<>(again.rerun()).forEach(node -> parts.add("rerun " + node));
    parts.add("code " + again.code());
    return CodeDigest.of(
        parts.stream().map(part -> part.getBytes(StandardCharsets.UTF_8)).toList());
  }
}

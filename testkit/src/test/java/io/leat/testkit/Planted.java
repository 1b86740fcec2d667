package io.leat.testkit;

import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Input;
import io.leat.nodes.Kind;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.Output;
import io.leat.nodes.Topic;
import io.leat.nodes.value.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A graph of nodes that lean on what they must not lean on, one each. */
// What is wrong with them is the point.
@SuppressWarnings({"StringCaseLocaleUsage", "JavaTimeDefaultTimeZone", "IdentityHashMapUsage"})
final class Planted {
  private static final AtomicInteger CALLS = new AtomicInteger();

  private Planted() {}

  private interface Wrong {
    Object answer(String text);
  }

  static Graph graph() {
    GraphBuilder g = Graph.builder();
    Topic<String> texts = g.topic("text", Type.STRING);
    node(g, texts, "hash-map", text -> counts(text, new HashMap<>()).keySet().toString());
    node(g, texts, "hash-set", text -> new HashSet<>(Set.of(text.split(" ", -1))).toString());
    node(g, texts, "concurrent", text -> counts(text, new ConcurrentHashMap<>()).toString());
    node(g, texts, "set-of", text -> Set.of(text.split(" ", -1)).toString());
    node(g, texts, "map-of", text -> Map.of(text, 1, "x", 2, "y", 3).toString());
    node(
        g,
        texts,
        "grouped",
        text ->
            text.chars()
                .mapToObj(Character::toString)
                .collect(Collectors.groupingBy(c -> c, Collectors.counting()))
                .toString());
    node(g, texts, "identity", text -> System.identityHashCode(new Object()) + text);
    node(g, texts, "object", text -> new Object() + text);
    node(g, texts, "today", text -> LocalDate.now() + text);
    node(g, texts, "millis", text -> System.currentTimeMillis() + text);
    node(g, texts, "chance", text -> UUID.randomUUID() + text);
    node(g, texts, "lower", text -> (text + "I").toLowerCase());
    node(g, texts, "grand", text -> String.format("%,d", 1_000_000) + text);
    node(
        g,
        texts,
        "zone",
        _ ->
            LocalDate.ofInstant(Instant.EPOCH.plusSeconds(50_000), ZoneId.systemDefault())
                .toString());
    node(g, texts, "lines", "%n"::formatted);
    AtomicInteger calls = new AtomicInteger();
    node(g, texts, "field", text -> calls.incrementAndGet() + text);
    node(g, texts, "static", text -> CALLS.incrementAndGet() + text);
    node(g, texts, "right", text -> text);
    asks(g, texts);
    return g.build();
  }

  /** A question whose answer is chance, what is made of the answer, and an effect. */
  private static void asks(GraphBuilder g, Topic<String> texts) {
    NodeBuilder ask = g.node("ask").kind(Kind.RECORDED);
    Input<String> text = ask.input("text", texts);
    Output<String> answer = ask.output("answer", "asked", Type.STRING);
    ask.run(call -> call.publish(answer, UUID.randomUUID() + " " + call.get(text)));
    Topic<String> asked = g.topic("asked", Type.STRING);
    node(g, asked, "quotes", said -> "'" + said + "'");
    node(g, asked, "mixes", said -> new HashSet<>(Set.of(said.split("[ -]", -1))).toString());
    NodeBuilder tell = g.node("tell").kind(Kind.EFFECT);
    tell.input("asked", asked);
    Output<String> receipt = tell.output("receipt", "told", Type.STRING);
    tell.run(call -> call.publish(receipt, call.key(0) + " " + CALLS.incrementAndGet()));
  }

  private static Map<String, Integer> counts(String text, Map<String, Integer> counts) {
    for (String word : text.split(" ", -1)) {
      counts.merge(word, 1, Integer::sum);
    }
    return counts;
  }

  private static void node(GraphBuilder g, Topic<String> texts, String name, Wrong wrong) {
    NodeBuilder node = g.node(name);
    Input<String> text = node.input("text", texts);
    Output<String> answer = node.output("answer", name, Type.STRING);
    node.run(
        call ->
            call.publish(answer, wrong.answer(Objects.requireNonNull(call.get(text))).toString()));
  }
}

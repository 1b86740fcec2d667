package io.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.leat.testkit.Shop.Order;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The check finds what is planted, says where and what to do, and accuses nobody else. */
final class DeterminismTest {
  private static final String AGAIN = "in a second process, in which nothing is other,";
  private static final String HASHES = "with other hash codes (HashMap, Set.of, Object.hashCode)";
  private static final Pattern ACCUSATION =
      Pattern.compile(
          "node (\\S+) is not deterministic\\. .*\nbut (.*) it [a-z ]+\n.*", Pattern.DOTALL);

  @Test
  void nodesThatLeanOnNothingPass() {
    try (LeatTest leat = LeatTest.of(Shop::graph)) {
      leat.set("count.limit", 50).append("rate", 2);
      for (String id : List.of("a", "b", "c", "d", "a")) {
        leat.append("order/" + id, new Order("Ann " + id, 40));
      }

      leat.expectDeterministic();
    }
  }

  @Test
  void whatIsPlantedIsFoundAndToldByNodeRootAndCause() {
    try (LeatTest leat = LeatTest.of(Planted::graph)) {
      leat.append("text", "to be OR not TO BE").append("text", "THAT is the question");
      assertThat(leat.values("asked")).hasSize(2);
      assertThat(leat.values("told")).hasSize(2);

      String message = String.valueOf(catchThrowable(leat::expectDeterministic).getMessage());

      Map<String, String> accused = new TreeMap<>();
      for (String accusation : message.split("\n\n", -1)) {
        Matcher node = ACCUSATION.matcher(accusation);
        assertThat(node.matches()).as(accusation).isTrue();
        accused.put(node.group(1), node.group(2));
      }
      // In whatever order this JVM asks for identities.
      assertThat(accused.remove("identity")).isIn(AGAIN, HASHES);
      assertThat(accused.remove("object")).isIn(AGAIN, HASHES);
      assertThat(accused)
          .containsExactlyInAnyOrderEntriesOf(
              Map.ofEntries(
                  Map.entry("chance", AGAIN),
                  Map.entry("millis", AGAIN),
                  Map.entry("concurrent", HASHES),
                  Map.entry("grouped", HASHES),
                  Map.entry("hash-map", HASHES),
                  Map.entry("hash-set", HASHES),
                  Map.entry("map-of", HASHES),
                  Map.entry("mixes", HASHES),
                  Map.entry("set-of", HASHES),
                  Map.entry("today", "at another time of the clock"),
                  Map.entry("grand", "in another language (Turkish)"),
                  Map.entry("lower", "in another language (Turkish)"),
                  Map.entry("zone", "in another time zone (Pacific/Chatham)"),
                  Map.entry("lines", "with another line separator and default charset"),
                  Map.entry("field", "with a crash after each root"),
                  Map.entry("static", "when its invocations come in another order")));
      assertThat(message)
          .contains(
              """
              node hash-map is not deterministic. At root 0 (text) it usually publishes
                  {"output":"answer","value":"[not, BE, OR, be, TO, to]"}
              but with other hash codes (HashMap, Set.of, Object.hashCode) it publishes
                  {"output":"answer","value":"[TO, to, BE, OR, be, not]"}
              iterate over a list, a TreeMap or a LinkedHashMap
              """
                  .strip());
    }
  }

  @Test
  void aGraphThatCannotBeSentToOtherProcessesIsRefused() {
    Object local = new Object();
    try (LeatTest leat =
        LeatTest.of(
            () -> {
              assertThat(local).isNotNull();
              return Shop.graph();
            })) {
      leat.append("rate", 2);

      assertThatThrownBy(leat::expectDeterministic)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("let a static method make it: Quakes::graph");
    }
  }
}

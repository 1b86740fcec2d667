package io.leat.examples.quakes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.engine.Leat;
import io.leat.engine.Root;
import io.leat.log.Commit;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.log.LogReader;
import io.leat.nodes.value.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class QuakesTest {

  @Test
  void theWeekHasTheAlertsThatItHas() throws IOException {
    try (Leat leat = theWeek()) {
      leat.run();

      assertThat(value(leat, "total/quakes")).isEqualTo("1707");
      assertThat(value(leat, "total/earthquakes")).isEqualTo("1679");
      assertThat(value(leat, "total/alerts")).isEqualTo("85");
      assertThat(events(leat, "alert/")).hasSize(85);
      assertThat(json(leat, "strongest").get("mag").doubleValue()).isEqualTo(6.4);
      assertThat(json(leat, "strongest").get("place").textValue())
          .isEqualTo("22km NNE of Hualian, Taiwan");
    }
  }

  @Test
  void regionsAndDaysSumUpEveryEarthquakeOnce() throws IOException {
    var expected = new TreeMap<String, Summary>();
    for (Value line : QuakesFileTest.lines()) {
      Quake quake = line.as(Quakes.QUAKE);
      if (quake != null && quake.isEarthquake()) {
        for (String topic : List.of("region/" + quake.region(), "day/" + quake.date())) {
          Summary sum = expected.get(topic);
          expected.put(topic, sum == null ? Summary.of(quake) : sum.and(quake));
        }
      }
    }

    try (Leat leat = theWeek()) {
      leat.run();

      expected.forEach(
          (topic, summary) ->
              assertThat(value(leat, topic))
                  .as(topic)
                  .isEqualTo(Value.of(Quakes.SUMMARY, summary).toString()));
      assertThat(expected)
          .containsKeys("region/Puerto-Rico", "region/U-S-Virgin-Islands", "day/2018-02-06");
    }
  }

  @Test
  void alertsFollowTheThreshold() throws IOException {
    try (Leat leat = theWeek()) {
      leat.run();

      leat.append("classify.threshold", Value.parse("4.0"));
      leat.run();
      String lower = value(leat, "total/alerts");
      leat.append("classify.threshold", Value.parse("6"));
      leat.run();
      String higher = value(leat, "total/alerts");

      assertThat(lower).isEqualTo(Long.toString(standing(4.0)));
      assertThat(higher).isEqualTo(Long.toString(standing(6.0)));
      long standing =
          events(leat, "alert/").stream()
              .collect(TreeMap<String, Event>::new, (m, e) -> m.put(e.topic(), e), TreeMap::putAll)
              .values()
              .stream()
              .filter(event -> !text(event).equals("null"))
              .count();
      assertThat(standing).isEqualTo(standing(6.0));
    }
  }

  @Test
  void aRegionIsWhatFollowsTheLastCommaAsASegment() {
    assertThat(region("22km NNE of Hualian, Taiwan")).isEqualTo("Taiwan");
    assertThat(region("Off the east coast of the North Island of New Zealand"))
        .isEqualTo("Off-the-east-coast-of-the-North-Island-of-New-Zealand");
    assertThat(region("9km S of Cruz Bay, U.S. Virgin Islands")).isEqualTo("U-S-Virgin-Islands");
    assertThat(region("Réunion")).isEqualTo("Réunion");
    assertThat(region(" … ")).isEqualTo("unknown");
  }

  private static String region(String place) {
    return new Quake("x", 0, "earthquake", 1, place, 1).region();
  }

  private static Leat theWeek() throws IOException {
    Leat leat = Leat.inMemory(Quakes.graph());
    List<Root> roots =
        QuakesFileTest.lines().stream()
            .map(line -> new Root("quake/" + line.json().get("id").textValue(), line))
            .toList();
    leat.append(roots, Durability.PROCESS);
    return leat;
  }

  private static long standing(double threshold) throws IOException {
    return QuakesFileTest.lines().stream()
        .map(Value::json)
        .filter(line -> line.get("type").textValue().equals("earthquake"))
        .filter(line -> line.get("mag").doubleValue() >= threshold)
        .count();
  }

  private static List<Event> events(Leat leat, String prefix) {
    var events = new ArrayList<Event>();
    try (LogReader reader = leat.read(0)) {
      for (Commit commit = reader.next(); commit != null; commit = reader.next()) {
        commit.events().stream().filter(e -> e.topic().startsWith(prefix)).forEach(events::add);
      }
    }
    return events;
  }

  private static String value(Leat leat, String topic) {
    return text(leat.get(topic).orElseThrow());
  }

  private static JsonNode json(Leat leat, String topic) {
    return Value.parse(value(leat, topic)).json();
  }

  private static String text(Event event) {
    return Value.encoded(event.payload().bytes()).toString();
  }
}

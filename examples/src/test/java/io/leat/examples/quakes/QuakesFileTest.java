package io.leat.examples.quakes;

import static java.util.Comparator.comparingLong;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.nodes.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The lines that the demo appends are what the survey reported. */
final class QuakesFileTest {

  static final Path DATA = Path.of("quakes");

  @Test
  void theSurveysFileIsUntouched() throws Exception {
    byte[] file = Files.readAllBytes(DATA.resolve("earthquakes.json"));

    byte[] digest = MessageDigest.getInstance("SHA-256").digest(file);

    assertThat(HexFormat.of().formatHex(digest))
        .isEqualTo("a42702a83ffbae679f95d1fa53e2cae0bae13b21e599a68cdd50a44fc52129f7");
  }

  @Test
  void theLinesAreTheFeaturesOfTheFileInOrderOfTime() throws IOException {
    JsonNode file = Value.parse(Files.readAllBytes(DATA.resolve("earthquakes.json"))).json();

    List<Value> features =
        StreamSupport.stream(file.get("features").spliterator(), false)
            .sorted(comparingLong(feature -> feature.at("/properties/time").longValue()))
            .map(QuakesFileTest::line)
            .toList();

    assertThat(lines()).isEqualTo(features).hasSize(1_707);
  }

  static List<Value> lines() throws IOException {
    try (var lines = Files.lines(DATA.resolve("quakes.jsonl"))) {
      return lines.map(Value::parse).toList();
    }
  }

  /** What a line keeps of a feature. */
  private static Value line(JsonNode feature) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.set("id", feature.get("id"));
    for (String kept : List.of("time", "type", "mag", "place", "net")) {
      line.set(kept, feature.get("properties").get(kept));
    }
    JsonNode coordinates = feature.at("/geometry/coordinates");
    line.set("longitude", coordinates.get(0));
    line.set("latitude", coordinates.get(1));
    line.set("depth", coordinates.get(2));
    return Value.of(line);
  }
}

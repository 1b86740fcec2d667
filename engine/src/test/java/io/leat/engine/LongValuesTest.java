package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.log.LogException;
import io.leat.nodes.Graph;
import io.leat.nodes.Input;
import io.leat.nodes.Output;
import io.leat.nodes.Topic;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that are too long for a document go to objects and come back, and nobody notices. */
class LongValuesTest {
  private static final int LENGTH = 200_000;

  @TempDir Path workspace;

  /** {@code twice} doubles a text, {@code size} counts raw bytes. */
  private static Graph graph(int jobs) {
    var graph = Graph.builder();
    Topic<String> texts = graph.topic("text", Type.STRING);
    Topic<byte[]> blobs = graph.topic("blob", Type.BYTES);
    var twice = graph.node("twice").version("1");
    Input<String> text = twice.input("text", texts);
    Output<String> doubled = twice.output("doubled", graph.distinct("doubled", Type.STRING));
    var size = graph.node("size").version("1");
    Input<byte[]> blob = size.input("blob", blobs);
    Output<Long> bytes = size.output("bytes", "bytes", Type.INTEGER);
    io.leat.nodes.Code twiceCode = call -> call.publish(doubled, call.get(text).repeat(2));
    if (jobs > 0) {
      twice.beside(jobs, twiceCode);
    } else {
      twice.run(twiceCode);
    }
    size.run(call -> call.publish(bytes, count(call.open(blob))));
    return graph.build();
  }

  private static long count(InputStream bytes) {
    try (bytes) {
      return bytes.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Value text(char letter) {
    return Value.of(TextNode.valueOf(String.valueOf(letter).repeat(LENGTH)));
  }

  private static Event last(Leat leat, String topic) {
    return leat.get(topic).orElseThrow();
  }

  private static Value value(Leat leat, String topic) {
    return Leat.valueOf(last(leat, topic));
  }

  @Test
  void nodesReadAndPublishThem() throws IOException {
    for (int jobs : new int[] {0, 1}) {
      try (Leat leat = Leat.inMemory(graph(jobs))) {
        leat.append("text", text('a'));
        leat.append("blob", leat.raw(new ByteArrayInputStream(new byte[LENGTH])));

        leat.run();

        assertThat(last(leat, "text").payload().object()).isNotNull();
        assertThat(last(leat, "doubled").payload().object()).isNotNull();
        assertThat(value(leat, "doubled").json().textValue()).isEqualTo("a".repeat(2 * LENGTH));
        assertThat(last(leat, "blob").payload().raw()).isTrue();
        assertThat(value(leat, "bytes")).hasToString(Integer.toString(LENGTH));
      }
    }
  }

  @Test
  void recoveryAndReplayMakeTheSameOfThem() throws IOException {
    try (Leat leat = Leat.open(workspace, graph(0))) {
      leat.append("text", text('a'));
      leat.append("blob", leat.raw(new ByteArrayInputStream(new byte[LENGTH])));
      leat.run();
      leat.append("text", text('a'));
    }
    try (Leat leat = Leat.open(workspace, graph(0))) {
      Event before = last(leat, "doubled");
      leat.run();
      Event distinct = last(leat, "doubled");
      leat.append("text", text('b'));
      leat.run();
      leat.branches().replay(0, "again", graph(0), List.of(), null);
      List<Difference> differences = new ArrayList<>();
      leat.branches().diff("main", "again", differences::add);

      assertThat(distinct.offset()).isEqualTo(before.offset());
      assertThat(last(leat, "doubled").offset()).isGreaterThan(before.offset());
      assertThat(differences).isEmpty();
      assertThat(leat.on("again").get("doubled").orElseThrow().payload())
          .isEqualTo(last(leat, "doubled").payload());
    }
  }

  @Test
  void runningEngineIsHandedThem() throws Exception {
    try (Leat holder = Leat.open(workspace, graph(0));
        Run run = holder.start(List.of(), null);
        Leat other = Leat.open(workspace, graph(0))) {
      Thread engine = Thread.ofPlatform().start(run::untilStopped);
      Value raw = other.raw(new ByteArrayInputStream(new byte[LENGTH]));
      other.append(List.of(new Root("text", text('a')), new Root("blob", raw)), Durability.DISK);
      run.stop();
      engine.join();
    }
    try (Leat leat = Leat.open(workspace, graph(0))) {
      leat.run();

      assertThat(value(leat, "text")).isEqualTo(text('a'));
      assertThat(last(leat, "text").payload().object()).isNotNull();
      assertThat(value(leat, "bytes")).hasToString(Integer.toString(LENGTH));
    }
  }

  @Test
  void damageOfWhatANodeIsHandedStopsTheEngine() throws IOException {
    for (int jobs : new int[] {0, 1}) {
      Path folder = workspace.resolve("jobs" + jobs);
      try (Leat leat = Leat.open(folder, graph(jobs))) {
        long offset = leat.append("text", text('a'));
        String name = Objects.requireNonNull(last(leat, "text").payload().object()).sha256();
        Path file =
            folder.resolve(".leat/objects/" + name.substring(0, 2) + "/" + name.substring(2));
        byte[] good = Files.readAllBytes(file);
        byte[] bad = good.clone();
        bad[LENGTH / 2] ^= 1;
        Files.write(file, bad);

        assertThatThrownBy(leat::run)
            .isInstanceOf(LogException.Corrupt.class)
            .hasMessageContaining("offset " + offset)
            .hasMessageContaining(name)
            .hasMessageContaining(file.toString());

        Files.write(file, good);
        leat.run();
        assertThat(value(leat, "doubled").json().textValue()).hasSize(2 * LENGTH);
      }
    }
  }

  @Test
  void tooManyBytesForTheMemoryAreAFailureOfTheNodeAlone() throws IOException {
    var graph = Graph.builder();
    Topic<JsonNode> anything = graph.topic("any", Type.ANY);
    var node = graph.node("reader").version("1");
    Input<JsonNode> in = node.input("in", anything);
    node.run(call -> call.get(in));
    try (Leat leat = Leat.inMemory(graph.build())) {
      leat.append("any", leat.raw(new ByteArrayInputStream(new byte[Value.BYTES_MAX])));

      assertThat(leat.run().failed()).isEqualTo(1);
      assertThat(value(leat, Graph.STATE_CHANGES).toString()).contains("engine stopped");
    }
  }
}

package io.leat.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leat.log.Batch;
import io.leat.log.ChronicleStore;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.log.HandOver;
import io.leat.log.LogException;
import io.leat.log.LogStore;
import io.leat.log.LogWriter;
import io.leat.log.Payload;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.value.Invalid;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The names that are refused everywhere come in through no door of the engine. */
final class HostileNamesTest {
  private static final Path NAMES =
      Path.of("../nodes/src/test/resources/io/leat/nodes/value/hostile-names.json");

  @TempDir Path folder;

  private static Graph graph() {
    GraphBuilder graph = Graph.builder();
    graph.topic("a/{x}");
    graph.topic("a/{x}/b");
    return graph.build();
  }

  /** Every name is refused, in few words. */
  private static void closed(Consumer<String> door) throws IOException {
    var open = new ArrayList<String>();
    for (JsonNode name : new ObjectMapper().readTree(Files.readAllBytes(NAMES))) {
      try {
        door.accept(name.textValue());
        open.add(name.toString());
      } catch (Invalid | LogException.Invalid refused) {
        assertThat(refused.getMessage()).hasSizeLessThan(600);
      }
    }
    assertThat(open).isEmpty();
  }

  private static Payload payload() {
    return Payload.of("1".getBytes(UTF_8));
  }

  @Test
  void noneIsTakenFromAnotherProcessThatHandsItOver() throws IOException {
    try (Leat leat = Leat.open(folder, graph());
        Run _ = leat.start(List.of(), null)) {
      Path branch = folder.resolve(".leat/log/main");
      long end = leat.log().end();

      closed(
          name -> {
            Batch batch = Batch.create();
            batch.root(name, payload(), null, false);
            var _ = HandOver.send(branch, batch, Durability.PROCESS);
          });

      assertThat(leat.log().end()).isEqualTo(end);
    }
  }

  @Test
  void noneIsImported() throws IOException {
    closed(name -> Upkeep.checkNames(event(name, null)));
    closed(name -> Upkeep.checkNames(event("a/b", name)));

    Path from = Files.createDirectory(folder.resolve("from"));
    Path bundle = folder.resolve("b.leat");
    try (LogStore store = ChronicleStore.open(from, InstantSource.system());
        LogWriter writer = store.log(LogStore.MAIN).write()) {
      Batch batch = writer.batch();
      batch.root("a/b", payload(), null, false);
      batch.root("a/../b", payload(), null, false);
      writer.append(batch, 0, Durability.PROCESS);
    }
    try (Leat leat = Leat.open(from, graph());
        OutputStream out = Files.newOutputStream(bundle)) {
      var _ = leat.upkeep().export(0, Long.MAX_VALUE, out);
    }
    try (Leat to = Leat.open(folder.resolve("to"), graph())) {
      assertThatThrownBy(() -> to.upkeep().importBundle(bundle, null))
          .isInstanceOf(Invalid.class)
          .hasMessage(
              "offset 1: topic 'a/../b' has a part that begins with '.'; it may begin with a"
                  + " letter, a digit or an underscore; nothing was imported");
    }
    assertThat(folder.resolve("to/.leat/log/main")).doesNotExist();
  }

  private static Event event(String topic, @org.jspecify.annotations.Nullable String node) {
    return new Event(0, topic, payload(), 0, node, 0, 0, -1, 0, null, false);
  }
}

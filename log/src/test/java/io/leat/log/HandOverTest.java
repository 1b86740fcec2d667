package io.leat.log;

import static io.leat.log.Logs.roots;
import static io.leat.log.Logs.text;
import static io.leat.log.Logs.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandOverTest {
  @TempDir Path folder;

  private final ManualClock clock = new ManualClock();

  private void serving(Path place, Door door, Runnable client) throws InterruptedException {
    HandOver.Server server = HandOver.listen(place, new MemoryObjects(), door);
    Thread thread = Thread.ofPlatform().start(server);
    try {
      client.run();
    } finally {
      server.close();
      thread.join();
    }
  }

  private static void send(Path place, byte[] bytes) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(place.resolve("hand-over")));
      channel.write(ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void batchesOfOthersAreAppendedByTheHolder() throws Exception {
    try (LogStore store = ChronicleStore.open(folder, clock);
        LogWriter writer = store.log("main").write()) {
      Path place = folder.resolve(".leat/log/main");
      List<Event> seen = new ArrayList<>();
      Door door =
          (batch, durability) -> {
            seen.addAll(batch.events());
            return writer.append(batch, 0, durability);
          };
      Batch batch = roots("a", "b");
      batch.product("p", text("c"), Batch.here(1), "n", 1, 2, Batch.here(0));

      serving(
          place,
          door,
          () -> {
            assertThat(HandOver.send(place, batch, Durability.DISK)).isZero();
            assertThat(HandOver.send(place, roots("d"), Durability.PROCESS)).isEqualTo(3);
          });

      assertThat(valuesOf(store.log("main"), 0)).containsExactly("a", "b", "c", "d");
      assertThat(seen).extracting(Event::topic).containsExactly("t", "t", "p", "t");
      assertThat(seen)
          .extracting(Event::offset)
          .startsWith(Batch.here(0), Batch.here(1), Batch.here(2));
      Event product = Logs.events(store.log("main"), 2).getFirst();
      assertThat(product.root()).isEqualTo(1);
      assertThat(product.cause()).isZero();
    }
  }

  @Test
  void refusalsTravelBack() throws InterruptedException {
    List<RuntimeException> refusals =
        List.of(
            new LogException.Invalid("line 3: ü"),
            new LogException.Unavailable("full"),
            new LogException.Corrupt("flipped"),
            new IllegalArgumentException("bug"));
    List<RuntimeException> left = new ArrayList<>(refusals);
    Door door =
        (batch, durability) -> {
          throw left.removeFirst();
        };

    serving(
        folder,
        door,
        () -> {
          for (RuntimeException refusal : refusals) {
            assertThatThrownBy(() -> HandOver.send(folder, roots("a"), Durability.PROCESS))
                .isInstanceOf(
                    refusal instanceof LogException
                        ? refusal.getClass()
                        : IllegalStateException.class)
                .hasMessageContaining(refusal.getMessage());
          }
        });
  }

  @Test
  void nobodyListeningIsUnavailable() throws IOException {
    assertThatThrownBy(() -> HandOver.send(folder, roots("a"), Durability.PROCESS))
        .isInstanceOf(LogException.Unavailable.class);
    Files.createFile(folder.resolve("hand-over"));
    assertThatThrownBy(() -> HandOver.send(folder, roots("a"), Durability.PROCESS))
        .isInstanceOf(LogException.Unavailable.class);
  }

  @Test
  void nonsenseOnTheSocketDoesNoHarm() throws InterruptedException {
    Random random = new Random(4);
    List<Integer> sizes = new ArrayList<>();
    Door door =
        (batch, durability) -> {
          sizes.add(batch.size());
          return 7;
        };

    serving(
        folder,
        door,
        () -> {
          for (int i = 0; i < 50; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            send(folder, bytes);
          }
          assertThat(HandOver.send(folder, roots("a", "b"), Durability.PROCESS)).isEqualTo(7);
        });

    assertThat(sizes).containsExactly(2);
  }

  @Test
  void batchThatIsNoBatchIsRefused() {
    byte[] good = roots("a", "b").encode();
    Random random = new Random(5);
    for (int i = 0; i < 2_000; i++) {
      byte[] bad = good.clone();
      bad[4 + random.nextInt(bad.length - 4)] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> Batch.decode(bad, new MemoryObjects()))
          .isInstanceOf(LogException.class);
    }
  }

  @Test
  void folderWithALongPathWorksToo() throws Exception {
    Path deep = Files.createDirectories(folder.resolve("x".repeat(90)).resolve("y".repeat(90)));

    serving(
        deep,
        (batch, durability) -> 5,
        () -> assertThat(HandOver.send(deep, roots("a"), Durability.PROCESS)).isEqualTo(5));

    assertThat(deep).isEmptyDirectory();
  }

  @Test
  void socketLeftBehindByADeadProcessIsReplaced() throws Exception {
    Files.createFile(folder.resolve("hand-over"));

    serving(
        folder,
        (batch, durability) -> 5,
        () -> assertThat(HandOver.send(folder, roots("a"), Durability.PROCESS)).isEqualTo(5));
  }

  @Test
  void largeBatchIsHandedOver() throws InterruptedException {
    Batch batch = Batch.create();
    batch.root("t", Payload.of(new byte[64 << 20]), null, false);
    List<Long> lengths = new ArrayList<>();
    Door door =
        (received, durability) -> {
          lengths.add(received.events().getFirst().payload().length());
          return 0;
        };

    serving(folder, door, () -> HandOver.send(folder, batch, Durability.PROCESS));

    assertThat(lengths).containsExactly(64L << 20);
  }
}

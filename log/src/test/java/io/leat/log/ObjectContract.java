package io.leat.log;

import static io.leat.log.Logs.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What objects are, whatever they are kept on, and the values that lie in them. */
abstract class ObjectContract {
  private static final String SHA256_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  final ManualClock clock = new ManualClock();
  LogStore store;

  /** The store under test; a second call gives another view of the same one, or the same. */
  abstract LogStore open();

  @BeforeEach
  void openStore() {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  final EventLog main() {
    return store.log(LogStore.MAIN);
  }

  static byte[] bytes(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private Event append(Payload value) {
    try (LogWriter writer = main().write()) {
      Batch batch = writer.batch();
      batch.root("t", value, null, false);
      long offset = writer.append(batch, 0, Durability.DISK);
      return events(main(), offset).getFirst();
    }
  }

  @Test
  void bytesAreKeptUnderTheirHash() throws IOException {
    byte[] large = bytes(1, 3_000_000);

    ObjectId abc = store.objects().put("abc".getBytes(StandardCharsets.UTF_8));
    ObjectId nothing = store.objects().put(new byte[0]);
    ObjectId streamed = store.objects().put(new ByteArrayInputStream(large));

    assertThat(abc).isEqualTo(new ObjectId(SHA256_OF_ABC, 3));
    assertThat(store.objects().get(abc)).asString().isEqualTo("abc");
    assertThat(store.objects().get(nothing)).isEmpty();
    assertThat(store.objects().get(streamed)).isEqualTo(large);
    assertThat(open().objects().get(streamed)).isEqualTo(large);
    try (InputStream content = store.objects().open(streamed)) {
      assertThat(content.skip(1_000_000)).isEqualTo(1_000_000);
      assertThat(content.read()).isEqualTo(large[1_000_000] & 0xff);
    }
  }

  @Test
  void puttingTheSameAgainChangesNothing() throws IOException {
    byte[] content = bytes(2, 100_000);

    ObjectId first = store.objects().put(content);

    assertThat(store.objects().put(content)).isEqualTo(first);
    assertThat(store.objects().put(new ByteArrayInputStream(content))).isEqualTo(first);
    assertThat(store.objects().get(first)).isEqualTo(content);
  }

  @Test
  void streamThatFailsLeavesNothing() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the cable is out");
          }

          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            return read();
          }
        };

    assertThatThrownBy(() -> store.objects().put(failing)).hasMessage("the cable is out");
  }

  @Test
  void missingObjectIsDamage() {
    ObjectId absent = new ObjectId(SHA256_OF_ABC, 3);

    assertThat(store.objects().holds(absent)).isFalse();
    assertThatThrownBy(() -> store.objects().get(absent))
        .isInstanceOf(LogException.Corrupt.class)
        .hasMessageContaining(SHA256_OF_ABC);
  }

  @Test
  void objectOfAnotherSizeIsNotHeld() {
    store.objects().put("abc".getBytes(StandardCharsets.UTF_8));

    assertThat(store.objects().holds(new ObjectId(SHA256_OF_ABC, 3))).isTrue();
    assertThat(store.objects().holds(new ObjectId(SHA256_OF_ABC, 4))).isFalse();
    assertThatThrownBy(() -> store.objects().get(new ObjectId(SHA256_OF_ABC, 4)))
        .isInstanceOf(LogException.Corrupt.class);
  }

  @Test
  void longValueLiesInAnObjectAndComesBackAsItWas() {
    byte[] atTheBound = bytes(3, ObjectStore.INLINE_BYTES_MAX);
    byte[] above = bytes(4, ObjectStore.INLINE_BYTES_MAX + 1);

    Payload inline = append(Payload.of(atTheBound)).payload();
    Payload kept = append(Payload.of(above)).payload();

    assertThat(inline.object()).isNull();
    assertThat(inline.bytes()).isEqualTo(atTheBound);
    assertThat(kept.object()).isEqualTo(ObjectId.of(above));
    assertThat(kept.raw()).isFalse();
    assertThat(kept.length()).isEqualTo(above.length);
    assertThat(kept.bytes()).isEqualTo(above);
    assertThat(kept).isEqualTo(Payload.of(above)).hasSameHashCodeAs(Payload.of(above));
    assertThat(kept).isNotEqualTo(Payload.of(bytes(5, above.length)));
  }

  @Test
  void carriedOverValueStaysTheSameObject() throws IOException {
    Payload kept = append(Payload.of(bytes(6, 200_000))).payload();

    Event again = append(kept);

    assertThat(again.payload()).isEqualTo(kept);
    assertThat(again.payload().object()).isEqualTo(kept.object());
    try (InputStream value = again.payload().open()) {
      assertThat(value.readAllBytes()).isEqualTo(bytes(6, 200_000));
    }
  }

  @Test
  void rawBytesAreAStringInBase64() throws IOException {
    for (int length : new int[] {0, 1, 49_149, 49_150, 49_151, 200_000, 200_001, 200_002}) {
      byte[] content = bytes(7, length);
      byte[] text =
          ('"' + Base64.getEncoder().encodeToString(content) + '"')
              .getBytes(StandardCharsets.US_ASCII);

      Payload payload = append(store.objects().raw(new ByteArrayInputStream(content))).payload();

      assertThat(payload.length()).isEqualTo(text.length);
      assertThat(payload.bytes()).isEqualTo(text);
      assertThat(payload).isEqualTo(Payload.of(text));
      assertThat(payload.raw()).isEqualTo(text.length > ObjectStore.INLINE_BYTES_MAX);
      if (payload.raw()) {
        assertThat(payload.openRaw().readAllBytes()).isEqualTo(content);
        assertThat(payload.object()).isEqualTo(ObjectId.of(content));
      }
    }
  }

  @Test
  void batchOfAnotherProcessRefersToObjectsThatAreThere() {
    byte[] content = bytes(8, 100_000);
    Batch batch = Batch.create(store.objects());
    batch.root("t", Payload.of(content), null, false);
    byte[] sent = batch.encode();

    Batch received = Batch.decode(sent, store.objects());

    assertThat(sent.length).isLessThan(1_000);
    assertThat(received.events().getFirst().payload().bytes()).isEqualTo(content);
    assertThatThrownBy(() -> Batch.decode(sent, new MemoryObjects()))
        .isInstanceOf(LogException.Invalid.class)
        .hasMessageContaining(ObjectId.of(content).sha256());
  }

  @Test
  void nameThatIsNoHashIsRefused() {
    for (String name :
        new String[] {"", "../../etc/passwd", "BA" + SHA256_OF_ABC.substring(2), "ab/cd"}) {
      assertThatThrownBy(() -> new ObjectId(name, 1)).isInstanceOf(LogException.Invalid.class);
    }
    String hex = HexFormat.of().formatHex(new byte[32]);
    assertThatThrownBy(() -> new ObjectId(hex, ObjectStore.BYTES_MAX + 1))
        .isInstanceOf(LogException.Invalid.class);
  }
}

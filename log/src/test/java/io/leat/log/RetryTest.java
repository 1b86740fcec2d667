package io.leat.log;

import static io.leat.log.GuardContract.keyed;
import static io.leat.log.Logs.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whoever repeats an append under a key until it is acknowledged has appended once, whatever goes
 * wrong meanwhile. {@code -Dleat.seeds=10000} tries more, {@code -Dleat.seed=N} one.
 */
class RetryTest {

  @Test
  void repeatedUntilAcknowledgedIsAppendedOnce() {
    long one = Long.getLong("leat.seed", -1);
    long first = Math.max(0, one);
    long count = one < 0 ? Long.getLong("leat.seeds", 300) : 1;
    for (long seed = first; seed < first + count; seed++) {
      try {
        run(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("repeat with -Dleat.seed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }

  private static void run(long seed) {
    Random random = new Random(seed);
    MemoryStore store = new MemoryStore(new ManualClock());
    store.faults(
        new Faults() {
          @Override
          public void beforeWrite(String branch, long first) {
            fail(random);
          }

          @Override
          public void afterWrite(String branch, long first) {
            fail(random);
          }

          @Override
          public void beforeForce(String branch) {
            fail(random);
          }
        });
    EventLog log = store.log("main");
    LogWriter writer = log.write();
    List<Long> acknowledged = new ArrayList<>();
    for (int i = 0; i < 20; ) {
      Batch batch = keyed("k" + i, "t" + i % 3, "v" + i, "u", "w" + i);
      try {
        acknowledged.add(writer.append(batch, 0, Durability.DISK));
        i++;
        if (random.nextInt(4) == 0) {
          int earlier = random.nextInt(i);
          Batch again = keyed("k" + earlier, "t" + earlier % 3, "v" + earlier, "u", "w" + earlier);
          assertThat(writer.append(again, 0, Durability.DISK)).isEqualTo(acknowledged.get(earlier));
        }
      } catch (IllegalStateException | LogException.Unavailable e) {
        writer.close();
        if (random.nextBoolean()) {
          store.crash(unforced -> random.nextInt(unforced + 1));
        }
        writer = log.write();
      }
    }
    writer.close();

    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      expected.addAll(List.of("v" + i, "w" + i));
      assertThat(acknowledged.get(i)).isEqualTo(2L * i);
    }
    assertThat(valuesOf(log, 0)).isEqualTo(expected);
  }

  private static void fail(Random random) {
    if (random.nextInt(6) == 0) {
      throw new IllegalStateException("pulled the plug");
    }
  }
}

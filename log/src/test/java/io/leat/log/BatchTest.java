package io.leat.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a batch encodes comes back. */
final class BatchTest {
  @Test
  void numbersOfEveryLengthComeBack() {
    Batch batch = Batch.create();
    List<Event> expected = new ArrayList<>();
    for (int bits = 0; bits < 62; bits++) {
      for (long number : new long[] {(1L << bits) - 1, 1L << bits, (1L << bits) + 1}) {
        int small = (int) Math.min(number, Integer.MAX_VALUE);
        Payload value = Payload.of("x".repeat(small % 300).getBytes(StandardCharsets.US_ASCII));
        int index = batch.product("topic", value, number, "node", small, small, number);
        expected.add(
            new Event(
                Batch.here(index),
                "topic",
                value,
                number,
                "node",
                small,
                small,
                number,
                0,
                null,
                false));
      }
    }
    assertEquals(expected, batch.events());
  }
}

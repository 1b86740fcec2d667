package io.leat.docs;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Everything that {@link DeterminismTest} bans, one of each kind, so that the ban is known to bite.
 */
@SuppressWarnings({"DefaultCharset", "NonFinalStaticField", "unused"})
final class Planted {

  private static int count;
  private static final AtomicLong TOTAL = new AtomicLong();

  private Planted() {}

  static List<Object> sins(byte[] bytes) {
    Supplier<UUID> reference = UUID::randomUUID;
    return List.of(
        System.nanoTime(),
        Instant.now(),
        new SecureRandom(),
        new String(bytes),
        Thread.ofVirtual(),
        List.of(1).parallelStream(),
        String.format("%d", count + TOTAL.get()),
        reference);
  }
}

package io.leat.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class CountingClockTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 500);
  private Instant wall = NOON;
  private final CountingClock clock = new CountingClock(() -> wall, nanos::get);

  @Test
  void betweenLooksItGoesOnByTheCounter() {
    nanos.addAndGet(999_999); // past the greatest long

    assertThat(clock.instant()).isEqualTo(NOON.plusNanos(999_999));
  }

  @Test
  void aStepOfTheClockIsFollowedWithinAMillisecond() {
    wall = NOON.minusSeconds(3600);
    nanos.addAndGet(1_000_000);

    assertThat(clock.instant()).isEqualTo(wall);
  }

  @Test
  void aCounterThatFallsBackIsNotBelieved() {
    wall = NOON.plusSeconds(1);
    nanos.addAndGet(-1);

    assertThat(clock.instant()).isEqualTo(wall);
  }
}

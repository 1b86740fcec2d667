package io.leat.log;

import java.nio.file.Path;
import java.time.InstantSource;

/** A log on the disk with segments so small that a story fills several. */
public final class SmallSegments {
  private SmallSegments() {}

  public static LogStore open(Path workspace, InstantSource clock) {
    return ChronicleStore.open(workspace, clock, Bounds.ofSegments(2_000), Runnable::run);
  }
}

package io.leat.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Where a running engine leaves its traffic for other processes to see. Replaced whole; of no worth
 * to anybody once the engine has ended.
 */
record TrafficFile(Path file) {
  /** An engine that has told nothing for so long has died, or is paused. */
  private static final long OLD_MS = 5_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  static TrafficFile in(Path stateFolder) {
    return new TrafficFile(stateFolder.resolve("traffic.json"));
  }

  /**
   * What an engine left a moment ago; null if there is nothing, or none that can be read.
   *
   * @param nowMs ms since 1970
   */
  @Nullable Traffic read(long nowMs) {
    try {
      Traffic traffic = JSON.readValue(file.toFile(), Traffic.class);
      return Math.abs(nowMs - traffic.timeMs()) <= OLD_MS ? traffic : null;
    } catch (IOException _) {
      return null;
    }
  }

  void write(Traffic traffic) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path whole = file.resolveSibling("traffic.new");
    Files.write(whole, JSON.writeValueAsBytes(traffic));
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // It is seen to be old, for the engine that wrote it does not run.
    }
  }
}

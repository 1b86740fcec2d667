package io.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The version of Leat, which the build writes to a resource. */
final class Version {

  private Version() {}

  /** Such as {@code 0.1.0}. */
  static String number() {
    try (InputStream resource = Version.class.getResourceAsStream("version")) {
      return resource == null ? "unknown" : new String(resource.readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.leat.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * That a topic ends where somebody saw it end.
 *
 * @param last offset of the topic's last event; -1 if it has none
 */
record Expectation(String topic, long last) {

  byte[] encode() {
    byte[] utf8 = topic.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + utf8.length).putLong(last).put(utf8).array();
  }

  static Expectation decode(byte[] bytes) {
    if (bytes.length <= Long.BYTES) {
      throw new LogException.Invalid("what was handed over expects nothing that can be understood");
    }
    long last = ByteBuffer.wrap(bytes).getLong();
    int length = bytes.length - Long.BYTES;
    return new Expectation(new String(bytes, Long.BYTES, length, StandardCharsets.UTF_8), last);
  }

  /**
   * Compares with where the topic ends.
   *
   * @throws LogException.Invalid if it ends elsewhere
   */
  void check(long found, String branch) {
    if (found != last) {
      throw new LogException.Invalid(
          Message.of(
              "topic %s of branch %s ends at %s, not at %s as expected; look at what came in"
                  + " between and try again",
              topic, branch, name(found), name(last)));
    }
  }

  private static String name(long offset) {
    return offset < 0 ? "no event" : Message.of("offset %d", offset);
  }
}

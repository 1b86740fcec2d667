package io.leat.log;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/** The last line of a small text file: a checksum of the lines before. */
final class Checksum {
  private static final String KEY = "crc32c ";

  private Checksum() {}

  /** The line for {@code text}, which ends with a line feed. */
  static String line(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return KEY + HexFormat.of().toHexDigits((int) crc.getValue()) + "\n";
  }

  /**
   * The lines of a text without the checksum.
   *
   * @throws LogException.Corrupt if the checksum is not that of the text
   */
  static List<String> checkedLines(String text, Path file) {
    int at = text.lastIndexOf(KEY);
    String body = at < 0 ? "" : text.substring(0, at);
    if (at < 0 || !text.substring(at).equals(line(body))) {
      throw new LogException.Corrupt(Message.of("%s: its checksum is not that of its text", file));
    }
    return body.lines().toList();
  }
}

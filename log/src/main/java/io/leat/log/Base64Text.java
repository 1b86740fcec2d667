package io.leat.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A JSON string, bytes in base64 (RFC 4648, section 4, padded), made as it is read. */
final class Base64Text extends InputStream {
  /** A multiple of three, so that only the last piece is padded. */
  private static final int PIECE_BYTES = 48 << 10;

  private static final byte[] QUOTE = {'"'};

  private final InputStream content;
  private byte[] piece = QUOTE;
  private int at;
  private boolean ended;

  Base64Text(InputStream content) {
    this.content = content;
  }

  /** The text of these bytes. */
  static byte[] of(byte[] content) {
    String text = '"' + Base64.getEncoder().encodeToString(content) + '"';
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Number of bytes of the text of so many. */
  static long length(long bytes) {
    return 2 + (bytes + 2) / 3 * 4;
  }

  @Override
  public int read() throws IOException {
    return ready() ? piece[at++] : -1;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!ready()) {
      return -1;
    }
    int count = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, target, from, count);
    at += count;
    return count;
  }

  /** Makes the next piece of text if there is none; false at the end. */
  private boolean ready() throws IOException {
    if (at == piece.length && !ended) {
      byte[] bytes = content.readNBytes(PIECE_BYTES);
      ended = bytes.length == 0;
      piece = ended ? QUOTE : Base64.getEncoder().encode(bytes);
      at = 0;
    }
    return at < piece.length;
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}

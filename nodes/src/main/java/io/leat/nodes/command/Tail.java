package io.leat.nodes.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a stream to its end and keeps the last of it. Run by one thread, asked by any. */
final class Tail implements Runnable {
  private final InputStream stream;
  private final byte[] kept;
  private long total;

  Tail(InputStream stream, int bytesKept) {
    this.stream = stream;
    this.kept = new byte[bytesKept];
  }

  @Override
  public void run() {
    byte[] buffer = new byte[8192];
    try {
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        add(buffer, read);
      }
    } catch (IOException e) {
      // The process was ended while this read; what was read is kept.
    }
  }

  private synchronized void add(byte[] bytes, int count) {
    for (int i = Math.max(0, count - kept.length); i < count; i++) {
      kept[(int) ((total + i) % kept.length)] = bytes[i];
    }
    total += count;
  }

  /**
   * The last bytes as text, without blank space around; begins with a whole line if some were left
   * out.
   */
  synchronized String text() {
    if (total <= kept.length) {
      return new String(kept, 0, (int) total, StandardCharsets.UTF_8).strip();
    }
    int start = (int) (total % kept.length);
    byte[] inOrder = Arrays.copyOfRange(kept, start, kept.length + start);
    System.arraycopy(kept, 0, inOrder, kept.length - start, start);
    String text = new String(inOrder, StandardCharsets.UTF_8);
    return text.substring(text.indexOf('\n') + 1).strip();
  }
}

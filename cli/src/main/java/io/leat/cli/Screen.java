package io.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.util.List;

/** A terminal that is drawn anew again and again, beside what was on it. Owned by one thread. */
final class Screen implements AutoCloseable {

  /** In characters. */
  record Size(int lines, int columns) {
    static final Size USUAL = new Size(24, 80);
  }

  private static final String BEGIN = "\u001b[?1049h\u001b[?25l";
  private static final String END = "\u001b[?25h\u001b[?1049l";
  private static final String HOME = "\u001b[H";
  private static final String REST_OF_LINE = "\u001b[K";
  private static final String REST_OF_SCREEN = "\u001b[J";

  private final Output out;

  Screen(Output out) {
    this.out = out;
    print(BEGIN);
  }

  /** Shows these lines and nothing else. */
  void show(List<String> lines) {
    print(HOME + String.join(REST_OF_LINE + "\r\n", lines) + REST_OF_LINE + REST_OF_SCREEN);
  }

  /** What the terminal says it is now; the usual size if it does not say. */
  Size size() {
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
      String[] words =
          new String(stty.getInputStream().readAllBytes(), UTF_8).strip().split(" ", -1);
      int lines = Integer.parseInt(words[0]);
      int columns = Integer.parseInt(words[words.length - 1]);
      return lines < 1 || columns < 1 ? Size.USUAL : new Size(lines, columns);
    } catch (IOException | NumberFormatException e) {
      return Size.USUAL;
    }
  }

  private void print(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }

  /** What was there before is there again. */
  @Override
  public void close() {
    print(END);
  }
}

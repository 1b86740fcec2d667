package io.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.log.LogException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Standard output: data in UTF-8, and nothing else. Buffered; {@link #flush} before waiting for
 * anything. Owned by the thread that runs the verb.
 */
final class Output extends OutputStream {

  /** The reader of standard output went away. Not a failure: the verb ends, and says nothing. */
  static final class Closed extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    Closed(IOException cause) {
      super("nobody reads standard output any more", cause);
    }
  }

  private static final int BUFFER_BYTES = 1 << 16;

  private final BufferedOutputStream stream;
  private final boolean terminal;

  Output(OutputStream stream) {
    this(stream, false);
  }

  /**
   * @param terminal whether a person is looking, and no file or program reads
   */
  Output(OutputStream stream, boolean terminal) {
    this.stream = new BufferedOutputStream(stream, BUFFER_BYTES);
    this.terminal = terminal;
  }

  boolean terminal() {
    return terminal;
  }

  /** Prints text that has no control characters, or none that matter, and ends the line. */
  void line(String text) {
    line(text.getBytes(UTF_8));
  }

  /** Prints bytes as they are, and ends the line. */
  void line(byte[] bytes) {
    write(bytes, 0, bytes.length);
    write('\n');
  }

  @Override
  public void write(int b) {
    try {
      stream.write(b);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    try {
      stream.write(bytes, from, length);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void flush() {
    try {
      stream.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static RuntimeException failed(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("Broken pipe") || message.contains("ipe closed")
        ? new Closed(e)
        : new LogException.Unavailable("cannot write to standard output: " + message, e);
  }
}

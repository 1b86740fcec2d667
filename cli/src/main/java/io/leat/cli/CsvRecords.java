package io.leat.cli;

import io.leat.nodes.value.Invalid;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of comma-separated values (RFC 4180): cells between commas, a record a line. A cell in
 * quotes may hold commas, line ends and, written twice, quotes. UTF-8, with or without a byte order
 * mark; lines end with LF or CRLF; empty lines are skipped. Owned by one thread.
 */
final class CsvRecords {
  private static final int END = -1;

  private final InputStream text;
  private final ByteArrayOutputStream cell = new ByteArrayOutputStream();

  /** The byte that is looked at. */
  private int at;

  private boolean started;
  private long room;

  /** The line that {@link #at} is on, and the one that the last record began on; from 1. */
  private long line = 1;

  private long first;

  CsvRecords(InputStream text) {
    this.text = new BufferedInputStream(text, 1 << 16);
  }

  /** From here on at most so many bytes are read. */
  void allow(long bytes) {
    room = bytes;
  }

  /** The line on which the last record began, from 1. */
  long line() {
    return first;
  }

  /**
   * The cells of the next record; null at the end.
   *
   * @throws Invalid naming the line, if quotes are not as they should be, the text is not UTF-8 or
   *     too much
   */
  @Nullable List<String> next() throws IOException {
    if (!started) {
      start();
    }
    while (at == '\n' || at == '\r') {
      advance();
    }
    if (at == END) {
      return null;
    }
    first = line;
    List<String> cells = new ArrayList<>();
    cells.add(cell());
    while (at == ',') {
      advance();
      cells.add(cell());
    }
    return cells;
  }

  private void start() throws IOException {
    started = true;
    text.mark(3);
    if (text.read() != 0xEF || text.read() != 0xBB || text.read() != 0xBF) {
      text.reset();
    }
    at = text.read();
  }

  private String cell() throws IOException {
    cell.reset();
    if (at == '"') {
      quoted();
    } else {
      while (!cellEnds()) {
        if (at == '"') {
          throw refused("a quote within a cell; put the cell in quotes and write the quote twice");
        }
        cell.write(at);
        advance();
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(cell.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw refused("the text is not UTF-8");
    }
  }

  private void quoted() throws IOException {
    advance();
    while (true) {
      if (at == END) {
        throw new Invalid("line " + first + ": a quote is opened and not closed");
      }
      if (at == '"') {
        advance();
        if (at != '"') {
          break;
        }
      }
      cell.write(at);
      advance();
    }
    if (!cellEnds()) {
      throw refused("text behind a cell in quotes");
    }
  }

  private boolean cellEnds() throws IOException {
    if (at == '\r') {
      text.mark(1);
      boolean lineEnds = text.read() == '\n';
      text.reset();
      return lineEnds;
    }
    return at == ',' || at == '\n' || at == END;
  }

  private void advance() throws IOException {
    if (at == '\n') {
      line++;
    }
    if (room-- <= 0) {
      throw new Invalid(Lines.tooLong(line));
    }
    at = text.read();
  }

  private Invalid refused(String why) {
    return new Invalid("line " + line + ": " + why);
  }
}

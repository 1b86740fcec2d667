package io.leat.log;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * Writes documents that were written elsewhere to the segments of a new line, each where a segment
 * began there. When it is closed, all of it is on the disk, and the line looks as after a clean
 * stop. Owned by one thread.
 */
final class LineCopy implements AutoCloseable {
  private final Path folder;
  private final SegmentFiles files;
  private final Chronicle chronicle;
  private final Space space;
  private final LineHash hash;

  private boolean begun;

  /** Where the next document goes in the present segment, bytes. */
  private long position;

  /** Whether this is the line that the documents were written for. */
  private boolean sameLine;

  /**
   * @param folder empty but for the file that says which line it is
   * @param freeBytesMin what must stay free on the disk
   */
  LineCopy(Path folder, Branch line, long freeBytesMin) {
    this.folder = folder;
    this.files = new SegmentFiles(folder);
    this.chronicle = new Chronicle(folder, 0, true);
    this.space = new Space(folder, freeBytesMin);
    this.hash = new LineHash(line);
  }

  /** Adds the next document. An opening begins the next segment and says what went before here. */
  void write(Document document) {
    if (document.kind() == Document.OPENING) {
      space.checkFloor(document.length());
      if (begun) {
        chronicle.roll(position);
      }
      begun = true;
      space.begin();
      put(opening(document));
    } else {
      if (!space.covers(position, document.length())) {
        space.take(files.file(chronicle.segment()), position, document.length());
      }
      put(document);
    }
  }

  /** The same opening, unless the line is another one than it was written for. */
  private Document opening(Document document) {
    Links.Link link = hash.close();
    Links.Link said = Opening.link(document);
    if (link.segments() == 0) {
      sameLine = Arrays.equals(said.hash(), link.hash());
    }
    return sameLine
        ? document
        : Document.checked(Opening.before(document.array, link.segments(), link));
  }

  private void put(Document document) {
    position = chronicle.write(document.array, document.length());
    hash.add(document);
  }

  @Override
  public void close() {
    chronicle.close();
    int highest = files.highest();
    for (int number = 0; number <= highest; number++) {
      Folder.forceFile(files.file(number));
    }
    Folder.force(folder);
    if (highest >= 0) {
      record(highest);
    }
  }

  private void record(int highest) {
    try (Segment last = new Segment(files.file(highest), highest);
        TailFile tail = new TailFile(folder)) {
      Tail end = null;
      while (last.advance()) {
        end = new Tail(0, last.end(), highest, last.position(), last.checksum(), true);
      }
      if (end != null) {
        tail.record(end, true);
      }
    }
  }
}

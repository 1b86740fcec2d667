package io.leat.log;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the segments of one line, document by document, and goes on behind damage where that can
 * be told.
 */
final class LineCheck {
  private static final int PROGRESS_EVERY = 1 << 12;

  int segments;
  long commits;
  long events;

  /** Documents that were read, bytes. */
  long bytes;

  /** The offset that must come next. */
  long expected;

  /** Up to where everything is as it was written. */
  private Sound sound;

  /** What is sound if no document is. */
  private Sound nothing;

  /** Where each segment that is kept ends, up to the last that is sound to its end mark. */
  private final List<Sound> ends = new ArrayList<>();

  private boolean damaged;

  /**
   * A place in a line up to which everything is as it was written.
   *
   * @param segment the last that has such documents; -1 if there are none
   * @param position behind the last of them, bytes
   * @param end the offset after them
   * @param checksum of the last of them
   */
  record Sound(int segment, long position, long end, int checksum) {}

  /** The link over the first n segments, at place n. */
  private final List<Links.Link> links = new ArrayList<>();

  private final ObjectCheck objects;
  private final EventDecoder decoder;
  private final Branch branch;
  private final SegmentFiles files;
  private final List<Verify.Problem> problems;
  private final Verify.Progress progress;

  /** Segments below were given up. */
  private int lowest;

  private long timeMicros;
  private long settled;
  private long run;

  LineCheck(
      Branch branch,
      Path folder,
      ObjectCheck objects,
      List<Verify.Problem> problems,
      Verify.Progress progress) {
    this.branch = branch;
    this.objects = objects;
    this.decoder = new EventDecoder(objects.objects());
    this.files = new SegmentFiles(folder);
    this.problems = problems;
    this.progress = progress;
    this.expected = branch.fork() == null ? 0 : branch.fork().offset();
    this.nothing = new Sound(-1, 0, expected, 0);
    this.sound = nothing;
  }

  /** Up to where everything is as it was written; after {@link #run}. */
  Sound sound() {
    return sound;
  }

  void run() {
    links.add(Links.none(branch));
    try {
      goOnFrom(Retained.read(files.folder()));
    } catch (LogException e) {
      problem(files.folder(), -1, e);
    }
    segments();
    tail();
    progress.reached(branch.name(), expected, bytes);
  }

  /** Leaves out the segments that were given up. */
  private void goOnFrom(@Nullable Retained retained) {
    if (retained != null) {
      lowest = retained.segment();
      expected = retained.offset();
      nothing = new Sound(-1, 0, expected, 0);
      sound = nothing;
      while (links.size() <= lowest) {
        links.add(retained.link());
      }
    }
  }

  private void segments() {
    int highest;
    try {
      highest = files.highest();
    } catch (LogException e) {
      problem(files.folder(), -1, e);
      return;
    }
    for (int number = lowest; number <= highest; number++) {
      Path file = files.file(number);
      if (!files.exists(number)) {
        problem(file, -1, "the segment is missing");
        links.add(links.getLast());
        continue;
      }
      segments++;
      try (Segment segment = new Segment(file, number)) {
        segment(segment, file, number == highest);
      } catch (LogException | InternalError e) {
        problem(file, -1, e);
      }
    }
  }

  private void tail() {
    Tail tail = Tail.read(files.folder());
    if (tail != null && expected < tail.end()) {
      problem(
          files.folder().resolve(Tail.FILE),
          -1,
          Message.of("events up to offset %d were recorded as on the disk", tail.end()));
    }
  }

  private void segment(Segment segment, Path file, boolean last) {
    boolean opened = false;
    MessageDigest digest = Links.start(links.getLast());
    while (segment.advance()) {
      segment.digest(digest);
      Document document = document(segment, file);
      if (document == null) {
        opened = true;
        continue;
      }
      if (opened == (document.kind() == Document.OPENING)) {
        problem(
            file,
            segment.start(),
            opened ? "a second opening" : "the segment does not begin with its opening");
      }
      opened = true;
      try {
        document(document, file, segment.start());
      } catch (LogException e) {
        problem(file, segment.start(), e);
      }
    }
    links.add(new Links.Link(links.size(), digest.digest()));
    if (!last && !segment.ended()) {
      problem(file, segment.position(), "the segment has no end mark, but another follows");
    }
    if (!damaged) {
      ends.add(sound);
    }
  }

  private @Nullable Document document(Segment segment, Path file) {
    try {
      return segment.document();
    } catch (LogException e) {
      problem(file, segment.start(), e);
      return null;
    }
  }

  private void document(Document document, Path file, long position) {
    if (document.first() != expected) {
      problem(
          file, position, Message.of("expected offset %d, found %d", expected, document.first()));
    }
    if (document.timeMicros() < timeMicros) {
      problem(
          file,
          position,
          Message.of("time runs backwards, from %d to %d", timeMicros, document.timeMicros()));
    }
    if (document.settled() < settled || document.settled() > document.end()) {
      problem(
          file,
          position,
          Message.of(
              "settled %d; it was %d before, and the end is %d",
              document.settled(), settled, document.end()));
    }
    if (document.run() < run) {
      problem(file, position, Message.of("run %d of a writer after run %d", document.run(), run));
    }
    expected = document.end();
    timeMicros = Math.max(timeMicros, document.timeMicros());
    settled = Math.max(settled, document.settled());
    run = Math.max(run, document.run());
    bytes += document.length();
    if (Document.isCommit(document.kind())) {
      events(document, file, position);
    } else {
      opening(document, file, position);
    }
    if (!damaged) {
      long behind = position + document.length() + 3 & -4L;
      sound = new Sound(links.size() - 1, behind, expected, document.checksum());
    }
  }

  private void opening(Document document, Path file, long position) {
    Links.Link link = Opening.link(document);
    if (Opening.segment(document) != links.size() - 1) {
      problem(file, position, "this is the opening of segment " + Opening.segment(document));
    }
    boolean whole = !damaged;
    if (link.segments() < lowest) {
      return;
    }
    if (link.segments() >= links.size()
        || !Arrays.equals(link.hash(), links.get(link.segments()).hash())) {
      problem(
          file,
          position,
          Message.of(
              "the first %d segments are not those that this one was linked to", link.segments()));
      if (whole) {
        rewritten(link.segments() - 1);
      }
    }
  }

  /** A segment is not the one that was linked to: the line is sound up to the one before it. */
  private void rewritten(int segment) {
    int before = segment - 1 - lowest;
    sound = before < 0 ? nothing : ends.get(before);
  }

  private void events(Document document, Path file, long position) {
    for (Event event : decoder.decode(document, 0, document.count())) {
      objects.note(branch.name(), event);
      boolean before =
          event.root() >= 0
              && event.root() < event.offset()
              && event.cause() >= 0
              && event.cause() < event.offset();
      if (!event.isRoot() && !before) {
        problem(
            file,
            position,
            Message.of(
                "event %d names root %d and cause %d, which must lie before it",
                event.offset(), event.root(), event.cause()));
      }
    }
    commits++;
    events += document.count();
    if (commits % PROGRESS_EVERY == 0) {
      progress.reached(branch.name(), expected, bytes);
    }
  }

  private void problem(Path file, long position, Throwable e) {
    problem(file, position, String.valueOf(e.getMessage()));
  }

  private void problem(Path file, long position, String what) {
    damaged = true;
    problems.add(new Verify.Problem(branch.name(), expected, file, position, what));
  }
}

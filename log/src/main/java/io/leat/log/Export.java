package io.leat.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes a line of history, or a stretch of it, as a bundle. A line that stands alone goes out
 * whole as it stands, segment by segment, so that it has the same head elsewhere. Everything else
 * is written anew as a line of its own: a fork with all that it shares, the beginning of a branch,
 * or a stretch, whose offsets then begin at 0.
 */
final class Export {
  private static final long SEGMENT_BYTES = Bounds.USUAL.segmentBytesMax();

  private final StoredLog log;
  private final Path folder;
  private final LongFunction<String> lineAt;
  private final OutputStream out;

  /**
   * @param folder where the segments of the branch itself are
   * @param lineAt the line in which the event at an offset was written
   */
  Export(StoredLog log, Path folder, LongFunction<String> lineAt, OutputStream out) {
    this.log = log;
    this.lineAt = lineAt;
    this.folder = folder;
    this.out = out;
  }

  /** Writes everything there is. */
  Head whole() throws IOException {
    if (log.branch().fork() != null) {
      return stretch(0, log.end(), _ -> false);
    }
    Branch branch = log.branch();
    BundleWriter bundle = new BundleWriter(out, branch, log.objects());
    SegmentFiles files = new SegmentFiles(folder);
    for (int number = 0; number <= files.highest(); number++) {
      try (Segment segment = new Segment(files.file(number), number)) {
        while (segment.advance()) {
          bundle.document(segment.document());
        }
      }
    }
    return bundle.end(branch.line());
  }

  /**
   * Writes the events from {@code from} (inclusive) to {@code to} (exclusive), as a line of its
   * own. If it does not begin at 0, products of roots before it are left out, each root remembers
   * where it was first appended, and offsets begin at 0.
   *
   * @param local which roots mean nothing elsewhere; they are left out of a stretch that does not
   *     begin at 0, with what they caused
   */
  Head stretch(long from, long to, Predicate<Event> local) throws IOException {
    Branch whole = log.branch();
    Branch.Fork cut = new Branch.Fork(whole.line(), from);
    String line = Branches.line(whole.name(), cut, Instant.EPOCH, to);
    Branch branch = new Branch(whole.name(), line, null);
    BundleWriter bundle = new BundleWriter(out, branch, log.objects());
    try (LogReader reader = log.read(from)) {
      Rewriting rewriting = new Rewriting(bundle, from, to, local);
      for (Commit commit = reader.next();
          commit != null && commit.first() < to;
          commit = reader.next()) {
        rewriting.add(commit);
      }
    }
    return bundle.end(line);
  }

  /** Commits under new offsets, in segments of their own. */
  private final class Rewriting {
    private final BundleWriter bundle;
    private final long from;
    private final long to;
    private final Predicate<Event> local;
    private final Batch batch = Batch.create();

    /** The old offsets of the events that were kept, in order. */
    private long[] kept = new long[1 << 10];

    private int count;
    private long timeMicros;
    private long run;
    private long settled;
    private long filled = SEGMENT_BYTES;

    Rewriting(BundleWriter bundle, long from, long to, Predicate<Event> local) {
      this.bundle = bundle;
      this.from = from;
      this.to = to;
      this.local = local;
    }

    void add(Commit commit) throws IOException {
      long first = count;
      batch.clear();
      for (Event event : commit.events()) {
        if (event.offset() < to) {
          add(event, first);
        }
      }
      if (commit.end() <= to) {
        settled = Math.max(settled, Math.min(below(commit.settled()), count));
      }
      timeMicros = Math.max(timeMicros, commit.timeMicros());
      run = Math.max(run, commit.run());
      batch.seal(first, timeMicros, run, settled);
      write(batch.array(), batch.bytes());
    }

    private void add(Event event, long first) {
      if (event.isRoot()) {
        if (from > 0 && local.test(event)) {
          return;
        }
        batch.root(event.topic(), event.payload(), origin(event), event.quiet());
      } else {
        long root = placeOf(event.root());
        if (root < 0) {
          return;
        }
        long cause = Math.max(root, placeOf(event.cause()));
        batch.product(
            event.topic(),
            event.payload(),
            reference(root, first),
            Objects.requireNonNull(event.node()),
            event.call(),
            event.ordinal(),
            reference(cause, first));
      }
      if (count == kept.length) {
        kept = Arrays.copyOf(kept, 2 * count);
      }
      kept[count++] = event.offset();
    }

    private @Nullable Origin origin(Event root) {
      Origin origin = root.origin();
      return origin != null || from == 0
          ? origin
          : new Origin(lineAt.apply(root.offset()), root.offset());
    }

    /** Where an event of the log went to; -1 if it was left out. */
    private long placeOf(long offset) {
      return Math.max(-1, Arrays.binarySearch(kept, 0, count, offset));
    }

    /** How many of the events below an offset were kept. */
    private long below(long offset) {
      int place = Arrays.binarySearch(kept, 0, count, offset);
      return place < 0 ? -place - 1 : place;
    }

    private long reference(long place, long first) {
      return place < first ? place : Batch.here((int) (place - first));
    }

    private void write(byte[] array, int length) throws IOException {
      if (filled + length > SEGMENT_BYTES) {
        Links.Link link = bundle.hash().close();
        byte[] opening = Opening.before(array, link.segments(), link);
        bundle.document(Document.checked(opening));
        filled = opening.length;
      }
      bundle.document(Document.checked(Arrays.copyOf(array, length)));
      filled += length;
    }
  }
}

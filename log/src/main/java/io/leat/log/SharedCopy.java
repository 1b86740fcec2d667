package io.leat.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies of what a branch shares with its ancestors, in the folder {@code shared} of its own: one
 * folder for each ancestor, named by its line, with its branch file and the segments that hold what
 * is shared, byte by byte; the last one ends behind the document that the fork lies in or behind.
 * The folder appears with everything in it, or not at all.
 */
final class SharedCopy {
  private static final String FOLDER = "shared";
  private static final String FRESH = "shared.new";

  private SharedCopy() {}

  /** Where the copy of a line is, or would be. */
  static Path of(Path branchFolder, String line) {
    return branchFolder.resolve(FOLDER).resolve(line);
  }

  /** Whether a branch has copies of what it shares. */
  static boolean isThere(Path branchFolder) {
    return Files.isDirectory(branchFolder.resolve(FOLDER));
  }

  /** The folders of the copies that a branch has; none if it is not self-contained. */
  static List<Path> all(Path branchFolder) {
    if (!isThere(branchFolder)) {
      return List.of();
    }
    try (Stream<Path> copies = Files.list(branchFolder.resolve(FOLDER))) {
      return copies.sorted().toList();
    } catch (IOException e) {
      throw Folder.failed("list the copies in", branchFolder, e);
    }
  }

  /** An ancestor: what is shared of it lies below {@code limit}. */
  record Ancestor(Branch branch, Path folder, long limit) {}

  /**
   * Copies ancestors; on the disk when this returns. The caller sees to it that nobody deletes one
   * meanwhile.
   */
  static void make(Path branchFolder, Iterable<Ancestor> ancestors) {
    Path fresh = branchFolder.resolve(FRESH);
    Folder.deleteTree(fresh);
    Folder.make(fresh);
    for (Ancestor ancestor : ancestors) {
      Path copy = fresh.resolve(ancestor.branch.line());
      Folder.make(copy);
      BranchFile.write(copy, ancestor.branch);
      long base = ancestor.branch.fork() == null ? 0 : ancestor.branch.fork().offset();
      if (base < ancestor.limit) {
        copySegments(ancestor, copy);
      }
    }
    Folder.force(fresh);
    Folder.move(fresh, branchFolder.resolve(FOLDER));
  }

  private static void copySegments(Ancestor ancestor, Path copy) {
    SegmentFiles from = new SegmentFiles(ancestor.folder);
    SegmentFiles to = new SegmentFiles(copy);
    Tail end = null;
    Retained.copy(ancestor.folder, copy);
    for (int number = from.lowest(); ; number++) {
      Segment open = from.open(number);
      if (open == null) {
        break;
      }
      try (Segment segment = open) {
        Tail reached = walk(segment, ancestor.limit);
        end = reached == null ? end : reached;
        long length = reached == null ? 0 : reached.position();
        copy(from.file(number), to.file(number), length);
        if (length < segment.position() || !segment.ended()) {
          break;
        }
      }
    }
    if (end == null || end.end() < ancestor.limit) {
      throw new LogException.Corrupt(
          Message.of(
              "%s ends at offset %d, but everything below %d is shared",
              ancestor.folder, end == null ? 0 : end.end(), ancestor.limit));
    }
    Folder.force(copy);
    try (TailFile tail = new TailFile(copy)) {
      tail.record(end, true);
    }
    Folder.force(copy);
  }

  /**
   * Goes through a segment, checking each document, and behind the last that is shared. Returns
   * where that ends; null if none is shared.
   */
  private static @Nullable Tail walk(Segment segment, long limit) {
    Tail reached = null;
    while (segment.advance()) {
      Document document = segment.document();
      if (document.end() > limit && document.first() >= limit) {
        break;
      }
      reached =
          new Tail(
              0, document.end(), segment.number, segment.position(), document.checksum(), true);
      if (document.end() > limit) {
        break;
      }
    }
    return reached;
  }

  /** Copies the first bytes of a segment and ends it. */
  private static void copy(Path from, Path to, long length) {
    try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ);
        FileChannel target =
            FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (long at = 0; at < length; ) {
        at += source.transferTo(at, length - at, target);
      }
      ByteBuffer mark =
          ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, Segment.END);
      target.write(mark, length);
      target.force(true);
    } catch (IOException e) {
      throw Folder.failed("copy " + from + " to", to, e);
    }
  }
}

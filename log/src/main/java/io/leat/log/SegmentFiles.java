package io.leat.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The segment files of a branch's folder: numbered from 0, {@code 000000000.cq4} and so on. */
record SegmentFiles(Path folder) {
  static final String SUFFIX = ".cq4";

  /** A segment set aside has this behind its name, and a number. */
  static final String ASIDE = ".aside-";

  private static final Pattern NAME = Pattern.compile("\\d{9}\\.cq4");

  Path file(int number) {
    return folder.resolve(String.format(Locale.ROOT, "%09d%s", number, SUFFIX));
  }

  boolean exists(int number) {
    return Files.exists(file(number));
  }

  /** Gives a segment another name, under which it is not part of the log any more. */
  void setAside(int number) {
    Folder.move(file(number), Folder.free(file(number) + ASIDE));
  }

  /** The number of the first segment that is kept: 0 unless leading ones were given up. */
  int lowest() {
    Retained retained = Retained.read(folder);
    return retained == null ? 0 : retained.segment();
  }

  /** The highest number there is; -1 if there is no segment. */
  int highest() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> NAME.matcher(name).matches())
          .mapToInt(name -> Integer.parseInt(name.substring(0, 9)))
          .max()
          .orElse(-1);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return -1;
    } catch (IOException e) {
      throw Folder.failed("list", folder, e);
    }
  }

  /**
   * Opens a segment; null if it is not there yet.
   *
   * @throws LogException.Corrupt if a later one is there
   */
  @Nullable Segment open(int number) {
    return isThere(number) ? new Segment(file(number), number) : null;
  }

  /**
   * Whether a segment is there.
   *
   * @throws LogException.Corrupt if it is not, but a later one is
   */
  boolean isThere(int number) {
    if (exists(number)) {
      return true;
    }
    checkNoneBehind(number);
    return exists(number);
  }

  /**
   * True if a segment that was read to its present end is closed, and another follows. One that
   * others follow ends with an end mark; only behind the recorded end may that be otherwise, until
   * a writer looks.
   *
   * @param highest the highest number that is known to be there
   * @throws LogException.Corrupt if the end mark or the next segment is missing
   */
  boolean goesOn(Segment at, int highest) {
    if (!at.ended()) {
      Tail tail = at.number < highest ? Tail.read(folder) : null;
      if (tail != null && tail.segment() > at.number) {
        throw new LogException.Corrupt(
            Message.of(
                "%s, byte %d: the segment ends here without an end mark, but segments up to %d were"
                    + " recorded as on the disk",
                file(at.number), at.position(), tail.segment()));
      }
      return false;
    }
    return isThere(at.number + 1);
  }

  /**
   * That a segment is not there is damage if a later one is. A writer in another process may make
   * both meanwhile, in order, or set both aside, last first: so what is behind is looked at before
   * the segment and after it.
   */
  private void checkNoneBehind(int number) {
    if (highest() > number && !exists(number) && highest() > number) {
      throw new LogException.Corrupt(file(number) + ": the segment is missing");
    }
  }
}

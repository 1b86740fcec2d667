package io.leat.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
}

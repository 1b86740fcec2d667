package io.leat.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a log does with folders and small files, so that it survives a loss of power. */
final class Folder {
  private Folder() {}

  /** Makes a folder that only its owner may enter, and those above it, unless they are there. */
  static void make(Path folder) {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      make(parent);
    }
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw failed("make folder", folder, e);
      }
    }
    if (parent != null) {
      force(parent);
    }
  }

  /** Forces the entries of a folder to the disk. */
  static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw failed("force folder", folder, e);
    }
  }

  /** Replaces a small file by another text, so that a reader sees the old one or the new one. */
  static void write(Path file, String text, boolean durable) {
    write(file, file.resolveSibling(file.getFileName() + ".new"), text, durable);
  }

  /** The same by way of a file {@code fresh} beside it, which nobody else uses at the time. */
  static void write(Path file, Path fresh, String text, boolean durable) {
    try {
      Files.writeString(fresh, text, StandardCharsets.UTF_8);
      if (durable) {
        forceFile(fresh);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failed("write", file, e);
    }
    if (durable) {
      force(above(file));
    }
  }

  /** The text of a small file; null if there is none. */
  static @Nullable String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw failed("read", file, e);
    }
  }

  /**
   * The number that a small file holds; 0 if it holds none, which a loss of power can do to one
   * that was not forced.
   *
   * @param numberMax what is above was not written by us
   */
  static long number(Path file, long numberMax) {
    String text = read(file);
    try {
      long number = text == null ? 0 : Long.parseLong(text.strip());
      return number < 0 || number > numberMax ? 0 : number;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  static void forceFile(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw failed("force", file, e);
    }
  }

  /** Gives a file or folder another name beside it, and waits until that is on the disk. */
  static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failed("rename", from, e);
    }
    force(above(from));
  }

  /** The first of {@code NAME1}, {@code NAME2} and so on that is not there. */
  static Path free(String name) {
    for (int i = 1; ; i++) {
      Path place = Path.of(name + i);
      if (!Files.exists(place)) {
        return place;
      }
    }
  }

  /** Deletes a folder and everything in it, unless it is not there. */
  static void deleteTree(Path folder) {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw failed("delete", folder, e);
    }
    force(above(folder));
  }

  /** Deletes the folders whose names begin so. */
  static void deleteAll(Path folder, String prefix) {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        if (entry.getFileName().toString().startsWith(prefix)) {
          deleteTree(entry);
        }
      }
    } catch (IOException e) {
      throw failed("list", folder, e);
    }
  }

  private static Path above(Path path) {
    return Objects.requireNonNull(path.toAbsolutePath().getParent());
  }

  static LogException.Unavailable failed(String what, Path path, IOException e) {
    return new LogException.Unavailable(Message.of("cannot %s %s: %s", what, path, e), e);
  }
}

package io.leat.log;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being written and has no name yet that anybody looks for. Deleted when it is
 * closed, unless it was moved away. Owned by one thread.
 *
 * <p>The system's lock on it tells a file that somebody writes from one that a dead process left
 * behind. Its name begins with the process's id, because a process that closes a file of its own
 * loses its lock.
 */
final class Incoming implements AutoCloseable {
  /** Where they lie, below the folder that they are to be moved into. */
  static final String FOLDER = ".incoming";

  private static final String SUFFIX = ".new";

  private final MessageDigest digest = Links.sha256();
  private final Path file;
  private final FileOutputStream stream;
  private long size;

  private Incoming(Path file, FileOutputStream stream) {
    this.file = file;
    this.stream = stream;
  }

  /** A new, empty file in {@code folder}, which must be there. */
  static Incoming in(Path folder) {
    while (true) {
      try {
        Path file = Files.createTempFile(folder, mine(), SUFFIX);
        FileOutputStream stream = locked(file);
        if (stream != null) {
          return new Incoming(file, stream);
        }
      } catch (IOException e) {
        throw Folder.failed("make a file in", folder, e);
      }
    }
  }

  /** Deletes what dead processes left behind. */
  static void sweep(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (!file.getFileName().toString().startsWith(mine())) {
          deleteUnlocked(file);
        }
      }
    } catch (IOException e) {
      throw Folder.failed("clear", folder, e);
    }
  }

  Path file() {
    return file;
  }

  /** Bytes written so far. */
  long size() {
    return size;
  }

  /** Adds the first {@code length} bytes of the array. */
  void write(byte[] bytes, int length) {
    try {
      stream.write(bytes, 0, length);
    } catch (IOException e) {
      throw Folder.failed("write", file, e);
    }
    digest.update(bytes, 0, length);
    size += length;
  }

  /** The name of what was written. Nothing may be written afterwards. */
  ObjectId id() {
    return ObjectId.of(digest.digest(), size);
  }

  /** Waits until everything written is on the disk. */
  void force() {
    try {
      stream.getFD().sync();
    } catch (IOException e) {
      throw Folder.failed("force", file, e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
      stream.close();
    } catch (IOException e) {
      throw Folder.failed("close", file, e);
    }
  }

  private static String mine() {
    return ProcessHandle.current().pid() + "-";
  }

  /** Null if a process that clears away came in between. */
  private static @Nullable FileOutputStream locked(Path file) throws IOException {
    FileOutputStream stream = new FileOutputStream(file.toFile(), true);
    if (stream.getChannel().tryLock() != null && Files.exists(file)) {
      return stream;
    }
    stream.close();
    return null;
  }

  private static void deleteUnlocked(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        Files.deleteIfExists(file);
      }
    } catch (OverlappingFileLockException | NoSuchFileException e) {
      return; // it is in use, or its writer has just moved it away
    }
  }
}

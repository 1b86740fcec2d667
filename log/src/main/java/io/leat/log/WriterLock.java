package io.leat.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The operating system's lock on a folder. The system drops it when the process ends, however that
 * happens, and not before: a paused holder holds it.
 *
 * <p>POSIX locks belong to the process, and closing any channel of the locked file gives the lock
 * up. So within this process the set below comes first, and nobody opens or closes a locked file
 * but under the monitor of this class. Who holds it is written to a file beside the locked one.
 */
final class WriterLock implements AutoCloseable {
  private static final Set<Path> HELD = new HashSet<>();

  /** How often to try again while other processes only look, and how long to rest in between. */
  private static final int LOOKS_MAX = 100;

  private static final long LOOK_NANOS = 100_000;

  private final Path file;
  private final FileChannel channel;
  private boolean closed;

  private WriterLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock {@code name} of a folder, which must be there.
   *
   * @param what what a message calls the thing that is locked
   * @throws LogException.Held if it is taken
   * @throws LogException.Unavailable if the file cannot be locked
   */
  static synchronized WriterLock take(Path folder, String name, String what) {
    Path file = real(folder).resolve(name);
    if (!HELD.add(file)) {
      throw taken(what, "this process");
    }
    FileChannel channel = null;
    boolean taken = false;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (locked(channel)) {
        Folder.write(pidFile(folder, name), ProcessHandle.current().pid() + "\n", false);
        taken = true;
        return new WriterLock(file, channel);
      }
    } catch (IOException | OverlappingFileLockException e) {
      throw new LogException.Unavailable(Message.of("cannot lock %s: %s", file, e), e);
    } finally {
      if (!taken) {
        giveUp(file, channel);
      }
    }
    throw taken(what, named(folder, name));
  }

  /** Takes the lock unless a writer has it. Who only looks shares it, and has gone in a moment. */
  private static boolean locked(FileChannel channel) throws IOException {
    for (int look = 0; look < LOOKS_MAX; look++) {
      if (channel.tryLock() != null) {
        return true;
      }
      try (FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true)) {
        if (shared == null) {
          return false;
        }
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return false;
  }

  /**
   * Who holds the lock {@code name} of a folder, such as {@code process 17}; null if nobody does.
   * Looks by taking a shared lock for a moment.
   */
  static synchronized @Nullable String holder(Path folder, String name) {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      return null;
    }
    if (HELD.contains(real(folder).resolve(name))) {
      return "this process";
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return lock == null ? named(folder, name) : null;
    } catch (IOException | OverlappingFileLockException e) {
      throw new LogException.Unavailable(Message.of("cannot look at %s: %s", file, e), e);
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      giveUp(file, channel);
    }
  }

  private static LogException.Held taken(String what, String holder) {
    return new LogException.Held(
        Message.of("%s is held by %s; try again when that has ended", what, holder));
  }

  private static String named(Path folder, String name) {
    String pid = Folder.read(pidFile(folder, name));
    return pid == null ? "another process" : "process " + pid.strip();
  }

  private static Path pidFile(Path folder, String name) {
    return folder.resolve(name + ".pid");
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw Folder.failed("enter", folder, e);
    }
  }

  private static synchronized void giveUp(Path file, @Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw Folder.failed("unlock", file, e);
    } finally {
      HELD.remove(file);
    }
  }
}

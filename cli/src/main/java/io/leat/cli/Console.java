package io.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a verb talks to: handed to each, so that a test can be the other side.
 *
 * @param in standard input
 * @param out standard output: data
 * @param messages standard error: everything else
 * @param folder in which the command was started
 * @param home of the installation; null where Leat runs out of no installation
 */
record Console(InputStream in, Output out, Messages messages, Path folder, @Nullable Path home) {

  /** The process's own streams, whatever encoding the machine prefers. */
  static Console ofProcess() {
    var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
    String home = System.getProperty("leat.home");
    return new Console(
        new FileInputStream(FileDescriptor.in),
        new Output(new FileOutputStream(FileDescriptor.out), terminal(1)),
        new Messages(err, terminal(2), System::nanoTime),
        Path.of("").toAbsolutePath(),
        home == null ? null : Path.of(home));
  }

  /** Whether a stream is a terminal; where the system does not tell, whether all are. */
  private static boolean terminal(int descriptor) {
    try {
      String file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty");
    } catch (IOException e) {
      return Objects.requireNonNull(System.console()).isTerminal();
    }
  }

  /** A file or folder as the command line names it: relative to where the command was started. */
  Path path(Path named) {
    return folder.resolve(named);
  }

  /**
   * A file or folder as a message names it: the shortest way from where the command was started.
   */
  Path seen(Path file) {
    Path relative = folder.relativize(file.normalize());
    return relative.getNameCount() < file.getNameCount() ? relative : file;
  }

  /** Who started the command, as the system calls them; null if it does not know. */
  static @Nullable String user() {
    String name = System.getProperty("user.name");
    return name == null || name.equals("?") ? null : name;
  }

  /** How a command is written that can be tried next. */
  static String command() {
    return Words.argument(System.getProperty("leat.command", "leat"));
  }
}

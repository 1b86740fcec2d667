package io.leat.cli;

import io.leat.engine.EngineStopped;
import io.leat.log.LogException;
import io.leat.nodes.value.Invalid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What becomes of an exception on the command line: an exit code, and lines on standard error, one
 * for each problem. The one place that decides it.
 */
record Failure(int exitCode, List<String> lines) {
  private static final String PREFIX = "leat: ";

  /**
   * A problem in a file begins with where it is, as compilers write it, so that editors jump there.
   */
  private static final Pattern PLACE =
      Pattern.compile("\\S[^:]*:[0-9]+:[0-9]+: .*", Pattern.DOTALL);

  static Failure of(Throwable thrown) {
    return switch (thrown) {
      case Output.Closed _ -> new Failure(ExitCode.DONE, List.of());
      case Invalid invalid -> failure(ExitCode.INVALID, invalid.problems());
      case LogException.Invalid invalid -> failure(ExitCode.INVALID, message(invalid));
      case LogException.Unavailable unavailable ->
          failure(ExitCode.UNAVAILABLE, message(unavailable));
      case LogException.Corrupt corrupt -> failure(ExitCode.CORRUPT, message(corrupt));
      case EngineStopped stopped -> failure(ExitCode.INTERNAL, message(stopped));
      case UncheckedIOException unchecked when unchecked.getCause() != null ->
          of(unchecked.getCause());
      case NoSuchFileException missing ->
          failure(ExitCode.INVALID, List.of("there is no file " + missing.getFile()));
      case AccessDeniedException denied ->
          failure(ExitCode.INVALID, List.of("no permission for " + denied.getFile()));
      case NotDirectoryException file ->
          failure(ExitCode.INVALID, List.of(file.getFile() + " is not a folder"));
      case FileSystemException failed ->
          failure(ExitCode.UNAVAILABLE, List.of(failed.getFile() + ": " + failed.getReason()));
      case IOException failed -> failure(ExitCode.UNAVAILABLE, message(failed));
      case OutOfMemoryError error ->
          failure(
              ExitCode.INTERNAL,
              List.of(
                  "out of memory (" + error.getMessage() + "); LEAT_JAVA_OPTS=-Xmx4g gives more"));
      // The JVM keeps one error for when there is no room for another. Where it is thrown a second
      // time, on the way out, the language complains that it suppresses itself.
      case IllegalArgumentException twice when twice.getCause() instanceof OutOfMemoryError error ->
          of(error);
      default ->
          failure(
              ExitCode.INTERNAL,
              List.of("internal error: " + thrown + "; please report it with what -vv prints"));
    };
  }

  /** The chain of what caused an exception, nearest first, for those who ask with {@code -v}. */
  static List<String> causes(Throwable thrown) {
    var causes = new ArrayList<String>();
    for (Throwable at = thrown.getCause(); at != null && causes.size() < 20; at = at.getCause()) {
      causes.add(PREFIX + "caused by " + at);
    }
    return causes;
  }

  private static List<String> message(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? List.of(thrown.toString()) : message.lines().toList();
  }

  private static Failure failure(int exitCode, List<String> problems) {
    return new Failure(
        exitCode, problems.stream().map(p -> PLACE.matcher(p).matches() ? p : PREFIX + p).toList());
  }
}

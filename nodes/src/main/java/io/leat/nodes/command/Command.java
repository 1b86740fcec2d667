package io.leat.nodes.command;

import io.leat.nodes.Body;
import io.leat.nodes.Node;
import io.leat.nodes.Runner;
import io.leat.nodes.value.CodeDigest;
import io.leat.nodes.value.Durations;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Show;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program that is kept running and answers each invocation, a JSON object on one line of its
 * standard input, with one line on its standard output.
 *
 * @param command the program and its arguments, at least one; no shell reads them
 * @param files scripts whose contents count for the identity of the code, relative to the folder in
 *     which the command runs
 * @param timeout how long one invocation may take, more than zero, at most {@link Durations#MAX}
 * @param jobs how many such processes run at once, 1 to 1 000
 */
public record Command(List<String> command, List<String> files, Duration timeout, int jobs)
    implements Body {

  /** How long an invocation may take if nothing else is said. */
  public static final Duration TIMEOUT = Duration.ofSeconds(60);

  /**
   * A command as declared.
   *
   * @throws Invalid with all that is out of bounds
   */
  public Command {
    command = List.copyOf(command);
    files = List.copyOf(files);
    var problems = new ArrayList<String>();
    if (command.isEmpty() || command.getFirst().isEmpty()) {
      problems.add("the command is empty; name a program");
    }
    if (command.stream().anyMatch(argument -> argument.indexOf('\0') >= 0)) {
      problems.add("the command holds a NUL character, which no program can be given");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      problems.add("the timeout " + Durations.text(timeout) + " must be more than zero");
    }
    if (timeout.compareTo(Durations.MAX) > 0) {
      problems.add("the timeout is longer than " + Durations.text(Durations.MAX));
    }
    if (jobs < 1 || jobs > JOBS_MAX) {
      problems.add("jobs must be 1 to " + JOBS_MAX + ", not " + jobs);
    }
    if (!problems.isEmpty()) {
      throw new Invalid(problems);
    }
  }

  /** One process, a minute for each invocation, no files. */
  public static Command worker(String... command) {
    return new Command(List.of(command), List.of(), TIMEOUT, 1);
  }

  /**
   * The same command with scripts whose contents count for its identity, relative to the workspace.
   */
  public Command files(String... files) {
    return new Command(command, List.of(files), timeout, jobs);
  }

  /** The same command with another time for one invocation, more than zero. */
  public Command timeout(Duration timeout) {
    return new Command(command, files, timeout, jobs);
  }

  /** The same command in several processes, 1 to 1 000. */
  @Override
  public Command jobs(int jobs) {
    return new Command(command, files, timeout, jobs);
  }

  @Override
  public boolean beside() {
    return true;
  }

  @Override
  public Runner open(Node node, Path workspace) {
    return new WorkerRunner(node, this, workspace);
  }

  /** Digest of the command line and the contents of its files. */
  @Override
  public String identity(Path workspace) {
    List<byte[]> parts = new ArrayList<>();
    command.forEach(argument -> parts.add(utf8(argument)));
    parts.add(utf8("files"));
    var problems = new ArrayList<String>();
    for (String file : files) {
      parts.add(utf8(file));
      try {
        parts.add(Files.readAllBytes(workspace.resolve(file)));
      } catch (IOException | IllegalArgumentException e) {
        problems.add(unreadable(file, workspace));
      }
    }
    if (!problems.isEmpty()) {
      throw new Invalid(problems);
    }
    return CodeDigest.of(parts);
  }

  private static String unreadable(String file, Path folder) {
    return "file " + Show.quoted(file) + " cannot be read; is it in " + folder + "?";
  }

  /**
   * What this machine lacks to run it, each as a sentence: its program, looked for as the operating
   * system does, then its files. Empty if it lacks nothing.
   *
   * @param folder in which the command runs
   */
  public List<String> missing(Path folder) {
    var missing = new ArrayList<String>();
    String program = missingProgram(folder);
    if (program != null) {
      missing.add(program);
    }
    for (String file : files) {
      String problem = missingFile(file, folder);
      if (problem != null) {
        missing.add(problem);
      }
    }
    return missing;
  }

  /** The program as part of {@link #missing}; null if it is there. */
  public @Nullable String missingProgram(Path folder) {
    return Programs.missing(command.getFirst(), folder);
  }

  /** A file as part of {@link #missing}; null if it is there. */
  public static @Nullable String missingFile(String file, Path folder) {
    try {
      return Files.isReadable(folder.resolve(file)) && !Files.isDirectory(folder.resolve(file))
          ? null
          : unreadable(file, folder);
    } catch (InvalidPathException e) {
      return unreadable(file, folder);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

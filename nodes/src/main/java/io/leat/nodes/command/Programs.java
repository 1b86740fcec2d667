package io.leat.nodes.command;

import io.leat.nodes.value.Nearest;
import io.leat.nodes.value.Show;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Programs of this machine, found as the operating system finds them: by path, or on the PATH. */
final class Programs {

  private Programs() {}

  /** Why a program cannot be run, as a sentence; null if it can. */
  static @Nullable String missing(String program, Path folder) {
    if (program.contains("/") || program.contains(File.separator)) {
      Path file = folder.resolve(program);
      if (!Files.isRegularFile(file)) {
        return "there is no program " + Show.quoted(program) + " in " + folder;
      }
      return Files.isExecutable(file)
          ? null
          : "program " + Show.quoted(program) + " is not executable; chmod +x makes it so";
    }
    List<Path> folders = path();
    for (Path at : folders) {
      Path file = at.resolve(program);
      if (Files.isRegularFile(file) && Files.isExecutable(file)) {
        return null;
      }
    }
    return "program "
        + Show.quoted(program)
        + " is not on the PATH"
        + Nearest.didYouMean(program, names(folders));
  }

  private static List<Path> path() {
    String path = System.getenv("PATH");
    List<Path> folders = new ArrayList<>();
    for (String folder : path == null ? new String[0] : path.split(File.pathSeparator, -1)) {
      folders.add(Path.of(folder.isEmpty() ? "." : folder));
    }
    return folders;
  }

  private static Set<String> names(List<Path> folders) {
    Set<String> names = new HashSet<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.list(folder)) {
        files.forEach(file -> names.add(String.valueOf(file.getFileName())));
      } catch (IOException e) {
        // Not every entry of a PATH is there; the hint is as good as what is.
      }
    }
    return names;
  }
}

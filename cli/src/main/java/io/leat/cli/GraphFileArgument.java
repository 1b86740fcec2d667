package io.leat.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which graph file a verb is about: one that is named, or that of the workspace. */
final class GraphFileArgument {
  @Mixin private final WorkspaceOptions where = new WorkspaceOptions();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "The graph file. Default: the workspace's leat.yaml.")
  private @Nullable Path file;

  /** The file, relative to the folder of {@code -C} if it is named. */
  Path file(Console console) {
    return file == null
        ? where.workspace(console).graphFile()
        : where.folder(console).resolve(file);
  }
}

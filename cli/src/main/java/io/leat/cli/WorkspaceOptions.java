package io.leat.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which workspace a verb works on. */
final class WorkspaceOptions {

  @Option(
      names = "-C",
      paramLabel = "DIR",
      description = "The workspace. Default: here, or the nearest parent that has a leat.yaml.")
  private @Nullable Path folder;

  /**
   * The workspace.
   *
   * @throws io.leat.nodes.value.Invalid if there is none
   */
  Workspace workspace(Console console) {
    return Workspace.find(console, folder);
  }

  /** How a command on the same workspace is written that can be tried next. */
  String command() {
    return Console.command() + (folder == null ? "" : " -C " + Words.argument(folder.toString()));
  }

  /** The folder that was named; where the command was started if none was. */
  Path folder(Console console) {
    return folder == null ? console.folder() : console.path(folder);
  }
}

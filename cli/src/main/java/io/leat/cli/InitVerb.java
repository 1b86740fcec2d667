package io.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.nodes.Invalid;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code leat init}: a workspace with a first graph. */
@Command(
    name = "init",
    description = "Make a workspace with a first graph.",
    footerHeading = "%n",
    footer = {
      "Writes leat.yaml and the script of its one node, in Python where python3 is found and for",
      "sh where not. Overwrites nothing."
    })
final class InitVerb implements Callable<Integer> {
  private final Console console;
  @Mixin private final CommonOptions common = new CommonOptions();

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "The folder, made if it is not there. Default: here.")
  private @Nullable Path named;

  InitVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Path folder = named == null ? console.folder() : console.path(named);
    boolean python = Programs.find("python3") != null;
    String interpreter = python ? "python3" : "sh";
    String script = python ? "judge.py" : "judge.sh";
    refuseToOverwrite(folder.resolve(Workspace.GRAPH_FILE));
    refuseToOverwrite(folder.resolve(script));

    Files.createDirectories(folder);
    write(folder.resolve(script), resource(script));
    String graph =
        resource(Workspace.GRAPH_FILE)
            .replace("INTERPRETER", interpreter)
            .replace("SCRIPT", script);
    write(folder.resolve(Workspace.GRAPH_FILE), graph);

    String at = named == null ? "" : " -C " + named;
    Messages messages = console.messages();
    messages.say("leat: made leat.yaml and " + script + " in " + folder.normalize());
    messages.say(
        "leat: the node needs " + interpreter + (python ? "" : ", sed and awk") + "; to try it:");
    messages.say("  " + Console.command() + at + " append reading/kitchen 31.5");
    messages.say("  " + Console.command() + at + " run --until-settled");
    messages.say("  " + Console.command() + at + " get verdict/kitchen");
    return ExitCode.DONE;
  }

  private static void refuseToOverwrite(Path file) {
    if (Files.exists(file)) {
      throw new Invalid(file.normalize() + " is there already; init overwrites nothing");
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream resource = InitVerb.class.getResourceAsStream("first/" + name)) {
      if (resource == null) {
        throw new IllegalStateException("this build has no resource first/" + name);
      }
      return new String(resource.readAllBytes(), UTF_8);
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
  }
}

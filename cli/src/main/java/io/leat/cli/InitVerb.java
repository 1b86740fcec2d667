package io.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.nodes.value.Invalid;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "The folder, made if it is not there. Default: here.")
  private @Nullable Path named;

  InitVerb(Console console) {
    this.console = console;
  }

  /** What the first node is written in. */
  enum Language {
    PYTHON("python3", "judge.py", "python3"),
    SHELL("sh", "judge.sh", "sh, sed and awk");

    private final String interpreter;
    private final String script;
    private final String needs;

    Language(String interpreter, String script, String needs) {
      this.interpreter = interpreter;
      this.script = script;
      this.needs = needs;
    }
  }

  @Override
  public Integer call() throws IOException {
    Path folder = named == null ? console.folder() : console.path(named);
    Language language = Programs.find("python3") == null ? Language.SHELL : Language.PYTHON;
    write(folder, language);

    Messages messages = console.messages();
    String where = folder.normalize().toString();
    messages.say("leat: made leat.yaml and " + language.script + " in " + where);
    messages.say("leat: the node needs " + language.needs + "; to try it:");
    String leat =
        "  " + Console.command() + (named == null ? "" : " -C " + Words.argument(named.toString()));
    messages.say(leat + " append reading/kitchen 31.5");
    messages.say(leat + " run --until-settled");
    messages.say(leat + " get verdict/kitchen");
    return ExitCode.DONE;
  }

  /**
   * Writes the graph file and the script that it names.
   *
   * @throws Invalid if one of them is there; nothing was written
   */
  static void write(Path folder, Language language) throws IOException {
    Path graph = folder.resolve(Workspace.GRAPH_FILE);
    Path script = folder.resolve(language.script);
    refuseToOverwrite(graph);
    refuseToOverwrite(script);
    Files.createDirectories(folder);
    write(script, resource(language.script));
    write(
        graph,
        resource(Workspace.GRAPH_FILE)
            .replace("INTERPRETER", language.interpreter)
            .replace("SCRIPT", language.script));
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

package io.leat.nodes.file;

import io.leat.nodes.Code;
import io.leat.nodes.Described;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Kind;
import io.leat.nodes.Mode;
import io.leat.nodes.Node.OnFailure;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.command.Command;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the nodes of a graph file into a builder. Used once. */
final class FileNodes {
  private static final List<String> NODE_KEYS =
      List.of(
          "inputs",
          "options",
          "outputs",
          "own",
          "context",
          "kind",
          "version",
          "memo",
          "run",
          "retry",
          "on-failure");
  private static final List<String> RUN_KEYS =
      List.of("command", "mode", "files", "timeout", "jobs", "java");
  private static final List<String> JAVA_KEYS = List.of("java", "jobs");

  private final GraphBuilder graph;
  private final FileTypes types;
  private final FilePlaces places;
  private final FileClasses classes;
  private final Path folder;
  private final boolean check;

  /**
   * What the file says is read in.
   *
   * @param folder of the file
   * @param check whether the programs of commands are looked for
   */
  record Surroundings(FilePlaces places, FileClasses classes, Path folder, boolean check) {}

  FileNodes(GraphBuilder graph, FileTypes types, Surroundings surroundings) {
    this.graph = graph;
    this.types = types;
    this.places = surroundings.places;
    this.classes = surroundings.classes;
    this.folder = surroundings.folder;
    this.check = surroundings.check;
  }

  void read(String name, FileSection fields) {
    fields.only(NODE_KEYS, List.of());
    NodeBuilder node = graph.node(name);
    FileSection inputs = fields.section("inputs");
    inputs.keys().forEach(input -> input(node, input, inputs));
    FileSection options = fields.section("options");
    options.keys().forEach(option -> option(node, option, options.section(option)));
    FileSection outputs = fields.section("outputs");
    for (String output : outputs.keys()) {
      String topic = outputs.text(output);
      if (topic != null) {
        node.output(output, topic);
      }
    }
    if (fields.flag("own", false)) {
      node.own();
    }
    if (fields.flag("context", false)) {
      node.context();
    }
    String kind = fields.word("kind", List.of("pure", "recorded", "effect"), List.of());
    node.kind(Kind.valueOf(kind.toUpperCase(Locale.ROOT)));
    if (fields.flag("memo", false)) {
      fields.problem("memo", "'memo: true' is not built in this version yet; leave it out");
    }
    String version = fields.text("version");
    if (version != null) {
      node.version(version);
    }
    String onFailure = fields.word("on-failure", List.of("skip", "stop"), List.of());
    node.onFailure(OnFailure.valueOf(onFailure.toUpperCase(Locale.ROOT)));
    run(node, fields);
    FileSection retry = fields.section("retry").only(List.of("attempts", "backoff"), List.of());
    node.retry(retry.count("attempts", 1), retry.duration("backoff", Duration.ZERO));
  }

  private void input(NodeBuilder node, String name, FileSection inputs) {
    Yaml value = inputs.find(name);
    if (value instanceof Yaml.Scalar) {
      String topic = inputs.text(name);
      if (topic != null) {
        node.input(name, topic);
      }
      return;
    }
    FileSection fields =
        inputs.section(name).only(List.of("topic", "trigger", "required"), List.of());
    String topic = fields.text("topic");
    if (topic == null) {
      if (!fields.has("topic")) {
        fields.problem("topic", "has no topic; say topic: NAME");
      }
      return;
    }
    Yaml at = fields.find("topic");
    if (at != null) {
      places.put(at.place(), inputs.path(name));
    }
    var modes = new ArrayList<Mode>();
    if (!fields.flag("trigger", true)) {
      modes.add(Mode.LOOKUP);
    }
    if (fields.flag("required", false)) {
      modes.add(Mode.REQUIRED);
    }
    node.input(name, topic, modes.toArray(new Mode[0]));
  }

  private void option(NodeBuilder node, String name, FileSection fields) {
    fields.only(List.of("type", "default", "trigger"), List.of());
    Yaml fallback = fields.find("default");
    if (fallback != null) {
      places.put(fallback.place(), fields.path());
    }
    node.option(
        name,
        types.type(fields, "type"),
        fallback == null ? (Value) null : Value.of(fallback.json()),
        fields.flag("trigger", true));
  }

  private void run(NodeBuilder node, FileSection fields) {
    if (!fields.has("run")) {
      return;
    }
    FileSection run = fields.section("run").only(RUN_KEYS, List.of());
    if (run.has("java") == run.has("command")) {
      run.problem(
          "",
          "a node runs either a command or a Java class; say command: [PROGRAM, …] or java: CLASS");
      node.run(Described.BODY, folder);
    } else if (run.has("java")) {
      runJava(node, run);
    } else {
      runCommand(node, run);
    }
  }

  private void runJava(NodeBuilder node, FileSection run) {
    for (String key : run.keys()) {
      if (RUN_KEYS.contains(key) && !JAVA_KEYS.contains(key)) {
        run.problem(key, "'" + key + "' is for commands; a Java class runs in this process");
      }
    }
    Code code = null;
    String name = run.text("java");
    try {
      code = name == null ? null : classes.code(name);
    } catch (Invalid e) {
      run.problem("java", e.problems().getFirst());
    }
    if (code == null) {
      node.run(Described.BODY, folder);
    } else if (run.has("jobs")) {
      node.beside(run.count("jobs", 1), code);
    } else {
      node.run(code);
    }
  }

  private void runCommand(NodeBuilder node, FileSection run) {
    if (!run.has("mode")) {
      run.problem("", "has no mode; say mode: worker");
    }
    run.word("mode", List.of("worker"), List.of("process"));
    node.run(Described.BODY, folder);
    List<String> command = run.texts("command");
    List<String> files = run.texts("files");
    Duration timeout = run.duration("timeout", Command.TIMEOUT);
    int jobs = run.count("jobs", 1);
    if (!(run.find("command") instanceof Yaml.Items)) {
      return;
    }
    try {
      var declared = new Command(command, files, timeout, jobs);
      node.run(declared, folder);
      String missing = check ? declared.missing(folder) : null;
      if (missing != null) {
        run.problem("command", missing);
      }
    } catch (Invalid e) {
      e.problems().forEach(problem -> run.problem(about(problem), problem));
    }
  }

  /** The key that a problem of a command is about. */
  private static String about(String problem) {
    if (problem.startsWith("jobs")) {
      return "jobs";
    }
    return problem.startsWith("the timeout") ? "timeout" : "command";
  }
}

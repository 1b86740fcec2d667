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
import org.jspecify.annotations.Nullable;

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
  private static final List<String> JAVA_KEYS = List.of("java", "jobs", "timeout");

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
      runCommand(node, run, fields.has("version"));
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
    int jobs = run.count("jobs", 1);
    Duration timeout = run.duration("timeout", Command.TIMEOUT);
    if (code == null) {
      node.run(Described.BODY, folder);
      return;
    }
    if (run.has("timeout")) {
      node.timeout(timeout);
    }
    if (run.has("jobs")) {
      node.beside(jobs, code);
    } else {
      node.run(code);
    }
  }

  /**
   * @param versioned whether the identity of its code is a version, so that its files are not read
   */
  private void runCommand(NodeBuilder node, FileSection run, boolean versioned) {
    if (!run.has("mode")) {
      run.problem("", "has no mode; say mode: worker");
    }
    run.word("mode", List.of("worker"), List.of("process"));
    node.run(Described.BODY, folder);
    List<String> command = run.texts("command");
    List<String> files = run.texts("files");
    Duration timeout = run.duration("timeout", Command.TIMEOUT);
    int jobs = run.count("jobs", 1);
    boolean readable = true;
    for (int i = 0; i < files.size(); i++) {
      String missing = check || !versioned ? Command.missingFile(files.get(i), folder) : null;
      if (missing != null) {
        run.problem("files", i, missing);
        readable = false;
      }
    }
    if (!(run.find("command") instanceof Yaml.Items)) {
      return;
    }
    Command declared = command(run, command, files, timeout, jobs);
    if (declared == null) {
      return;
    }
    if (readable) {
      node.run(declared, folder);
    }
    String missing = check ? declared.missingProgram(folder) : null;
    if (missing != null) {
      run.problem("command", missing);
    }
  }

  /** The command as declared, with bounds of its own where those declared are refused. */
  private static @Nullable Command command(
      FileSection run, List<String> command, List<String> files, Duration timeout, int jobs) {
    try {
      return new Command(command, files, timeout, jobs);
    } catch (Invalid e) {
      e.problems().forEach(problem -> run.problem(about(problem), problem));
    }
    try {
      return Command.worker(command.toArray(new String[0])).files(files.toArray(new String[0]));
    } catch (Invalid e) {
      return null;
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

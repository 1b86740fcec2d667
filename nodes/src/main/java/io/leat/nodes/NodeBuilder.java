package io.leat.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.nodes.Node.OnFailure;
import io.leat.nodes.value.CodeDigest;
import io.leat.nodes.value.Durations;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Names;
import io.leat.nodes.value.Pattern;
import io.leat.nodes.value.Show;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Utf8;
import io.leat.nodes.value.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Declares one node. Inputs, options and outputs are read in the order declared; what is returned
 * for each is the handle by which the node's code reads and publishes it. For one thread.
 */
public final class NodeBuilder {
  private static final int VERSION_CHARS_MAX = 200;
  private static final int ATTEMPTS_MAX = 100;

  private final GraphBuilder graph;
  private final Problems problems;
  private final String name;
  private final List<Input<?>> inputs = new ArrayList<>();
  private final List<Output<?>> outputs = new ArrayList<>();
  private final List<Option<?>> options = new ArrayList<>();
  private final Set<String> read = new HashSet<>();
  private boolean own;
  private boolean context;
  private Kind kind = Kind.PURE;
  private @Nullable String version;
  private List<Class<?>> written = List.of();
  private @Nullable String code;
  private @Nullable Body body;
  private int attempts = 1;
  private Duration backoff = Duration.ZERO;
  private @Nullable Duration timeout;
  private OnFailure onFailure = OnFailure.SKIP;

  NodeBuilder(GraphBuilder graph, String name) {
    this.graph = graph;
    this.problems = graph.problems();
    this.name = name;
    checkWord("node", name, "nodes", name);
  }

  /** As another graph has it. */
  NodeBuilder(GraphBuilder graph, Node node) {
    this(graph, node.name());
    inputs.addAll(node.inputs());
    outputs.addAll(node.outputs());
    options.addAll(node.options());
    own = node.own();
    context = node.context();
    kind = node.kind();
    code = node.code();
    body = node.body();
    timeout = node.body() instanceof InProcess here ? here.timeout() : null;
    attempts = node.attempts();
    backoff = node.backoff();
    onFailure = node.onFailure();
  }

  /** Subscribes to a topic; to a family at this node's binding. */
  public <T> Input<T> input(String name, Topic<T> topic, Mode... modes) {
    return add(name, topic.pattern(), topic.type(), modes);
  }

  /** Subscribes to some topics of a family, or to all: {@code quake/*}, {@code quake/{other}}. */
  public <T> Input<T> input(String name, Topic<T> topic, String pattern, Mode... modes) {
    return input(name, pattern, topic.type(), modes);
  }

  /** Subscribes to topics whose values are of a type or one that descends from it. */
  public <T> Input<T> input(String name, String pattern, Type<T> type, Mode... modes) {
    return add(name, graph.pattern(pattern, path("inputs", name)), type, modes);
  }

  /** Subscribes to topics of whatever type they are; the code sees JSON. */
  public Input<JsonNode> input(String name, String pattern, Mode... modes) {
    return input(name, pattern, Type.UNTYPED, modes);
  }

  private <T> Input<T> add(String name, Pattern pattern, Type<T> type, Mode... modes) {
    checkRead("input", name, "inputs");
    List<Mode> said = Arrays.asList(modes);
    var input =
        new Input<>(
            inputs.size(),
            name,
            pattern,
            type,
            !said.contains(Mode.LOOKUP),
            said.contains(Mode.REQUIRED));
    inputs.add(input);
    return input;
  }

  /** Publishes to a topic. */
  public <T> Output<T> output(String name, Topic<T> topic) {
    return add(name, topic.pattern(), topic.type());
  }

  /** Publishes values of a type; declares the topic unless it is declared. */
  public <T> Output<T> output(String name, String pattern, Type<T> type) {
    return add(name, graph.pattern(pattern, path("outputs", name)), type);
  }

  /** Publishes JSON, of the topic's type if it is declared. */
  public Output<JsonNode> output(String name, String pattern) {
    return output(name, pattern, Type.UNTYPED);
  }

  private <T> Output<T> add(String name, Pattern pattern, Type<T> type) {
    checkWord("output", name, path("outputs", name));
    if (outputs.stream().anyMatch(output -> output.name().equals(name))) {
      problems.add(
          "the name is given twice; give each output a name of its own", path("outputs", name));
    }
    var output = new Output<>(outputs.size(), name, pattern, type);
    outputs.add(output);
    return output;
  }

  /**
   * A setting with a default, which is part of the graph. {@link Mode#LOOKUP}: setting it invokes
   * nothing.
   */
  public <T> Option<T> option(String name, Type<T> type, T fallback, Mode... modes) {
    try {
      return option(
          name, type, Value.of(type, fallback), !Arrays.asList(modes).contains(Mode.LOOKUP));
    } catch (Invalid e) {
      problems.add(e, path("options", name));
      return option(name, type, (Value) null, true);
    }
  }

  /** A setting without a default: it must be set before anything runs. */
  public <T> Option<T> option(String name, Type<T> type, Mode... modes) {
    return option(name, type, (Value) null, !Arrays.asList(modes).contains(Mode.LOOKUP));
  }

  /**
   * A setting whose default is a value, or that has none.
   *
   * @param fallback the default; null if the option must be set before anything runs
   * @param trigger whether setting it invokes the node
   */
  public <T> Option<T> option(
      String name, Type<T> type, @Nullable Value fallback, boolean trigger) {
    checkRead("option", name, "options");
    String refusal = fallback == null ? null : type.refusal(fallback);
    if (fallback != null && refusal != null) {
      problems.add("the default " + Show.value(fallback) + " " + refusal, path("options", name));
    }
    var option = new Option<>(options.size(), name, type, fallback, trigger);
    options.add(option);
    return option;
  }

  /** It is handed its own last product of each output at the binding: for folds and counters. */
  public NodeBuilder own() {
    own = true;
    return this;
  }

  /** It is handed the name of the input or option that triggered it. */
  public NodeBuilder context() {
    context = true;
    return this;
  }

  /**
   * What its invocations are; {@code PURE} if not said. Of another kind, code of this process runs
   * beside the engine's thread.
   */
  public NodeBuilder kind(Kind kind) {
    this.kind = kind;
    return this;
  }

  /** What counts as the same code. Without it, a digest of the code does. */
  public NodeBuilder version(String version) {
    if (version.isBlank() || version.length() > VERSION_CHARS_MAX) {
      problems.add(
          "the version "
              + Show.quoted(version)
              + " must have 1 to "
              + VERSION_CHARS_MAX
              + " characters",
          "nodes",
          name,
          "version");
    }
    this.version = version;
    return this;
  }

  /**
   * Where the code is written, if not in the class of what {@link #run} is given: the digest is one
   * over these classes. To be said before {@code run}.
   */
  public NodeBuilder writtenIn(Class<?>... classes) {
    written = List.of(classes);
    return this;
  }

  /** What a failed invocation does to the run; {@code SKIP} if not said. */
  public NodeBuilder onFailure(OnFailure onFailure) {
    this.onFailure = onFailure;
    return this;
  }

  /** Runs on the engine's thread: for code that computes and does not wait. */
  public NodeBuilder run(Code code) {
    return body(InProcess.here(code), Path.of(""), "run");
  }

  /**
   * Runs beside the engine's thread, up to {@code jobs} invocations at once: for code that waits.
   */
  public NodeBuilder beside(int jobs, Code code) {
    if (jobs < 1) {
      problems.add("jobs must be at least 1, not " + jobs, "nodes", name, "run", "jobs");
    }
    return body(new InProcess(code, true, Math.max(1, jobs), null), Path.of(""), "run");
  }

  /**
   * Runs whatever {@code body} runs: a command, say.
   *
   * @param workspace the folder in which commands run: their files are read there, to tell one code
   *     from another
   */
  public NodeBuilder run(Body body, Path workspace) {
    return body(body, workspace, "run", "files");
  }

  private NodeBuilder body(Body body, Path workspace, String... part) {
    String identity = "";
    try {
      identity = version == null ? digest(body, workspace) : "";
    } catch (Invalid e) {
      problems.add(e, path(part));
    }
    return body(body, identity);
  }

  private String digest(Body body, Path workspace) {
    return written.isEmpty() ? body.identity(workspace) : CodeDigest.ofAll(written);
  }

  /**
   * Runs whatever {@code body} runs; {@code identity} is that of its code, unless there is a
   * version.
   */
  NodeBuilder body(Body body, String identity) {
    this.body = body;
    this.code = identity;
    return this;
  }

  /**
   * How often an invocation is tried, and how long it waits between two tries. For commands, and
   * for nodes that are recorded or effects.
   */
  public NodeBuilder retry(int attempts, Duration backoff) {
    if (attempts < 1 || attempts > ATTEMPTS_MAX) {
      problems.add(
          "attempts must be 1 to " + ATTEMPTS_MAX + ", not " + attempts,
          "nodes",
          name,
          "retry",
          "attempts");
    }
    if (backoff.isNegative()) {
      problems.add("the backoff " + backoff + " is negative", "nodes", name, "retry", "backoff");
    }
    if (backoff.compareTo(Durations.MAX) > 0) {
      problems.add(
          "the backoff is longer than " + Durations.text(Durations.MAX),
          "nodes",
          name,
          "retry",
          "backoff");
    }
    this.attempts = attempts;
    this.backoff = backoff;
    return this;
  }

  /**
   * How long an invocation may take before it counts as failed; without it, for ever. For code of
   * this process that runs beside. Its thread is interrupted, and whatever it says later is
   * dropped.
   */
  public NodeBuilder timeout(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      problems.add(
          "the timeout " + Durations.text(timeout) + " must be more than zero",
          path("run", "timeout"));
    }
    if (timeout.compareTo(Durations.MAX) > 0) {
      problems.add(
          "the timeout is longer than "
              + Durations.text(Durations.MAX)
              + "; leave it out to wait for ever",
          path("run", "timeout"));
    }
    this.timeout = timeout;
    return this;
  }

  /** The node as declared, its types not yet resolved. */
  Node draft() {
    Body runs = body;
    if (runs == null) {
      problems.add("does nothing; say what it runs", "nodes", name);
      runs = Described.BODY;
    }
    if (runs instanceof InProcess && kind == Kind.PURE && attempts > 1) {
      problems.add(
          "is tried once; only commands, and nodes that are recorded or effects, are tried again",
          "nodes",
          name,
          "retry");
    }
    if (runs instanceof InProcess here && (kind != Kind.PURE || here.beside())) {
      runs = here.beside(timeout);
    } else if (timeout != null) {
      problems.add(
          runs instanceof InProcess
              ? "has a timeout, but runs on the engine's thread, which nobody can interrupt;"
                  + " let it run beside (jobs: 1, @Node(beside = 1))"
              : "has a timeout, but what runs it has one of its own; say it there",
          path("run", "timeout"));
    }
    var variables = new TreeSet<>(Utf8.ORDER);
    inputs.forEach(input -> variables.addAll(input.pattern().variables()));
    return new Node(
        name,
        List.copyOf(inputs),
        List.copyOf(outputs),
        List.copyOf(options),
        List.copyOf(variables),
        own,
        context,
        kind,
        version != null ? version : code != null ? code : "",
        runs,
        attempts,
        backoff,
        onFailure);
  }

  private void checkRead(String noun, String read, String section) {
    checkWord(noun, read, path(section, read));
    if (!this.read.add(read)) {
      problems.add(
          "the name is given twice; inputs and options share their names", path(section, read));
    }
  }

  private void checkWord(String noun, String word, String... path) {
    String problem = Names.wordProblem(word);
    if (problem != null) {
      problems.add("the name of the " + noun + " " + problem, path);
    }
  }

  private String[] path(String... part) {
    return Stream.concat(Stream.of("nodes", name), Stream.of(part)).toArray(String[]::new);
  }
}

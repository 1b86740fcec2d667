package io.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.engine.Guard;
import io.leat.engine.Leat;
import io.leat.engine.Root;
import io.leat.log.Durability;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code leat append}: values from outside. */
@Command(
    name = "append",
    description = "Append one value to a topic, or many as one atomic batch.",
    footerHeading = "%n",
    footer = {
      "Prints where the events are: 'appended 1 event at offset 17'; with -o jsonl an object",
      "{\"offset\":17,\"count\":1} for each batch. Works while another process runs the engine.",
      "",
      "  leat append reading/kitchen 31.5",
      "  leat append reading/kitchen 31.5 --wait            and print what comes of it",
      "  leat append judge.limit 28                         an option is set like any topic",
      "  leat append order/17 @order.json",
      "  leat append photo/17 --raw @photo.jpg",
      "  leat append --format jsonl 'quake/{id}' @quakes.jsonl",
      "  leat append --format jsonl 'order/{id}' --bind id=orderNumber - < orders.jsonl",
      "  leat append --format csv 'airport/{iata}' @airports.csv --batch 1000 --key airports-1",
      "  leat append order/17 @order.json --key 2fd4e1c6         safe to repeat until it says"
          + " where",
      "  leat append stock/17 40 --expect-offset 1204            refused if somebody came first"
    })
final class AppendVerb implements Callable<Integer> {

  /** How the input is divided into values. */
  enum Input {
    /** It is one value. */
    VALUE,
    /** Each line is one. */
    JSONL,
    /** The first line names the fields, each other one is an object. */
    CSV
  }

  private final Console console;
  @Mixin private final WorkspaceOptions where = new WorkspaceOptions();
  @Mixin private final BranchOption branch = new BranchOption();
  @Mixin private final FormatOption format = new FormatOption();
  @Mixin private final WaitOption wait = new WaitOption();
  @Mixin private final GuardOptions guards = new GuardOptions();

  @Parameters(
      index = "0",
      paramLabel = "TOPIC",
      description =
          "A topic, an option (node.option), or a pattern such as order/{id}, which takes"
              + " its variables from string or number fields of each value.")
  private String topic = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VALUE|@FILE|-",
      description = "JSON; or a file that holds it; or - for standard input, the default.")
  private String value = "-";

  @Option(
      names = "--format",
      paramLabel = "jsonl|csv",
      description =
          "One JSON value a line; or a table whose first line names the fields, each cell a string"
              + " unless the topic's type wants something else. All of it is one atomic batch of at"
              + " most 64 MiB. If a line is bad, nothing is written.",
      converter = InputConverter.class)
  private Input input = Input.VALUE;

  @Option(
      names = "--raw",
      description =
          "VALUE is not JSON but bytes, as many as 4 GiB. The value is the string that has them"
              + " in base64, as the type bytes wants it.")
  private boolean raw;

  @Option(
      names = "--bind",
      paramLabel = "VAR=FIELD",
      description = "The field that a variable takes, where it has another name.")
  private Map<String, String> bind = new LinkedHashMap<>();

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Append every N lines as a batch of their own; no limit on the whole.")
  private @Nullable Integer batch;

  @Option(
      names = "--durability",
      paramLabel = "process|disk",
      description =
          "What the events survive once this command ends: the death of any process, or"
              + " loss of power too. Default: disk.",
      converter = DurabilityConverter.class)
  private Durability durability = Durability.DISK;

  AppendVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    checkBatch();
    try (Leat leat = where.workspace(console).open(branch.branch())) {
      TopicTemplate template = TopicTemplate.of(topic, bind, leat.graph());
      if (input == Input.VALUE) {
        appendValue(leat, template);
      } else {
        appendLines(leat, template);
      }
    }
    return ExitCode.DONE;
  }

  private void checkBatch() {
    if (raw && input != Input.VALUE) {
      throw new Invalid("--raw makes one value of all bytes; leave --format out");
    }
    if (batch != null && (batch < 1 || input == Input.VALUE)) {
      throw new Invalid(
          batch < 1
              ? "--batch " + batch + ": a batch has at least 1 line"
              : "--batch divides lines; say --format jsonl or csv too");
    }
    guards.check(batch != null);
  }

  private void appendValue(Leat leat, TopicTemplate template) throws IOException {
    Value parsed = raw ? rawValue(leat) : parse();
    Root root = new Root(template.topic(parsed), parsed);
    leat.graph().checkRoot(root.topic(), parsed);
    if (guards.none() && leat.graph().optionTopics().contains(root.topic())) {
      if (parsed.equals(leat.options().value(root.topic()))) {
        console
            .messages()
            .say("leat: option " + root.topic() + " is " + parsed + " already; nothing to append");
        return;
      }
    }
    long first = leat.append(List.of(root), durability, guards.guard());
    tell(first, 1);
    wait.until(leat, first, console, format.jsonl());
  }

  /** The bytes may be many, so what can be refused is refused before they are read. */
  private Value rawValue(Leat leat) throws IOException {
    leat.graph().checkRootTopic(topic);
    try (InputStream content = open()) {
      return leat.raw(content);
    }
  }

  private Value parse() throws IOException {
    if (value.equals("-") || value.startsWith("@")) {
      try (InputStream text = open()) {
        return Value.parse(text.readNBytes(Lines.BATCH_BYTES_MAX));
      }
    }
    try {
      return Value.parse(value);
    } catch (Invalid e) {
      if (namesFile()) {
        throw fileMeant(e);
      }
      if (value.matches("[\\p{L}\\p{N}][^\"{}\\[\\]]*")) {
        throw new Invalid(e.getMessage() + "; a string has quotes: '\"" + value + "\"'");
      }
      throw e;
    }
  }

  private boolean namesFile() {
    try {
      return Files.isRegularFile(console.path(Path.of(value)));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private Invalid fileMeant(Invalid problem) {
    return new Invalid(
        problem.getMessage() + "; what a file holds is appended by '@" + value + "'");
  }

  private void appendLines(Leat leat, TopicTemplate template) throws IOException {
    long appended = 0;
    var batches = new ArrayList<Long>();
    try (InputStream text = open()) {
      Lines lines =
          input == Input.CSV
              ? new CsvLines(text, template, leat.graph())
              : new JsonLines(text, template, leat.graph());
      for (int number = 1; ; number++) {
        List<Root> roots = lines.next(batch == null ? Integer.MAX_VALUE : batch);
        if (roots.isEmpty()) {
          break;
        }
        Guard guard = batch == null ? guards.guard() : guards.ofBatch(number);
        batches.add(leat.append(roots, durability, guard));
        tell(batches.getLast(), roots.size());
        appended += roots.size();
        long total = appended;
        console.messages().progress(() -> "appended " + Words.count(total, "event"));
      }
    } catch (Invalid e) {
      if (appended == 0) {
        throw namesFile() ? fileMeant(e) : e;
      }
      throw new Invalid(
          e.getMessage()
              + "\nthe "
              + Words.count(appended, "event")
              + " of the batches before are appended");
    }
    if (appended == 0) {
      console.messages().say("leat: the input has no lines; nothing to append");
    }
    for (long first : batches) {
      wait.until(leat, first, console, format.jsonl());
    }
  }

  private InputStream open() throws IOException {
    if (value.equals("-")) {
      return console.in();
    }
    if (!value.startsWith("@")) {
      return new ByteArrayInputStream(value.getBytes(UTF_8));
    }
    String name = value.substring(1);
    Path file = console.path(Path.of(name));
    try {
      if (Files.isDirectory(file)) {
        throw new Invalid(name + " is a folder, not a file");
      }
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw new Invalid("there is no file " + name + " in " + console.folder());
    }
  }

  private void tell(long first, long count) {
    if (format.jsonl()) {
      console.out().line(new JsonLine().put("offset", first).put("count", count).bytes());
    } else {
      console.out().line("appended " + Words.count(count, "event") + " at offset " + first);
    }
  }

  /** {@code --format}. */
  static final class InputConverter implements picocli.CommandLine.ITypeConverter<Input> {
    @Override
    public Input convert(String name) {
      return switch (name) {
        case "jsonl" -> Input.JSONL;
        case "csv" -> Input.CSV;
        default -> throw new TypeConversionException("'" + name + "' is not jsonl or csv");
      };
    }
  }

  /** {@code --durability}. */
  static final class DurabilityConverter implements picocli.CommandLine.ITypeConverter<Durability> {
    @Override
    public Durability convert(String name) {
      return switch (name) {
        case "process" -> Durability.PROCESS;
        case "disk" -> Durability.DISK;
        default -> throw new TypeConversionException("'" + name + "' is not process or disk");
      };
    }
  }
}

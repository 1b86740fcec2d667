package io.leat.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point of the command line: finds the verb, runs it, and says what became of it. */
@Command(
    name = "leat",
    header = "Event-sourced dataflow in one directory.",
    synopsisHeading = "%n",
    customSynopsis = "leat VERB [OPTION...] [ARGUMENT...]",
    commandListHeading = "%n",
    optionListHeading = "%n",
    footerHeading = "%n",
    footer = {
      "Data goes to standard output, everything else to standard error. Exit codes: 0 done;",
      "2 fix the argument, graph or value; 3 try again later; 4 damage was found; 5 histories",
      "differ; 1 a node whose policy is to stop has failed, or a bug; 130 and 143 interrupted.",
      "",
      "To begin: leat demo, or leat init my-folder. Each verb: leat help VERB."
    })
public final class Main {
  private static final int HELP_COLUMNS = 100;

  private final Console console;

  @SuppressWarnings("UnusedVariable") // picocli asks its model
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @SuppressWarnings("UnusedVariable") // picocli asks its model
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  Main(Console console) {
    this.console = console;
  }

  public static void main(String[] args) throws IOException {
    if (System.getProperty(Training.PROPERTY) != null) {
      Training.run();
    }
    System.exit(execute(Console.ofProcess(), args));
  }

  /** Runs a command line to its end and returns its exit code. */
  static int execute(Console console, String... args) {
    var main = new Main(console);
    int exitCode;
    try {
      List<String> words = Arguments.verbFirst(List.of(args));
      CommandLine line = main.commandLine(words.isEmpty() ? "" : words.getFirst());
      exitCode =
          words.isEmpty() ? main.listVerbs(line) : line.execute(words.toArray(new String[0]));
      line.getOut().flush();
    } catch (Throwable e) {
      exitCode = main.fail(e, 0);
    }
    return main.end(exitCode);
  }

  /** What a command without a verb is answered: all verbs, as a mistake. */
  private int listVerbs(CommandLine line) {
    line.usage(console.messages().stream());
    return ExitCode.INVALID;
  }

  /** The last of the data is a failure too, if nobody takes it. */
  private int end(int exitCode) {
    try {
      console.messages().endProgress();
      console.out().flush();
      return exitCode;
    } catch (RuntimeException e) {
      int code = fail(e, 0);
      return exitCode == ExitCode.DONE ? code : exitCode;
    }
  }

  /**
   * The model of the command line.
   *
   * @param verb the one that is wanted: the others are left out, for each takes its time to be made
   */
  CommandLine commandLine(String verb) {
    var line = new CommandLine(this);
    line.getCommandSpec().version("leat " + Version.number());
    for (String name : Verbs.wanted(verb)) {
      line.addSubcommand(withCommonOptions(Verbs.create(name, console)));
    }
    line.registerConverter(OffsetArgument.class, OffsetArgument::parse);
    line.registerConverter(FormatOption.Format.class, FormatOption.Format::parse);
    // An argument that begins with @ is a file of data or a time.
    line.setExpandAtFiles(false);
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    line.setUsageHelpWidth(HELP_COLUMNS);
    line.setOut(new PrintWriter(console.out(), false, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(console.messages().stream(), true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler((e, _) -> misused(e));
    line.setExecutionExceptionHandler((e, _, parsed) -> fail(e, verbosity(parsed)));
    return line;
  }

  private static CommandLine withCommonOptions(Object verb) {
    var line = new CommandLine(verb);
    line.getSubcommands().values().forEach(Main::addCommonOptions);
    addCommonOptions(line);
    return line;
  }

  private static void addCommonOptions(CommandLine verb) {
    boolean has = verb.getCommandSpec().optionsMap().containsKey("-h");
    if (!has) {
      verb.addMixin("common", new CommonOptions());
    }
  }

  private int fail(Throwable thrown, int verbosity) {
    Failure failure = Failure.of(thrown);
    failure.lines().forEach(console.messages()::say);
    if (verbosity == 1) {
      Failure.causes(thrown).forEach(console.messages()::say);
    } else if (verbosity > 1) {
      thrown.printStackTrace(console.messages().stream());
    }
    return failure.exitCode();
  }

  private static int verbosity(ParseResult parsed) {
    ParseResult verb = parsed;
    while (verb.hasSubcommand()) {
      verb = verb.subcommand();
    }
    return verb.matchedOptionValue("-v", new boolean[0]).length;
  }

  private int misused(ParameterException e) {
    CommandLine line = e.getCommandLine();
    console.messages().say("leat: " + problem(e));
    console.messages().say("      " + line.getCommandSpec().qualifiedName() + " --help says more");
    return ExitCode.INVALID;
  }

  private static String problem(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return sentence(e.getMessage());
    }
    String word = unmatched.getUnmatched().getFirst();
    boolean verb = e.getCommandLine().getParent() == null && !unmatched.isUnknownOption();
    String what = unmatched.isUnknownOption() ? "option" : verb ? "verb" : "argument";
    return "unknown " + what + " '" + word + "'" + Arguments.hint(word, names(unmatched));
  }

  /** What may have been meant: options, or verbs. */
  private static Collection<String> names(UnmatchedArgumentException unmatched) {
    CommandLine line = unmatched.getCommandLine();
    return unmatched.isUnknownOption()
        ? line.getCommandSpec().optionsMap().keySet()
        : line.getSubcommands().keySet();
  }

  private static String sentence(@Nullable String message) {
    return message == null || message.isEmpty()
        ? "wrong arguments"
        : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }
}

package io.leat.cli;

import io.leat.nodes.value.Invalid;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code leat help}: what there is, and how it is used. */
@Command(name = "help", description = "Show how a verb is used, or which verbs there are.")
final class HelpVerb implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "VERB", arity = "0..*", description = "A verb, such as tail.")
  private List<String> words = new ArrayList<>();

  HelpVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    CommandLine line = new Main(console).commandLine("");
    for (String word : words) {
      CommandLine verb = line.getSubcommands().get(word);
      if (verb == null) {
        throw new Invalid(
            "there is no verb '"
                + word
                + "'"
                + Arguments.hint(word, line.getSubcommands().keySet()));
      }
      line = verb;
    }
    console.out().line(line.getUsageMessage(CommandLine.Help.Ansi.OFF).stripTrailing());
    return ExitCode.DONE;
  }
}

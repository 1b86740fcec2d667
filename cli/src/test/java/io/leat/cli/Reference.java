package io.leat.cli;

import java.io.StringWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What is published of the command line, from its own model. */
final class Reference {

  private Reference() {}

  /** Each verb, option and argument on a line: what a script may lean on. */
  static String surface(CommandLine line) {
    var surface = new StringBuilder();
    surface(line.getCommandSpec(), surface);
    return surface.toString();
  }

  private static void surface(CommandSpec verb, StringBuilder surface) {
    String name = verb.qualifiedName();
    surface.append(name).append('\n');
    verb.positionalParameters()
        .forEach(argument -> add(surface, name, argument.paramLabel(), argument));
    verb.options().stream()
        .sorted(Comparator.comparing(OptionSpec::longestName))
        .forEach(
            option -> {
              String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
              add(surface, name, String.join(" ", option.names()) + value, option);
            });
    for (CommandLine subcommand : verb.subcommands().values()) {
      surface(subcommand.getCommandSpec(), surface);
    }
  }

  private static void add(StringBuilder surface, String verb, String text, ArgSpec argument) {
    String required = argument.required() ? " (required)" : "";
    String several = argument.isMultiValue() ? " (several)" : "";
    surface.append(verb).append("  ").append(text).append(required).append(several).append('\n');
  }

  /** The page of the documentation: what each verb says of itself when asked for help. */
  static String page(CommandLine line) {
    var page = new StringBuilder();
    page.append("# The command line\n\n");
    page.append(
        "What `leat help` and `leat help VERB` say; written by a test from the same source.\n");
    add(page, "leat", line);
    for (CommandLine verb : line.getSubcommands().values()) {
      add(page, verb.getCommandSpec().qualifiedName(), verb);
      for (CommandLine part : verb.getSubcommands().values()) {
        add(page, part.getCommandSpec().qualifiedName(), part);
      }
    }
    return page.toString();
  }

  private static void add(StringBuilder page, String name, CommandLine line) {
    var usage = new StringWriter();
    line.usage(new java.io.PrintWriter(usage));
    List<String> lines = usage.toString().lines().map(String::stripTrailing).toList();
    page.append(String.format(Locale.ROOT, "%n## %s%n%n```text%n", name));
    page.append(String.join("\n", lines).strip()).append("\n```\n");
  }
}

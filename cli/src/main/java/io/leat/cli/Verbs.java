package io.leat.cli;

import java.util.List;

/** Every verb, in the order in which a newcomer meets them. */
final class Verbs {
  static final List<String> NAMES =
      List.of(
          "demo", "init", "append", "tail", "get", "topics", "run", "top", "retry", "check",
          "graph", "why", "replay", "branch", "diff", "merge", "promote", "history", "verify",
          "head", "export", "import", "doctor", "version", "help");

  private Verbs() {}

  /** The verbs that a command line needs whose first word is this. */
  static List<String> wanted(String word) {
    return NAMES.contains(word) && !word.equals("help") ? List.of(word) : NAMES;
  }

  /** A verb by name, ready to be filled from a command line. */
  static Object create(String name, Console console) {
    return switch (name) {
      case "demo" -> new DemoVerb(console);
      case "init" -> new InitVerb(console);
      case "append" -> new AppendVerb(console);
      case "tail" -> new TailVerb(console);
      case "get" -> new GetVerb(console);
      case "topics" -> new TopicsVerb(console);
      case "run" -> new RunVerb(console);
      case "top" -> new TopVerb(console);
      case "retry" -> new RetryVerb(console);
      case "check" -> new CheckVerb(console);
      case "graph" -> new GraphVerb(console);
      case "why" -> new WhyVerb(console);
      case "replay" -> new ReplayVerb(console);
      case "branch" -> new BranchVerb(console).spec();
      case "diff" -> new DiffVerb(console);
      case "merge" -> new MergeVerb(console);
      case "promote" -> new PromoteVerb(console);
      case "history" -> new HistoryVerb(console);
      case "verify" -> new VerifyVerb(console);
      case "export" -> new ExportVerb(console);
      case "import" -> new ImportVerb(console);
      case "head" -> new HeadVerb(console);
      case "doctor" -> new DoctorVerb(console);
      case "version" -> new VersionVerb(console);
      case "help" -> new HelpVerb(console);
      default -> throw new IllegalArgumentException("no verb " + name);
    };
  }
}

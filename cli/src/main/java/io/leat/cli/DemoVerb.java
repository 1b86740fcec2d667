package io.leat.cli;

import io.leat.engine.Leat;
import io.leat.engine.Report;
import io.leat.engine.Root;
import io.leat.log.Durability;
import io.leat.log.LogException;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Show;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code leat demo}: a ready story on real data. */
@Command(
    name = "demo",
    description = "Run a story on real data: makes the workspace leat-NAME here.",
    footerHeading = "%n",
    footer = "Replaces a workspace that an earlier demo made, never anything else.")
final class DemoVerb implements Callable<Integer> {

  /** Says that a demo made the folder, and so may replace it. */
  private static final String MARKER = ".leat-demo";

  private static final String JAR = "leat-examples.jar";

  private final Console console;
  @Mixin private final CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "The story. Default: quakes.")
  private String name = "quakes";

  DemoVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Path examples = examples();
    Story story = Story.read(story(examples));
    Path folder = console.path(Path.of("leat-" + name));
    if (Files.exists(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      remove(folder);
    }
    Workspace workspace = make(folder, examples, story);
    console.out().line(story.title());
    console.out().flush();
    try (CleanStop stop = new CleanStop();
        Leat leat = workspace.open(BranchOption.MAIN)) {
      append(leat, story);
      var running = new Running(leat, console.messages(), stop, common.verbosity() > 0);
      Report report = running.toTheEnd(List.of());
      if (stop.stopping()) {
        return ExitCode.DONE;
      }
      console
          .messages()
          .say(
              "leat: settled after "
                  + console.messages().seconds()
                  + " s: "
                  + Words.report(report));
      print(story, leat, folder);
    }
    return ExitCode.DONE;
  }

  private Path examples() {
    Path home = console.home();
    if (home == null || !Files.isDirectory(home.resolve("examples"))) {
      throw new LogException.Unavailable(
          "this installation has no examples; start leat with its launcher");
    }
    return home.resolve("examples");
  }

  private Path story(Path examples) throws IOException {
    Path folder = examples.resolve(name);
    if (name.contains("/") || !Files.isRegularFile(folder.resolve(Story.FILE))) {
      try (Stream<Path> folders = Files.list(examples)) {
        List<String> stories =
            folders
                .filter(at -> Files.isRegularFile(at.resolve(Story.FILE)))
                .map(at -> at.getFileName().toString())
                .sorted()
                .toList();
        throw new Invalid(
            "there is no story '" + name + "'; there are " + String.join(", ", stories));
      }
    }
    return folder;
  }

  private void remove(Path folder) throws IOException {
    if (Files.isSymbolicLink(folder) || !Files.isRegularFile(folder.resolve(MARKER))) {
      throw new Invalid(
          folder
              + " is there already and no demo made it; move it away, or start the demo elsewhere");
    }
    try (Leat leat = new Workspace(folder, console).openToRead(BranchOption.MAIN)) {
      // Refused if an engine runs there.
      leat.log().write().close();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private Workspace make(Path folder, Path examples, Story story) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(MARKER), name + "\n");
    Files.copy(examples.resolve(JAR), folder.resolve(JAR));
    Files.writeString(
        folder.resolve(Workspace.GRAPH_FILE),
        """
        # Made by `leat demo %s`, which replaces this folder when it runs here again.
        graph: %s
        classpath: [%s]
        """
            .formatted(name, story.graph(), JAR));
    return new Workspace(folder, console);
  }

  private void append(Leat leat, Story story) throws IOException {
    Graph graph = leat.graph();
    for (Story.Load load : story.loads()) {
      TopicTemplate template = TopicTemplate.of(load.topic(), load.bind(), graph);
      try (InputStream text = Files.newInputStream(story.folder().resolve(load.file()))) {
        List<Root> roots = new JsonLines(text, template, graph).next(Integer.MAX_VALUE);
        leat.append(roots, Durability.DISK);
        console
            .messages()
            .say("leat: appended " + Words.count(roots.size(), "event") + " to " + load.topic());
      }
    }
  }

  private void print(Story story, Leat leat, Path folder) {
    Output out = console.out();
    out.line("");
    new StoryResult(story, leat).lines().forEach(out::line);
    out.line("");
    out.line("The workspace is " + Show.whole(folder.toString()) + ". To try next:");
    for (Story.Next next : story.next()) {
      out.line("");
      out.line("  # " + next.say());
      out.line(
          "  "
              + next.run()
                  .replaceFirst("^leat ", Matcher.quoteReplacement(Console.command() + " ")));
    }
  }
}

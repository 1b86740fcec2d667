package io.leat.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.docs.Page.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pages whose commands are run, from the first to the last, in one shell in an empty folder that
 * has {@code ./leat} and {@code examples/} as a checkout has. A block {@code sh} prints what the
 * block {@code text} behind it shows, or nothing if there is none. In what is shown, {@code …}
 * stands for any text on a line, and on a line of its own for any lines.
 *
 * <p>A block that is not to be run has a comment above it that begins {@code <!-- not run:} and
 * says why.
 */
final class ExecutedPagesTest {

  private static final String END_OF_BLOCK = "\u001e\n";

  @TempDir Path folder;

  private record Step(Block commands, String shown) {}

  @ParameterizedTest
  @MethodSource("executed")
  void everyCommandPrintsWhatThePageShows(String name) throws Exception {
    List<Step> steps = steps(Page.read(name));
    Path leat = Files.createSymbolicLink(folder.resolve("leat"), Path.of(Application.launcher()));
    Path examples = folder.resolve("examples");
    Files.createSymbolicLink(examples, House.ROOT.resolve("examples"));
    Path script = folder.resolve("page.sh");
    Files.writeString(script, script(steps));

    String said = Application.run(folder, List.of("bash", script.toString())).out();
    Files.delete(leat);
    Files.delete(examples);

    var each = new SoftAssertions();
    String[] printed = said.split(END_OF_BLOCK, -1);
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      String out = i < printed.length ? printed[i] : "nothing: the shell ended before";
      if (!pattern(step.shown).matcher(out).matches()) {
        each.assertThat(out).as("%s:%d prints", name, step.commands.line()).isEqualTo(step.shown);
      }
    }
    each.assertAll();
    assertThat(steps).as("commands of %s", name).isNotEmpty();
  }

  @Test
  void everyOtherPageHasNoCommands() throws IOException {
    var forgotten = new ArrayList<String>();
    for (Page page : Page.all()) {
      if (!executed().contains(page.name())) {
        steps(page).forEach(step -> forgotten.add(page.name() + ":" + step.commands.line()));
      }
    }

    assertThat(forgotten).as("commands that no test runs").isEmpty();
  }

  static List<String> executed() {
    return List.of("README.md", "docs/tutorial.md", "examples/quakes/README.md");
  }

  private static List<Step> steps(Page page) {
    var steps = new ArrayList<Step>();
    List<Block> blocks = page.blocks();
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      if (block.language().equals("sh") && !block.remark().startsWith("<!-- not run: ")) {
        Block next = i + 1 < blocks.size() ? blocks.get(i + 1) : block;
        steps.add(new Step(block, next.language().equals("text") ? next.text() : ""));
      }
    }
    return steps;
  }

  private static String script(List<Step> steps) {
    return "exec 2>&1\n"
        + steps.stream()
            .map(step -> step.commands.text() + "printf '\\036\\n'\n")
            .collect(joining());
  }

  private static Pattern pattern(String shown) {
    return Pattern.compile(
        shown
            .lines()
            .map(
                line ->
                    line.strip().equals("…")
                        ? "(?:.*\n)*?"
                        : Pattern.quote(line).replace("…", "\\E.*\\Q") + "\n")
            .collect(joining()));
  }
}

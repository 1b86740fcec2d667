package io.leat.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the pages say of the house is so. */
final class PagesTest {

  private static final int FIRST_SCREEN_LINES = 45;
  private static final int FILES_OF_THE_PATH_MAX = 8;
  private static final Pattern ENTRY = Pattern.compile("^\\| \\*\\*([^*]+)\\*\\* \\|.*");
  private static final Pattern STEP = Pattern.compile("^\\d+\\. \\[(\\w+)\\]\\(([^)]+)\\).*");

  /** The words of which each has one meaning. */
  private static final List<String> WORDS =
      List.of(
          "absent",
          "binding",
          "branch",
          "canonical form",
          "commit",
          "cone",
          "event",
          "fork",
          "input set",
          "invocation",
          "node",
          "offset",
          "option",
          "outcome",
          "position",
          "product",
          "rank",
          "re-execute",
          "restore",
          "root",
          "settled",
          "state change",
          "topic",
          "traversal",
          "type",
          "workspace");

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    var broken = new ArrayList<String>();
    for (Page page : Page.all()) {
      for (String link : page.links()) {
        if (!Files.exists(page.target(link))) {
          broken.add(page.name() + ": " + link);
        }
      }
    }

    assertThat(broken).isEmpty();
  }

  @Test
  void everyPageIsOnTheMap() throws IOException {
    Page map = Page.read("docs/README.md");
    Set<String> reached = new HashSet<>();
    map.links().forEach(link -> reached.add(House.ROOT.relativize(map.target(link)).toString()));

    var lost = new ArrayList<String>();
    for (Page page : Page.all()) {
      String name = page.name();
      if (name.startsWith("docs/") && !name.equals("docs/README.md") && !reached.contains(name)) {
        lost.add(name);
      }
    }

    assertThat(lost).as("pages to be added to the map, docs/README.md").isEmpty();
  }

  @Test
  void anInputBecomesAProductInFewFilesThatExist() throws IOException {
    Page page = Page.read("ARCHITECTURE.md");
    int step = 0;
    for (String line : page.section("## From an input to a product")) {
      Matcher named = STEP.matcher(line);
      if (named.matches()) {
        step++;
        assertThat(line).startsWith(step + ". ");
        assertThat(page.target(named.group(2))).exists().hasFileName(named.group(1) + ".java");
      }
    }

    assertThat(step).isBetween(1, FILES_OF_THE_PATH_MAX);
  }

  /** What a page shows of Java is a region of a running test or of an example. */
  @Test
  void everyJavaBlockIsCodeThatRuns() throws IOException {
    var code = new StringBuilder();
    for (Path file : House.sources("test")) {
      code.append(unindented(Files.readString(file)));
    }
    for (Path file : House.sources("main")) {
      if (file.startsWith(House.ROOT.resolve("examples"))) {
        code.append(unindented(Files.readString(file)));
      }
    }
    String all = code.toString();
    var invented = new ArrayList<String>();
    for (Page page : Page.all()) {
      for (Page.Block block : page.blocks()) {
        if (block.language().equals("java") && !all.contains(unindented(block.text()))) {
          invented.add(page.name() + ":" + block.line());
        }
      }
    }

    assertThat(invented).as("blocks of Java that stand in no test and no example").isEmpty();
  }

  private static String unindented(String code) {
    return code.lines().map(String::strip).collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  void everyWordHasOneEntryInTheGlossary() throws IOException {
    List<String> entries = entries(Page.read("docs/glossary.md").section("## Words"));

    assertThat(entries)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER)
        .containsAll(WORDS);
  }

  @Test
  void everyWordOfTheCodeIsTheNameOfAType() throws IOException {
    List<String> entries = entries(Page.read("docs/glossary.md").section("## Words of the code"));

    Set<String> types = new HashSet<>();
    for (JavaClass type : House.CLASSES) {
      types.add(type.getSimpleName());
    }
    assertThat(entries)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER)
        .isNotEmpty();
    assertThat(types).containsAll(entries);
  }

  @Test
  void everyStateChangeIsDescribed() throws IOException {
    String source =
        Files.readString(
            House.ROOT.resolve("engine/src/main/java/io/leat/engine/StateChange.java"));
    var changes = new ArrayList<String>();
    Matcher constant = Pattern.compile("static final String \\w+ = \"([^\"]+)\";").matcher(source);
    while (constant.find()) {
      changes.add(constant.group(1));
    }

    assertThat(entries(Page.read("docs/reference/state-changes.md").lines()))
        .containsExactlyInAnyOrderElementsOf(changes);
  }

  @Test
  void everyDecisionIsHalfAPage() throws IOException {
    for (Page page : Page.all()) {
      if (page.name().startsWith("docs/decisions/")) {
        assertThat(page.name()).matches("docs/decisions/\\d{4}-[a-z0-9-]+\\.md");
        assertThat(page.lines()).as(page.name()).hasSizeLessThanOrEqualTo(60);
      }
    }
  }

  @Test
  void theReadmeShowsTheTwoCommandsOnTheFirstScreen() throws IOException {
    List<String> screen = Page.read("README.md").lines().subList(0, FIRST_SCREEN_LINES);

    assertThat(screen).contains("./leat demo", "mvn verify");
  }

  private static List<String> entries(List<String> lines) {
    return lines.stream()
        .map(ENTRY::matcher)
        .filter(Matcher::matches)
        .map(entry -> entry.group(1))
        .toList();
  }
}

package io.leat.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.docs.Page.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Code that a page shows is code that runs: a block below the comment {@code <!-- region NAME of
 * FILE -->} is what stands in that file between {@code region NAME} and {@code endregion}.
 */
final class RegionsTest {
  private static final Pattern REMARK = Pattern.compile("<!-- region (\\S+) of (\\S+) -->");
  private static final List<String> PAGES = List.of("docs/authoring.md", "docs/tutorial-java.md");

  @Test
  void everyBlockIsTheRegionThatItNames() throws IOException {
    var stale = new ArrayList<String>();
    for (Page page : Page.all()) {
      for (Block block : page.blocks()) {
        Matcher remark = REMARK.matcher(block.remark());
        if (remark.matches()) {
          String code = region(remark.group(1), remark.group(2));
          if (!code.equals(block.text())) {
            stale.add("%s:%d should be\n%s".formatted(page.name(), block.line(), code));
          }
        }
      }
    }

    assertThat(stale).isEmpty();
  }

  @Test
  void everyBlockOfAPageForAuthorsRunsSomewhere() throws IOException {
    var floating = new ArrayList<String>();
    for (String name : PAGES) {
      for (Block block : Page.read(name).blocks()) {
        if (!REMARK.matcher(block.remark()).matches()
            && !block.remark().startsWith("<!-- not run:")) {
          floating.add(name + ":" + block.line());
        }
      }
    }

    assertThat(floating).as("blocks that no code stands behind").isEmpty();
  }

  /** The lines of a region, moved to the left. */
  private static String region(String name, String file) throws IOException {
    var lines = new ArrayList<String>();
    boolean inside = false;
    for (String line : Files.readAllLines(House.ROOT.resolve(file))) {
      boolean ends = line.strip().matches("(//|#) endregion");
      inside &= !ends;
      if (inside) {
        lines.add(line);
      }
      inside |= line.strip().matches("(//|#) region " + Pattern.quote(name));
    }
    assertThat(lines).as("region %s of %s", name, file).isNotEmpty();
    // A blank line at the end would count as one without indentation.
    return String.join("\n", lines).stripTrailing().stripIndent().strip() + "\n";
  }
}

package io.leat.docs;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param file the page
 * @param lines of its text
 */
record Page(Path file, List<String> lines) {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)\\s]*)?\\)");

  /**
   * A fenced block.
   *
   * @param line at which its fence opens, from 1
   * @param language as the fence says; empty if it does not
   * @param text without the fences; every line ends
   * @param remark the comment on the line above the fence, empty if there is none
   */
  record Block(int line, String language, String text, String remark) {}

  static Page read(String name) throws IOException {
    return read(House.ROOT.resolve(name));
  }

  private static Page read(Path file) throws IOException {
    return new Page(file, Files.readAllLines(file));
  }

  /** Every page of the checkout, in order. */
  static List<Page> all() throws IOException {
    var pages = new ArrayList<Page>();
    for (String folder : List.of("", "docs", "docs/decisions", "docs/reference", "examples")) {
      add(House.ROOT.resolve(folder), pages);
    }
    try (Stream<Path> stories = Files.list(House.ROOT.resolve("examples"))) {
      for (Path story : stories.filter(Files::isDirectory).sorted().toList()) {
        add(story, pages);
      }
    }
    return pages;
  }

  private static void add(Path folder, List<Page> pages) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".md")).sorted().toList()) {
        pages.add(read(file));
      }
    }
  }

  String name() {
    return House.ROOT.relativize(file).toString();
  }

  List<Block> blocks() {
    var blocks = new ArrayList<Block>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("```")) {
        int end = i + 1;
        while (!lines.get(end).equals("```")) {
          end++;
        }
        String above = i == 0 ? "" : lines.get(i - 1);
        blocks.add(
            new Block(
                i + 1,
                lines.get(i).substring(3).strip(),
                lines.subList(i + 1, end).stream().map(line -> line + "\n").collect(joining()),
                above.startsWith("<!--") ? above : ""));
        i = end;
      }
    }
    return blocks;
  }

  /** What it links to in the checkout, as it is written. */
  List<String> links() {
    var links = new ArrayList<String>();
    String prose =
        String.join("\n", lines).replaceAll("(?s)```.*?```", "").replaceAll("`[^`]*`", "");
    Matcher link = LINK.matcher(prose);
    while (link.find()) {
      if (!link.group(1).contains("://")) {
        links.add(link.group(1));
      }
    }
    return links;
  }

  /** The file that a link of this page names. */
  Path target(String link) {
    return file.resolveSibling(link).normalize();
  }

  /** The lines below a heading, up to the next heading of any level. */
  List<String> section(String heading) {
    int start = lines.indexOf(heading) + 1;
    if (start == 0) {
      throw new AssertionError(name() + " has no heading " + heading);
    }
    int end = start;
    while (end < lines.size() && !lines.get(end).startsWith("#")) {
      end++;
    }
    return lines.subList(start, end);
  }
}

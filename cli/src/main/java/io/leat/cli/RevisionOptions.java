package io.leat.cli;

import io.leat.engine.Revision;
import io.leat.engine.Revision.Inserted;
import io.leat.engine.Root;
import io.leat.engine.Selection;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** What of the past is to be otherwise on a fork. */
final class RevisionOptions {
  private static final Pattern EDIT = Pattern.compile("(\\d{1,18})=(.*)", Pattern.DOTALL);
  private static final Pattern INSERT = Pattern.compile("(\\d{1,18}):([^=]+)=(.*)", Pattern.DOTALL);

  @Option(
      names = "--carry",
      paramLabel = "TOPIC",
      description =
          "Carry over only the later roots of these topics; patterns as in tail. May be given"
              + " several times.")
  private List<String> carry = new ArrayList<>();

  @Option(
      names = "--drop",
      paramLabel = "OFFSET",
      description = "Leave out the root at an offset. May be given several times.")
  private List<Long> drop = new ArrayList<>();

  @Option(
      names = "--edit",
      paramLabel = "OFFSET=VALUE",
      description = "Give the root at an offset another value; VALUE is JSON.")
  private List<String> edit = new ArrayList<>();

  @Option(
      names = "--insert",
      paramLabel = "OFFSET:TOPIC=VALUE",
      description = "Put a new root before the one at an offset; VALUE is JSON.")
  private List<String> insert = new ArrayList<>();

  @Option(
      names = "--only",
      arity = "1..*",
      paramLabel = "NODE",
      description =
          "Execute again only these nodes and everything downstream of them; all else is taken over"
              + " as recorded.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--code",
      paramLabel = "ID",
      description =
          "Execute again only what this code made, and everything downstream of it; ID as leat why"
              + " prints it.")
  private String code = "";

  @Option(
      names = "--rerun",
      arity = "1..*",
      paramLabel = "NODE",
      description = "Ask these recorded nodes anew, rather than take what they answered.")
  private List<String> rerun = new ArrayList<>();

  /**
   * A revision with these changes.
   *
   * @param to roots from here on are left out
   * @throws Invalid naming everything that cannot be read
   */
  Revision of(Revision same, long to) {
    List<String> problems = new ArrayList<>();
    Map<Long, Value> edits = new HashMap<>();
    for (String text : edit) {
      Matcher parts = EDIT.matcher(text);
      if (parts.matches()) {
        value("--edit " + text, parts.group(2), problems)
            .forEach(value -> edits.put(Long.parseLong(parts.group(1)), value));
      } else {
        problems.add("--edit " + text + ": say OFFSET=VALUE, such as 42=28.5");
      }
    }
    List<Inserted> inserts = new ArrayList<>();
    for (String text : insert) {
      Matcher parts = INSERT.matcher(text);
      if (parts.matches()) {
        long before = Long.parseLong(parts.group(1));
        value("--insert " + text, parts.group(3), problems)
            .forEach(value -> inserts.add(new Inserted(before, new Root(parts.group(2), value))));
      } else {
        problems.add("--insert " + text + ": say OFFSET:TOPIC=VALUE, such as 42:limit=30");
      }
    }
    if (!problems.isEmpty()) {
      throw new Invalid(problems);
    }
    inserts.sort(Comparator.comparingLong(Inserted::before));
    return same.carrying(to, carry.isEmpty() ? List.of() : Topics.parse(carry).patterns())
        .changed(new HashSet<>(drop), edits, inserts)
        .selecting(new Selection(new HashSet<>(only), code, new HashSet<>(rerun)));
  }

  /** The value, or none if it is no JSON. */
  private static List<Value> value(String option, String json, List<String> problems) {
    try {
      return List.of(Value.parse(json));
    } catch (Invalid e) {
      e.problems().forEach(problem -> problems.add(option + ": " + problem));
      return List.of();
    }
  }
}

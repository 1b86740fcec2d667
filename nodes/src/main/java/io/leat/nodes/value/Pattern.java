package io.leat.nodes.value;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A topic name in which segments may be variables ({@code order/{id}}) or wildcards ({@code
 * order/*}). A plain name is a pattern too. Immutable; equal by text.
 *
 * <p>A segment begins with a letter, a digit or {@code _}, goes on with those and {@code - _ . : @
 * +}, and does not end with a dot. Letters and digits of every script are allowed, in Unicode
 * normal form C. A segment has at most 255 bytes in UTF-8, a name 512 bytes and 32 segments. A
 * variable or a wildcard is always a whole segment.
 */
public final class Pattern {

  private enum Kind {
    LITERAL,
    VARIABLE,
    /** One segment, whatever it is. */
    ANY,
    /** One or more segments up to the end; in queries only. */
    REST
  }

  private static final String[] NONE = {};

  /** Stands in a graph under construction for a pattern that could not be read. Matches nothing. */
  public static final Pattern UNREADABLE =
      new Pattern("", new Kind[] {Kind.LITERAL}, new String[] {"(unreadable)"});

  private final String text;
  private final Kind[] kinds;

  /** By segment: the literal or the name of the variable. */
  private final String[] parts;

  /** By segment: the place of its variable among the variables. */
  private final int[] slots;

  private final String[] variables;
  private final List<String> variableNames;

  private Pattern(String text, Kind[] kinds, String[] parts) {
    this.text = text;
    this.kinds = kinds;
    this.parts = parts;
    var names = new ArrayList<String>();
    for (int i = 0; i < parts.length; i++) {
      if (kinds[i] == Kind.VARIABLE) {
        names.add(parts[i]);
      }
    }
    names.sort(Utf8.ORDER);
    this.variables = names.isEmpty() ? NONE : names.toArray(NONE);
    this.variableNames = List.copyOf(names);
    this.slots = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      slots[i] = names.indexOf(parts[i]);
    }
  }

  /**
   * A pattern as topics, inputs and outputs have it.
   *
   * @throws Invalid if the text breaks the grammar of topic names
   */
  public static Pattern parse(String text) {
    return parse(text, false);
  }

  /**
   * A pattern as somebody looks for topics with it: {@code **} as its last segment stands for all
   * that follows, and alone for every topic.
   *
   * @throws Invalid if the text breaks the grammar of topic names
   */
  public static Pattern query(String text) {
    return parse(text, true);
  }

  /**
   * The one topic of a name, in which no segment may be a variable or a wildcard.
   *
   * @throws Invalid if the text breaks the grammar of topic names
   */
  public static Pattern topic(String name) {
    Pattern pattern = parse(name);
    if (!pattern.plain()) {
      throw new Invalid(
          "topic " + Show.quoted(name) + " is a pattern; name one topic, without { } and *");
    }
    return pattern;
  }

  private static Pattern parse(String text, boolean query) {
    String[] segments = text.split("/", -1);
    var kinds = new Kind[segments.length];
    var parts = new String[segments.length];
    for (int i = 0; i < segments.length; i++) {
      String segment = segments[i];
      kinds[i] = kind(segment);
      parts[i] = kinds[i] == Kind.VARIABLE ? segment.substring(1, segment.length() - 1) : segment;
      String problem = problem(kinds[i], parts[i]);
      if (kinds[i] == Kind.REST && (!query || i < segments.length - 1)) {
        problem =
            query
                ? "has ** before its end; ** stands for all that follows"
                : "contains **, which only queries know; * stands for one segment";
      }
      if (problem != null) {
        throw new Invalid("topic " + Show.quoted(text) + " " + problem);
      }
    }
    String problem = Names.sizeProblem(text, segments.length);
    if (problem != null) {
      throw new Invalid("topic " + Show.quoted(text) + " " + problem);
    }
    return checked(new Pattern(text, kinds, parts));
  }

  private static Pattern checked(Pattern pattern) {
    for (int i = 1; i < pattern.variables.length; i++) {
      if (pattern.variables[i].equals(pattern.variables[i - 1])) {
        throw new Invalid(
            "topic %s has variable %s twice; give each a name of its own"
                .formatted(Show.quoted(pattern.text), pattern.variables[i]));
      }
    }
    return pattern;
  }

  private static Kind kind(String segment) {
    return switch (segment) {
      case "*" -> Kind.ANY;
      case "**" -> Kind.REST;
      default ->
          segment.startsWith("{") && segment.endsWith("}") && segment.length() > 1
              ? Kind.VARIABLE
              : Kind.LITERAL;
    };
  }

  private static @Nullable String problem(Kind kind, String part) {
    return switch (kind) {
      case VARIABLE -> variableProblem(part);
      case LITERAL -> literalProblem(part);
      case ANY, REST -> null;
    };
  }

  private static @Nullable String variableProblem(String name) {
    if (name.endsWith("...")) {
      return "contains {" + Show.text(name) + "}; this version has no variables for the rest yet";
    }
    String problem = Names.wordProblem(name);
    return problem == null ? null : "has a variable " + Show.quoted(name) + " that " + problem;
  }

  private static @Nullable String literalProblem(String segment) {
    if (segment.indexOf('{') >= 0 || segment.indexOf('}') >= 0 || segment.indexOf('*') >= 0) {
      return "mixes a variable or wildcard with text in "
          + Show.quoted(segment)
          + "; it must be a whole segment";
    }
    return Names.segmentProblem(segment);
  }

  /** The variables, in order of name. */
  public List<String> variables() {
    return variableNames;
  }

  /** True if a segment is a wildcard: such a pattern reads topics but names none. */
  public boolean wild() {
    for (Kind kind : kinds) {
      if (kind == Kind.ANY || kind == Kind.REST) {
        return true;
      }
    }
    return false;
  }

  /** True if it names exactly one topic: neither variables nor wildcards. */
  public boolean plain() {
    return variables.length == 0 && !wild();
  }

  /** The binding at which {@code topic} matches; null if it does not. Wildcards bind nothing. */
  public @Nullable Binding match(String topic) {
    String[] values = variables.length == 0 ? NONE : new String[variables.length];
    int from = 0;
    for (int i = 0; i < parts.length; i++) {
      if (from > topic.length()) {
        return null;
      }
      if (kinds[i] == Kind.REST) {
        from = topic.length() + 1;
        break;
      }
      int slash = topic.indexOf('/', from);
      int end = slash < 0 ? topic.length() : slash;
      if (kinds[i] == Kind.LITERAL) {
        if (end - from != parts[i].length() || !topic.startsWith(parts[i], from)) {
          return null;
        }
      } else if (end == from) {
        return null;
      } else if (kinds[i] == Kind.VARIABLE) {
        values[slots[i]] = topic.substring(from, end);
      }
      from = end + 1;
    }
    if (from <= topic.length()) {
      return null;
    }
    return values.length == 0 ? Binding.EMPTY : new Binding(variables, values);
  }

  /** The pattern with the variables that {@code binding} has filled in; the others stay. */
  public Pattern at(Binding binding) {
    if (variables.length == 0 || binding.isEmpty()) {
      return this;
    }
    var newKinds = kinds.clone();
    var newParts = parts.clone();
    for (int i = 0; i < parts.length; i++) {
      String value = kinds[i] == Kind.VARIABLE ? binding.find(parts[i]) : null;
      if (value != null) {
        newKinds[i] = Kind.LITERAL;
        newParts[i] = value;
      }
    }
    return new Pattern(text(newKinds, newParts), newKinds, newParts);
  }

  /**
   * The topic at a binding of all variables; others in the binding do not matter. Fails with
   * IllegalArgumentException if a variable is not bound or the pattern has wildcards.
   */
  public String name(Binding binding) {
    if (variables.length == 0 && !wild()) {
      return text;
    }
    var name = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      if (i > 0) {
        name.append('/');
      }
      switch (kinds[i]) {
        case LITERAL -> name.append(parts[i]);
        case VARIABLE -> name.append(binding.get(parts[i]));
        case ANY, REST -> throw new IllegalArgumentException(text + " has wildcards: no topic");
      }
    }
    return name.toString();
  }

  /** True if some topic could match both. */
  public boolean overlaps(Pattern other) {
    int common = Math.min(parts.length, other.parts.length);
    for (int i = 0; i < common; i++) {
      if (kinds[i] == Kind.REST || other.kinds[i] == Kind.REST) {
        return true;
      }
      if (kinds[i] == Kind.LITERAL
          && other.kinds[i] == Kind.LITERAL
          && !parts[i].equals(other.parts[i])) {
        return false;
      }
    }
    return parts.length == other.parts.length;
  }

  /** True if every topic that matches {@code other} matches this. */
  public boolean covers(Pattern other) {
    for (int i = 0; i < parts.length; i++) {
      if (i >= other.parts.length) {
        return false;
      }
      if (kinds[i] == Kind.REST) {
        return true;
      }
      if (other.kinds[i] == Kind.REST) {
        return false;
      }
      boolean same = other.kinds[i] == Kind.LITERAL && parts[i].equals(other.parts[i]);
      if (kinds[i] == Kind.LITERAL && !same) {
        return false;
      }
    }
    return parts.length == other.parts.length;
  }

  /** Number of segments. */
  public int segments() {
    return parts.length;
  }

  /** The text of a segment if it is literal, else null. */
  public @Nullable String literal(int segment) {
    return kinds[segment] == Kind.LITERAL ? parts[segment] : null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Pattern that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The pattern as written. */
  @Override
  public String toString() {
    return text;
  }

  private static String text(Kind[] kinds, String[] parts) {
    var text = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      if (i > 0) {
        text.append('/');
      }
      text.append(kinds[i] == Kind.VARIABLE ? "{" + parts[i] + "}" : parts[i]);
    }
    return text.toString();
  }
}

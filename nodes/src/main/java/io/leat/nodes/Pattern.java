package io.leat.nodes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A topic name in which segments may be variables ({@code order/{id}}) or wildcards ({@code order/*}). A plain name is a pattern too. */
public final class Pattern {

  private Pattern() {}

  /** @throws Invalid if the text breaks the grammar of topic names */
  public static Pattern parse(String text) {
    throw new IllegalStateException("skeleton");
  }

  /** The variables, in order of name. */
  public List<String> variables() {
    throw new IllegalStateException("skeleton");
  }

  /** True if a segment is a wildcard: such a pattern reads topics but names none. */
  public boolean wild() {
    throw new IllegalStateException("skeleton");
  }

  /** True if it names exactly one topic: neither variables nor wildcards. */
  public boolean plain() {
    throw new IllegalStateException("skeleton");
  }

  /** The binding at which {@code topic} matches; null if it does not. Wildcards bind nothing. */
  public @Nullable Binding match(String topic) {
    throw new IllegalStateException("skeleton");
  }

  /** The pattern with the variables that {@code binding} has filled in; the others stay. */
  public Pattern at(Binding binding) {
    throw new IllegalStateException("skeleton");
  }

  /** True if some topic could match both. */
  public boolean overlaps(Pattern other) {
    throw new IllegalStateException("skeleton");
  }

  /** The pattern as written. */
  @Override
  public String toString() {
    throw new IllegalStateException("skeleton");
  }
}

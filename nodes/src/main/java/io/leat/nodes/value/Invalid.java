package io.leat.nodes.value;

import java.util.List;

/**
 * An argument, graph, option or value was refused; nothing was written. Carries every problem
 * found, not just the first.
 */
public final class Invalid extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<String> problems;

  /**
   * One problem.
   *
   * @param problem a sentence that names the value, the bound and the next step
   */
  public Invalid(String problem) {
    this(List.of(problem));
  }

  /**
   * Several problems.
   *
   * @param problems at least one sentence, each naming the value, the bound and the next step
   */
  public Invalid(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** Every problem, in the order found; at least one. */
  public List<String> problems() {
    return problems;
  }
}

package io.leat.log;

/**
 * A topic's events in short.
 *
 * @param count how many there are, at least 1
 * @param last offset of the last by position; its root, call and ordinal follow
 */
public record TopicSummary(String topic, long count, long last, long root, int call, int ordinal) {

  static TopicSummary of(Event event) {
    return new TopicSummary(
        event.topic(), 1, event.offset(), event.root(), event.call(), event.ordinal());
  }

  /**
   * Whether an event of a topic comes before another of the same by position. A topic has one
   * source, whose events all have the same rank: root, call and ordinal tell their order.
   */
  static boolean isBefore(Event a, Event b) {
    return before(a.root(), a.call(), a.ordinal(), b.root(), b.call(), b.ordinal());
  }

  /** Both together; {@code next} was written later. */
  TopicSummary and(TopicSummary next) {
    boolean back = before(next.root, next.call, next.ordinal, root, call, ordinal);
    TopicSummary last = back ? this : next;
    return new TopicSummary(
        topic, count + next.count, last.last, last.root, last.call, last.ordinal);
  }

  private static boolean before(
      long root, int call, int ordinal, long root2, int call2, int ordinal2) {
    return root != root2 ? root < root2 : call != call2 ? call < call2 : ordinal < ordinal2;
  }
}

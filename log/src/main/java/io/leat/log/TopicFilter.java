package io.leat.log;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which topics somebody wants to read. Asks its predicate once a name. Owned by one thread. */
public final class TopicFilter {
  private static final int KNOWN_MAX = 1 << 16;

  private final @Nullable String only;
  private final Predicate<String> predicate;
  private final Map<String, Boolean> known = new HashMap<>();
  private final NameScan names = new NameScan();

  private TopicFilter(@Nullable String only, Predicate<String> predicate) {
    this.only = only;
    this.predicate = predicate;
  }

  /** One topic. */
  public static TopicFilter only(String topic) {
    return new TopicFilter(topic, topic::equals);
  }

  /**
   * Those that fulfil a condition.
   *
   * @param predicate a function of the name alone
   */
  public static TopicFilter of(Predicate<String> predicate) {
    return new TopicFilter(null, predicate);
  }

  /** Whether a topic is wanted. */
  public boolean wants(String topic) {
    if (only != null) {
      return only.equals(topic);
    }
    Boolean before = known.get(topic);
    if (before != null) {
      return before;
    }
    boolean wanted = predicate.test(topic);
    if (known.size() == KNOWN_MAX) {
      known.clear();
    }
    known.put(topic, wanted);
    return wanted;
  }

  /** The one topic that is wanted; null if there may be others. */
  @Nullable String only() {
    return only;
  }

  /** Whether a document may hold events on a topic that is wanted; looks at its names alone. */
  boolean mayBeIn(Document document) {
    return names.any(document, this::wants);
  }
}

package io.leat.nodes;

import io.leat.nodes.value.Pattern;
import io.leat.nodes.value.Type;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A topic, or a family of topics, of a graph.
 *
 * @param pattern without wildcards
 * @param distinct a product that equals the topic's last value publishes nothing
 * @param every of a topic that the clock feeds: the time between two ticks; null for others
 */
public record Topic<T>(Pattern pattern, Type<T> type, boolean distinct, @Nullable Duration every) {

  /** A topic that events feed, not the clock. */
  public Topic(Pattern pattern, Type<T> type, boolean distinct) {
    this(pattern, type, distinct, null);
  }
}

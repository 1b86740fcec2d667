package io.leat.nodes;

import io.leat.nodes.value.Pattern;
import io.leat.nodes.value.Type;

/**
 * A topic, or a family of topics, of a graph.
 *
 * @param pattern without wildcards
 * @param distinct a product that equals the topic's last value publishes nothing
 */
public record Topic<T>(Pattern pattern, Type<T> type, boolean distinct) {}

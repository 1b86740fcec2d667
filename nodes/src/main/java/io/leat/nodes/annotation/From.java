package io.leat.nodes.annotation;

import org.jspecify.annotations.Nullable;

/**
 * The value of an input, and the topic that it comes from.
 *
 * @param topic a name without variables or wildcards
 * @param value null if the last event on the topic is null
 */
public record From<T>(String topic, @Nullable T value) {}

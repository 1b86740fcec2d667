package io.leat.engine;

import io.leat.nodes.value.Value;

/** A value that is to be appended to a topic from outside. */
public record Root(String topic, Value value) {}

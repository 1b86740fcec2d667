package io.leat.engine;

import io.leat.nodes.value.Binding;

/**
 * That a topic is read by an input of a node.
 *
 * @param triggers whether an event invokes the node, rather than only being there to be looked up
 * @param binding what the topic's name binds in the input's pattern
 * @param complete whether that is all that the node binds; otherwise an event invokes the node once
 *     per known binding
 */
record Subscription(
    Station station, int input, boolean triggers, Binding binding, boolean complete) {}

package io.leat.nodes;

/**
 * A subscription of a node.
 *
 * @param index its place among the node's inputs, in order of declaration
 * @param name its name in the input set
 * @param trigger whether an event invokes the node; otherwise it is only looked up
 * @param required whether the node is not invoked until it is present
 */
public record Input<T>(int index, String name, Pattern pattern, Type<T> type, boolean trigger, boolean required) {}

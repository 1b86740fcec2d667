package io.leat.nodes;

/**
 * Where a node publishes.
 *
 * @param index its place among the node's outputs, in order of declaration
 * @param name what a product calls it
 */
public record Output<T>(int index, String name, Pattern pattern, Type<T> type) {}

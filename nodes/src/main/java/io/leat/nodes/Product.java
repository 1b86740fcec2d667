package io.leat.nodes;

import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Value;

/**
 * One value that an invocation publishes.
 *
 * @param output index of the node's output
 * @param binding the variables of the output's pattern that the node's binding lacks; empty if it
 *     lacks none
 */
public record Product(int output, Value value, Binding binding) {}

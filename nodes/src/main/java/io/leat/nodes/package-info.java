/**
 * What a node author sees: types, topics, options, nodes and the graph that they form, as immutable
 * values; and what runs a node.
 */
@NullMarked
package io.leat.nodes;

import org.jspecify.annotations.NullMarked;

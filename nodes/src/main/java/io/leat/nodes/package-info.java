/**
 * What a node author sees: topics, options, nodes and the graph that they form, as immutable
 * values; and what runs a node.
 *
 * <ul>
 *   <li>{@link io.leat.nodes.value}: values, their types, the names that they go by
 *   <li>this package: {@link io.leat.nodes.Graph}, and the builder that makes one
 *   <li>{@link io.leat.nodes.annotation}: the same graph as annotated methods
 *   <li>{@link io.leat.nodes.file}: a graph from {@code leat.yaml}
 *   <li>{@link io.leat.nodes.command}: nodes that are programs
 *   <li>{@link io.leat.nodes.drawing}: pictures of a graph
 * </ul>
 *
 * Each knows values and this package, and no other.
 */
@NullMarked
package io.leat.nodes;

import org.jspecify.annotations.NullMarked;

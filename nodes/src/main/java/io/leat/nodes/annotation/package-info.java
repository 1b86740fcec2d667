/**
 * Nodes as annotated methods. A class marked {@link io.leat.nodes.annotation.Nodes} is a graph;
 * each of its methods marked {@link io.leat.nodes.annotation.Node} is a node whose parameters say
 * what it reads and whose result says what it publishes. The annotation processor checks the graph
 * while it is compiled, and writes the class {@code …Nodes} beside it, which wires it without
 * reflection.
 *
 * <p>Names that are not given are made from the Java names: {@code countQuakes} is {@code
 * count-quakes}.
 */
@NullMarked
package io.leat.nodes.annotation;

import org.jspecify.annotations.NullMarked;

/** Pictures of a graph, as text and as SVG. */
@NullMarked
package io.leat.nodes.drawing;

import org.jspecify.annotations.NullMarked;

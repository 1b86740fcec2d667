/** What a node author sees: topics, types, options, nodes and the graph. */
@NullMarked
package io.leat.nodes;

import org.jspecify.annotations.NullMarked;

/**
 * The graph file, {@code leat.yaml}: read with the place of every part, so that whatever is wrong
 * with it can be told by line and column.
 */
@NullMarked
package io.leat.nodes.file;

import org.jspecify.annotations.NullMarked;

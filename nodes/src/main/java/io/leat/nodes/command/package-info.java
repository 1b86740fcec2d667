/** Nodes that are programs: processes that are kept, asked and ended. */
@NullMarked
package io.leat.nodes.command;

import org.jspecify.annotations.NullMarked;

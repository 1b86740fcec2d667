/** Compiles a graph, traverses it, recovers, forks, re-executes, compares and explains. */
@NullMarked
package io.leat.engine;

import org.jspecify.annotations.NullMarked;

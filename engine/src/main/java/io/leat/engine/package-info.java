/**
 * Decides: compiles a graph, traverses, recovers, forks, re-executes and compares, as a pure
 * function of the log.
 */
@NullMarked
package io.leat.engine;

import org.jspecify.annotations.NullMarked;

/**
 * Random graphs, random operations, random crashes, all from one seed; and what must hold whatever
 * happened.
 */
@NullMarked
package io.leat.engine.simulation;

import org.jspecify.annotations.NullMarked;

/**
 * What the compiler does with {@code io.leat.nodes.annotation}: reads annotated classes, fits their
 * nodes together as the graph will at run time, and writes the wiring.
 */
@NullMarked
package io.leat.processor;

import org.jspecify.annotations.NullMarked;

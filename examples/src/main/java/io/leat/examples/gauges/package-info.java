/** A gauge in the river: the graph of the Java tutorial. */
@NullMarked
package io.leat.examples.gauges;

import org.jspecify.annotations.NullMarked;

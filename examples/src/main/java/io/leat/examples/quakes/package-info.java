/** One week of the world's earthquakes: which are strong, where, and when. */
@NullMarked
package io.leat.examples.quakes;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.leat.examples.quakes;

import org.jspecify.annotations.NullMarked;

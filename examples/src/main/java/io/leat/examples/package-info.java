/** Runnable stories on real data. */
@NullMarked
package io.leat.examples;

import org.jspecify.annotations.NullMarked;

/** Annotated classes compiled, refused and run. */
@NullMarked
package io.leat.processor;

import org.jspecify.annotations.NullMarked;

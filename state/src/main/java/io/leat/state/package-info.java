/** Derivations: what follows from the log alone, and may be forgotten at any time. */
@NullMarked
package io.leat.state;

import org.jspecify.annotations.NullMarked;

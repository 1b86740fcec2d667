/** Derivations: current values, positions, snapshots and the memo index. Deletable. */
@NullMarked
package io.leat.state;

import org.jspecify.annotations.NullMarked;

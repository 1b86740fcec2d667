/** Leat beside bare Chronicle Queue, measured in one run. Nobody depends on it. */
@NullMarked
package io.leat.bench;

import org.jspecify.annotations.NullMarked;

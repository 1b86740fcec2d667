/** Node code of the graphs that {@code .ci/torture engine} and {@code poison} torture. */
@NullMarked
package io.leat.engine.torture;

import org.jspecify.annotations.NullMarked;

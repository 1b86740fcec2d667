@NullMarked
package io.leat.bench;

import org.jspecify.annotations.NullMarked;

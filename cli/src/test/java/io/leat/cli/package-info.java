@NullMarked
package io.leat.cli;

import org.jspecify.annotations.NullMarked;

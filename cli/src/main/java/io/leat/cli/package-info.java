/** The command line: the composition root. */
@NullMarked
package io.leat.cli;

import org.jspecify.annotations.NullMarked;

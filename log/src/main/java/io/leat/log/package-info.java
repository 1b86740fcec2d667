/** Facts: branches, commits, events. The only room that knows Chronicle Queue. */
@NullMarked
package io.leat.log;

import org.jspecify.annotations.NullMarked;

/** Facts: branches, events and objects. The only room that knows Chronicle Queue. */
@NullMarked
package io.leat.log;

import org.jspecify.annotations.NullMarked;

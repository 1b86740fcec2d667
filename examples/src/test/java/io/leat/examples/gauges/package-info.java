@NullMarked
package io.leat.examples.gauges;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.leat.testkit;

import org.jspecify.annotations.NullMarked;

/** The house holds itself to its rules, and the docs to what they say. */
@NullMarked
package io.leat.docs;

import org.jspecify.annotations.NullMarked;

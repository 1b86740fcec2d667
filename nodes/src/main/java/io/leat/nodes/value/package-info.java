/**
 * Values, the types that they are of, and the names that they go by. Canonical JSON is made and
 * read here.
 */
@NullMarked
package io.leat.nodes.value;

import org.jspecify.annotations.NullMarked;

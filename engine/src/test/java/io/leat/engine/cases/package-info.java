/**
 * The worked cases of the traversal rule: small graphs, and every invocation that the rule demands.
 */
@NullMarked
package io.leat.engine.cases;

import org.jspecify.annotations.NullMarked;

/**
 * What authors of nodes test them with. {@link io.leat.testkit.LeatTest} tells a story to a graph
 * on a log in memory, and expects what comes of it.
 */
@NullMarked
package io.leat.testkit;

import org.jspecify.annotations.NullMarked;

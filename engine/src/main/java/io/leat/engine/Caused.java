package io.leat.engine;

import io.leat.log.Event;
import java.util.List;

/**
 * All that a batch of roots caused, its traversals having ended.
 *
 * @param products in order of offset; may be empty
 * @param failures events of {@code state-changes.log} that tell of failed invocations, in order of
 *     offset; may be empty
 */
public record Caused(List<Event> products, List<Event> failures) {}

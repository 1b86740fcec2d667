package io.leat.state;

import io.leat.log.Event;
import java.util.List;

/**
 * A root and everything it caused, wherever that lies in the log.
 *
 * @param products in order of node name (UTF-8), call, ordinal; may be empty
 */
public record Traversal(Event root, List<Event> products) {}

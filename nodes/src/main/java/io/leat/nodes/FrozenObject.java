package io.leat.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Map;

/**
 * An object of a normal tree: its keys are in order of their UTF-8 bytes, its values are normal,
 * and changing it throws UnsupportedOperationException ({@code deepCopy()} gives one to change).
 */
// A quirk of Jackson's deepCopy.
@SuppressWarnings("unchecked")
final class FrozenObject extends ObjectNode {
  private static final long serialVersionUID = 1L;

  /** How many levels of objects and lists this is, itself included. */
  final int depth;

  FrozenObject(Map<String, JsonNode> sorted) {
    super(JsonNodeFactory.instance, Collections.unmodifiableMap(sorted));
    this.depth = 1 + JsonTree.depth(sorted.values());
  }
}

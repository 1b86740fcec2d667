package io.leat.nodes.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collections;
import java.util.List;

/** A list of a normal tree: its elements are normal, and changing it throws. */
// A quirk of Jackson's deepCopy.
@SuppressWarnings("unchecked")
final class FrozenArray extends ArrayNode {
  private static final long serialVersionUID = 1L;

  /** How many levels of objects and lists this is, itself included. */
  final int depth;

  FrozenArray(List<JsonNode> elements) {
    super(JsonNodeFactory.instance, Collections.unmodifiableList(elements));
    this.depth = 1 + JsonTree.depth(elements);
  }
}

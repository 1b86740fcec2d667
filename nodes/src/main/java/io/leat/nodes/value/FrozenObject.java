package io.leat.nodes.value;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An object of a normal tree: its keys are in order of their UTF-8 bytes, its values are normal,
 * and changing it throws UnsupportedOperationException ({@code deepCopy()} gives one to change).
 */
// A quirk of Jackson's deepCopy.
@SuppressWarnings("unchecked")
final class FrozenObject extends ObjectNode {
  private static final long serialVersionUID = 1L;

  final transient SortedFields fields;

  /** How many levels of objects and lists this is, itself included. */
  final int depth;

  FrozenObject(SortedFields fields) {
    super(JsonNodeFactory.instance, fields);
    this.fields = fields;
    int below = 0;
    for (int i = 0; i < fields.size(); i++) {
      below = Math.max(below, JsonTree.depth(fields.value(i)));
    }
    this.depth = 1 + below;
  }
}

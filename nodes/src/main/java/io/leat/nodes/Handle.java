package io.leat.nodes;

import java.util.List;

/** What code names a part of its node by: its place, and its name where the place is not known. */
sealed interface Handle permits Input, Output, Option {

  int index();

  String name();

  /** The place of a handle among those of a node: its own, or else by name; -1 if there is none. */
  static int place(Handle handle, List<? extends Handle> all) {
    int index = handle.index();
    if (index >= 0 && index < all.size() && all.get(index).name().equals(handle.name())) {
      return index;
    }
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).name().equals(handle.name())) {
        return i;
      }
    }
    return -1;
  }
}

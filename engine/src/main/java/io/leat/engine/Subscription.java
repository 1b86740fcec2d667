package io.leat.engine;

import io.leat.nodes.value.Binding;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** That a topic is read by an input of a node. Owned by the engine's thread. */
final class Subscription {
  final Station station;
  final int input;

  /** Whether an event invokes the node, rather than only being there to be looked up. */
  final boolean triggers;

  /** What the topic's name binds in the input's pattern. */
  final Binding binding;

  /**
   * Whether that is all that the node binds; otherwise an event invokes the node once per known
   * binding.
   */
  final boolean complete;

  /** Another one of the same topic; null if it is the last. */
  final @Nullable Subscription next;

  private @Nullable Site site;

  Subscription(
      Station station,
      int input,
      boolean triggers,
      Binding binding,
      boolean complete,
      @Nullable Subscription next) {
    this.station = station;
    this.input = input;
    this.triggers = triggers;
    this.binding = binding;
    this.complete = complete;
    this.next = next;
  }

  /** Where an event of a traversal invokes the node, in order. */
  Collection<Site> sites(long root) {
    return complete ? List.of(site()) : station.known().sites(this, root);
  }

  /** The one place where an event invokes the node; of one that is {@link #complete}. */
  Site site() {
    Site known = site;
    if (known == null) {
      known = station.site(binding);
      site = known;
    }
    return known;
  }
}

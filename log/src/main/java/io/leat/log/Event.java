package io.leat.log;

import org.jspecify.annotations.Nullable;

/**
 * One value published to one topic.
 *
 * @param root offset of the root that it descends from; its own if it is one
 * @param node the node that published it; null for a root
 * @param call which call of that node at that root, from 0; 0 for a root
 * @param ordinal which of that call's products, from 0; 0 for a root
 * @param cause offset of the event that triggered the call; -1 for a root
 * @param timeMicros of its commit, microseconds since 1970 UTC
 * @param origin for a root that a fork carried over: where it was first appended
 * @param quiet true for a root that wakes nobody
 */
public record Event(
    long offset,
    String topic,
    Payload payload,
    long root,
    @Nullable String node,
    int call,
    int ordinal,
    long cause,
    long timeMicros,
    @Nullable Origin origin,
    boolean quiet) {

  public boolean isRoot() {
    return node == null;
  }
}

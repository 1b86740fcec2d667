package io.leat.engine;

import java.util.List;

/**
 * What a replay would do.
 *
 * @param from the cut
 * @param to every root of the parent below is carried over or left out
 * @param carried roots that are carried over as they are
 * @param dropped roots that are left out, by offset or by topic
 * @param edited roots that get another value
 * @param inserted new roots
 * @param nodes that may run, in order of rank
 * @param invocationsMax how often they are invoked at most, if no invocation publishes more than
 *     one event for each output; -1 if there is no telling, because a node is invoked at every
 *     binding that is known
 * @param published how many invocations of these nodes published something at these roots on the
 *     parent
 */
public record ReplayPlan(
    long from,
    long to,
    long carried,
    long dropped,
    long edited,
    long inserted,
    List<String> nodes,
    long invocationsMax,
    long published) {}

package io.leat.bench;

/**
 * Two ways to do the same work, run in turn.
 *
 * @param name what it is asked for by
 * @param work what both do, in a few words
 * @param units how much of it one run does: events, forces, forks
 * @param atLeast the ratio that the design demands, time of {@code bare} by time of {@code ours}; 0
 *     if it demands none
 * @param ours Leat
 * @param bare what it is measured against
 */
record Duel(String name, String work, int units, double atLeast, Side ours, Side bare) {}

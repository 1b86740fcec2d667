package io.leat.log;

/**
 * Where a root that was carried over to a fork was first appended: the line of history and the
 * offset there.
 */
public record Origin(String line, long offset) {}

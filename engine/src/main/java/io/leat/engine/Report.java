package io.leat.engine;

/**
 * What a run did.
 *
 * @param roots taken
 * @param invoked attempts to run node code
 * @param reused invocations whose outcome was in the log
 * @param published products
 * @param failed invocations that failed for good
 */
public record Report(long roots, long invoked, long reused, long published, long failed) {}

package io.leat.engine;

/** The parts that an engine sets to work. All owned by its thread. */
record Works(
    Plan plan,
    Outbox outbox,
    Traverser traverser,
    SlowLane slowLane,
    Ticks ticks,
    SnapshotTaker snapshots) {}

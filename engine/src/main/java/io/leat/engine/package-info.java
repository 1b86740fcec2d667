/**
 * Decides: compiles a graph, traverses, recovers, forks, re-executes and compares, as a pure
 * function of the log. {@link io.leat.engine.Leat} is the door; ARCHITECTURE.md follows a value
 * through.
 *
 * <ul>
 *   <li><b>The door.</b> {@code Leat}, {@code Branches}, {@code Upkeep}; a {@code Place} is where
 *       one works, {@code Machine} the clock and the threads; {@code Run} is an engine that runs,
 *       and leaves a {@code Report}.
 *   <li><b>Roots come in.</b> {@code Root}, {@code Appending}, {@code Door}, {@code Guard}, {@code
 *       Options}; {@code Waiting} for what was {@code Caused}.
 *   <li><b>A graph made ready.</b> {@code Plan} of {@code Station}s, each at many {@code Site}s;
 *       {@code Topics}, {@code LiveTopic}, {@code Channel}, {@code Published}; who is woken: {@code
 *       Subscription}, {@code KnownBindings}, {@code Waking}, {@code Trigger}; on what: {@code
 *       Pending}, {@code InputSet}.
 *   <li><b>A graph that runs.</b> {@code Start}, {@code Loop}, {@code Engine} and its {@code
 *       Works}: {@code Traverser}, {@code Invoker}, {@code Outcome}, {@code Outbox}, {@code Ticks};
 *       beside the engine's thread {@code SlowLane}, {@code Flight}, {@code Attempt}, {@code
 *       Answers}, {@code Answer}, {@code Execution}; {@code EngineStopped} is how it may end.
 *   <li><b>What the log tells a start.</b> {@code StateChange}, {@code LoggedValue}, {@code
 *       Restore}, {@code Remembering}, {@code Invocations}, {@code Recorded}, {@code Failures};
 *       which graph ran when: {@code Eras}, {@code Makers}; {@code SnapshotTaker}.
 *   <li><b>What others see of it.</b> {@code EngineEvent}, {@code Trace}, {@code Tally}, {@code
 *       Meter}, {@code Traffic}, {@code TrafficFile}, {@code Backlog}.
 *   <li><b>Forks that run again.</b> {@code Replay} of a {@code Selection} with a {@code Revision},
 *       for a {@code Purpose}: {@code Selecting}, {@code Revising}, {@code ReplayPlan}, {@code
 *       Bound}; how far: {@code Extent}, {@code Extents}; what is taken over: {@code Inherited},
 *       {@code Precedents}.
 *   <li><b>Branches and each other.</b> {@code Lineage}, {@code Kinship}, {@code Origins}, {@code
 *       Horizon}, {@code Carried}; {@code Merge}, {@code Merger}; {@code Promotion}, {@code Terms};
 *       {@code Diff}, {@code Counterparts}, {@code Difference}, {@code FieldChange}.
 *   <li><b>Why.</b> {@code Why}, {@code Scenes}, {@code Scene}, {@code Stretch}; it answers with
 *       {@code Invocation}, {@code Turn}, {@code Provenance}; what came of it: {@code
 *       Consequences}, {@code Suspects}.
 *   <li><b>The record, run again.</b> {@code Reexecution}, {@code Retelling}, {@code Comparison},
 *       {@code Elsewhere}, {@code Deviation}.
 * </ul>
 */
@NullMarked
package io.leat.engine;

import org.jspecify.annotations.NullMarked;

package io.leat.engine;

import java.util.List;

/** Everything that is done wrong on purpose, to see that the simulation finds it. */
final class PlantedFaults {
  static final List<PlantedFault> ALL =
      List.of(
          new PlantedFault(
              "runs again what is on the log",
              "engine/Recorded.java",
              "return reached != null && reached.covers(root, call);",
              "return false;"),
          new PlantedFault(
              "commits roots out of order",
              "engine/SlowLane.java",
              "lane.flights.addLast(flight);",
              "lane.flights.addFirst(flight);"),
          new PlantedFault(
              "takes inputs in the order of the log",
              "engine/Channel.java",
              "if (lastRoot < event.root || last.compareTo(event) <= 0) {",
              "if (true) {"),
          new PlantedFault(
              "forgets the rank of nodes",
              "engine/Published.java",
              "order = Integer.compare(rank, other.rank);",
              "order = 0;"),
          new PlantedFault(
              "mixes old and new",
              "engine/Channel.java",
              "return changesLater ? at(below) : atOrBefore;",
              "return atOrBefore;"),
          new PlantedFault(
              "looks up what comes later",
              "engine/Channel.java",
              "if (lastRoot <= root) {",
              "if (lastRoot <= root + 1_000_000) {"),
          new PlantedFault(
              "forgets what a slow node still needs",
              "engine/Channel.java",
              "at(drop + 1).root < unfinished",
              "at(drop + 1).root < Long.MAX_VALUE"),
          new PlantedFault(
              "says too early that a root is settled",
              "engine/Engine.java",
              "long settled = slowLane.finishedBelow(taken);",
              "long settled = taken;"),
          new PlantedFault(
              "does not wait for slow nodes upstream",
              "engine/SlowLane.java",
              "least = Math.min(least, byRank[station.rank].finishedBelow);",
              "least = Math.min(least, Long.MAX_VALUE);"),
          new PlantedFault(
              "tries once less",
              "engine/SlowLane.java",
              "attempt.number < node.attempts()",
              "attempt.number < node.attempts() - 1"),
          new PlantedFault(
              "takes a stop for an outcome",
              "engine/StateChange.java",
              "return is(event, FAILED) ? event.path(\"policy\").asText().equals(\"skip\") :"
                  + " isAnswer(event);",
              "return is(event, FAILED) || isAnswer(event);"),
          new PlantedFault(
              "runs one set twice",
              "engine/Site.java",
              "boolean same = lastSetRoot == root && holdsSame(events);",
              "boolean same = false;"),
          new PlantedFault(
              "ignores distinct",
              "engine/LiveTopic.java",
              "return last != null && last.value.equals(value);",
              "return last != null && false;"),
          new PlantedFault(
              "keeps no value that distinct withheld",
              "engine/Answer.java",
              "    if (!withheld) {\n      return;\n    }",
              "    if (withheld || !withheld) {\n      return;\n    }"),
          new PlantedFault(
              "delivers what is not on the disk",
              "engine/SlowLane.java",
              "if (!outbox.forced(flight.forcedBelow)) {",
              "if (flight.forcedBelow < 0) {"),
          new PlantedFault(
              "delivers on forks",
              "engine/Precedents.java",
              "return !lineage.branch().name().equals(LogStore.MAIN);",
              "return false;"),
          new PlantedFault(
              "asks again on a fork",
              "engine/Precedents.java",
              "precedent != null && precedent.execution.equals(execution)",
              "precedent != null && precedent.execution.isEmpty()"),
          new PlantedFault(
              "answers on a fork what was asked otherwise",
              "engine/Precedents.java",
              "precedent != null && precedent.execution.equals(execution)",
              "precedent != null"),
          new PlantedFault(
              "wakes a new effect",
              "engine/Waking.java",
              " && station.node.kind() != Kind.EFFECT",
              ""),
          new PlantedFault(
              "repeats a tick",
              "engine/Ticks.java",
              "(Math.floorDiv(from, everyMs) + 1) * everyMs",
              "Math.floorDiv(from, everyMs) * everyMs"),
          new PlantedFault(
              "believes a snapshot of another graph",
              "engine/Restore.java",
              "!snapshot.graph().equals(plan.graph.identity()) || ",
              ""),
          new PlantedFault(
              "believes a damaged snapshot",
              "state/SnapshotCheck.java",
              "if (!MessageDigest.isEqual(tail, digest.digest())) {",
              "if (tail.length > DIGEST_BYTES) {"),
          new PlantedFault(
              "believes a snapshot of another log",
              "state/Snapshots.java",
              "} else if (!Objects.equals(snapshot.seal(), Snapshot.Seal.of(log,"
                  + " snapshot.seal().end()))) {",
              "} else if (Objects.equals(null, snapshot.seal())) {"),
          new PlantedFault(
              "takes the graph of today for that of then",
              "engine/Invocations.java",
              "if (stations.stream().allMatch(station -> readsAlike(station.node, era.graph()))) {",
              "if (!stations.isEmpty()) {"),
          new PlantedFault(
              "takes the ranks of today for those of then",
              "engine/Remembering.java",
              "eras.rankOf(event)",
              "event.isRoot() ? -1 : (int) plan.stations.stream()"
                  + ".takeWhile(s -> s != plan.station(Recorded.nodeOf(event))).count()"),
          new PlantedFault(
              "takes a commit without events for one with the event that is looked for",
              "engine/Stretch.java",
              "while (commit != null && commit.events().isEmpty()) {",
              "while (commit == null) {"),
          new PlantedFault(
              "waits for the commit before the roots",
              "engine/Waiting.java",
              "to < 0 && commit.end() > from",
              "to < 0 && commit.end() >= from"),
          new PlantedFault(
              "forgets in a snapshot where nodes were invoked",
              "engine/SnapshotTaker.java",
              "if (station.remembers()) {",
              "if (station.rank < 0) {"),
          new PlantedFault(
              "does not know keys that a snapshot tells of",
              "engine/LiveTopic.java",
              "    if (!exists) {\n",
              "    if (!exists && count == 1) {\n"),
          new PlantedFault(
              "takes one way in which an event triggers for the only one",
              "engine/Scene.java",
              "return ways.size() == 1 ? ways.getFirst() : null;",
              "return ways.isEmpty() ? null : ways.getFirst();"));

  private PlantedFaults() {}
}

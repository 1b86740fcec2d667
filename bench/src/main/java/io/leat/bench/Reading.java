package io.leat.bench;

import java.util.List;

/** Reading what {@link Appending} writes, as a restore does: every event, once, from the start. */
final class Reading {
  private static final int GROUP = 64;

  private Reading() {}

  static List<Duel> duels(Scale scale) {
    int single = scale.of(300_000);
    int groups = scale.of(1_200_000) / GROUP + 1;
    int seeks = scale.of(200);
    int events = scale.of(1_000_000);
    return List.of(
        new Duel(
            "read", "all of a log of single events", single, 0.5, ours(1, single), bare(1, single)),
        new Duel(
            "read-64",
            "all of a log of 64 events a commit",
            groups * GROUP,
            0.5,
            ours(GROUP, groups),
            bare(GROUP, groups)),
        new Duel(
            "seek",
            "open a reader at any offset of a log of single events, and read one",
            seeks,
            0,
            folder -> {
              try (OurLog log = new OurLog(folder)) {
                log.write(Appending.VALUE, 1, single, Appending.TOPIC);
                return log.seek(single, seeks);
              }
            },
            folder -> {
              try (BareQueue queue = new BareQueue(folder)) {
                queue.write(Appending.VALUE, 1, single);
                return queue.seek(single, seeks);
              }
            }),
        topic("read-topic", "the topic's events among 1000 topics; bare: reads all", events, true),
        topic("read-topic-first", "the same before there is an index", events, false));
  }

  /** Reads one topic of many, in which one event in {@link Appending#TOPICS} is. */
  private static Duel topic(String name, String what, int events, boolean indexed) {
    return new Duel(
        name,
        what,
        1,
        0,
        folder -> {
          try (OurLog log = new OurLog(folder)) {
            String[] topics = Appending.topics();
            log.write(Appending.VALUE, 1, events, topics);
            int expected = (events + topics.length - 1) / topics.length;
            if (indexed) {
              log.read(topics[0], expected);
            }
            return log.read(topics[0], expected);
          }
        },
        bare(1, events));
  }

  private static Side ours(int group, int commits) {
    return folder -> {
      try (OurLog log = new OurLog(folder)) {
        log.write(Appending.VALUE, group, commits, Appending.TOPIC);
        return log.read(sum(group, commits));
      }
    };
  }

  private static Side bare(int group, int documents) {
    return folder -> {
      try (BareQueue queue = new BareQueue(folder)) {
        queue.write(Appending.VALUE, group, documents);
        return queue.read(Appending.VALUE.length, sum(group, documents));
      }
    };
  }

  private static long sum(int group, int documents) {
    return (long) group * documents * Appending.VALUE[0];
  }
}

package io.leat.bench;

import io.leat.log.Batch;
import io.leat.log.Payload;
import java.util.List;

/** Appending events of 100 bytes, one at a time and 64 at a time. */
final class Appending {
  static final String TOPIC = "reading/hall";
  static final byte[] VALUE = value(100);

  private static final int GROUP = 64;
  private static final int TOPICS = 1_000;

  private Appending() {}

  static List<Duel> duels(Scale scale) {
    int single = scale.of(300_000);
    int groups = scale.of(1_200_000) / GROUP + 1;
    return List.of(
        new Duel(
            "append",
            "single events; bare Chronicle writes as many bytes as our document has",
            single,
            0.8,
            ours(1, single, TOPIC),
            bare(value(documentBytes(1)), 1, single)),
        new Duel(
            "append-values",
            "single events; bare Chronicle writes the value alone",
            single,
            0,
            ours(1, single, TOPIC),
            bare(VALUE, 1, single)),
        new Duel(
            "append-64",
            "64 events a commit; bare Chronicle writes 64 values as one document",
            groups * GROUP,
            0.7,
            ours(GROUP, groups, TOPIC),
            bare(VALUE, GROUP, groups)),
        new Duel(
            "append-64-keyed",
            "the same over 1000 topics in turn",
            groups * GROUP,
            0,
            ours(GROUP, groups, topics()),
            bare(VALUE, GROUP, groups)));
  }

  static Side ours(int group, int commits, String... topics) {
    return folder -> {
      try (OurLog log = new OurLog(folder)) {
        return log.write(VALUE, group, commits, topics);
      }
    };
  }

  static Side bare(byte[] value, int group, int documents) {
    return folder -> {
      try (BareQueue queue = new BareQueue(folder)) {
        return queue.write(value, group, documents);
      }
    };
  }

  /** Printable, so that it is a fair value for whoever looks at it. */
  static byte[] value(int bytes) {
    byte[] value = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      value[i] = (byte) (' ' + 1 + i % 90);
    }
    return value;
  }

  private static int documentBytes(int group) {
    Batch batch = Batch.create();
    for (int i = 0; i < group; i++) {
      batch.root(TOPIC, Payload.of(VALUE), null, false);
    }
    return batch.bytes();
  }

  static String[] topics() {
    String[] topics = new String[TOPICS];
    for (int i = 0; i < TOPICS; i++) {
      topics[i] = "quake/ci" + (37_000_000 + i);
    }
    return topics;
  }
}

package io.leat.state;

import io.leat.log.Commit;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.LogReader;
import io.leat.log.ObjectId;
import io.leat.log.Payload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What followed from the log at one cut: the last value of every topic, and where nodes were ever
 * invoked, of all roots below {@code cut}. An engine reads the log on from offset {@code cut}, for
 * what a root causes lies behind it.
 *
 * @param cut every root below it was settled
 * @param seal where the log ended when it was taken: all that the snapshot tells of lies before
 * @param graph identity of the graph that ran
 * @param compiled offset of the event that told of that graph; below the cut
 * @param topics every topic that had an event, in no order
 * @param invoked where nodes whose options wake them were invoked
 */
public record Snapshot(
    long cut, Seal seal, String graph, long compiled, List<Last> topics, List<Invoked> invoked) {

  /**
   * The last event of a topic.
   *
   * @param count how many events the topic had
   * @param rank of the node that published it, in the graph that handled its root; -1 for a root
   * @param value canonical bytes; null if they lie in an object, which the event at {@code offset}
   *     names
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Last(
      String topic,
      long count,
      long offset,
      long root,
      int rank,
      int call,
      int ordinal,
      byte @Nullable [] value) {}

  /**
   * That a node was invoked at a binding.
   *
   * @param root the first such root since the node takes part
   */
  public record Invoked(String node, Map<String, String> binding, long root) {}

  /**
   * What stands before an offset, as no other line of history has it there.
   *
   * @param end the offset
   * @param timeMicros of the last commit before it
   * @param run of the writer of that
   * @param checksum CRC-32C of topics and values of the last events before it
   */
  public record Seal(long end, long timeMicros, long run, int checksum) {
    private static final int EVENTS = 64;

    /** The seal of a log at an offset above 0; null if the log ends before. */
    public static @Nullable Seal of(EventLog log, long end) {
      if (end < 1 || end > log.end()) {
        return null;
      }
      CRC32C checksum = new CRC32C();
      long timeMicros = 0;
      long run = 0;
      try (LogReader reader = log.read(Math.max(0, end - EVENTS))) {
        long read = 0;
        while (read < end) {
          Commit commit = reader.next();
          if (commit == null) {
            return null;
          }
          for (Event event : commit.events()) {
            if (event.offset() < end) {
              checksum.update(event.topic().getBytes(StandardCharsets.UTF_8));
              checksum.update(bytes(event.payload()));
              timeMicros = commit.timeMicros();
              run = commit.run();
            }
          }
          read = commit.end();
        }
      }
      return new Seal(end, timeMicros, run, (int) checksum.getValue());
    }

    /** Of a value in an object, its name, which is a digest already. */
    private static byte[] bytes(Payload payload) {
      ObjectId object = payload.object();
      return object == null ? payload.bytes() : object.toString().getBytes(StandardCharsets.UTF_8);
    }
  }
}

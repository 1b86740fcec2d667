package io.leat.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A process that does to a log what its parent tells it on standard input, a line each, and says
 * what came of it: what the commands of {@code .ci/torture} kill, starve and cut off. All on the
 * main thread, so that system calls can be counted.
 *
 * <pre>
 * workspace PATH        leaves the workspace for another              ok
 * open                  takes branch main for writing                 ok OFFSET
 * append ID N disk      N batches from ID on, each told before (try ID) and after (ack ID OFFSET)
 * append ID N process
 * serve                 takes hand-overs                              ok
 * send ID N disk        as append, by the process that holds the branch
 * force                                                               ok
 * close                 gives the branch back                         ok
 * fork NAME OFFSET                                                    ok
 * read                  all events, by a new reader                   read COUNT SHA-256
 * follow                the same, by one reader for the life of the process
 * verify                                                              ok, or problem … and more
 * </pre>
 *
 * <p>What fails is told as {@code error KIND MESSAGE}; the process goes on.
 */
final class Workload {
  private final Bounds bounds;
  private ChronicleStore store;
  private MessageDigest followed = Links.sha256();
  private @Nullable LogWriter writer;
  private @Nullable LogReader follower;
  private long followedCount;

  private Workload(Path workspace, Bounds bounds) {
    this.bounds = bounds;
    this.store = store(workspace);
  }

  private ChronicleStore store(Path workspace) {
    return ChronicleStore.open(workspace, InstantSource.system(), bounds, Runnable::run);
  }

  /** Arguments: workspace, bytes of a segment, bytes that must stay free. */
  public static void main(String[] arguments) throws IOException {
    Bounds bounds = new Bounds(Long.parseLong(arguments[1]), Long.parseLong(arguments[2]));
    Workload workload = new Workload(Path.of(arguments[0]), bounds);
    load();
    String thread = Files.readSymbolicLink(Path.of("/proc/thread-self")).toString();
    say("ready " + thread.substring(thread.lastIndexOf('/') + 1));
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      try {
        workload.obey(line.split(" "));
      } catch (RuntimeException | Error e) {
        String message = String.valueOf(e.getMessage()).replace('\n', ' ');
        say("error " + e.getClass().getSimpleName() + " " + message);
      }
    }
  }

  /** Loads this room's classes, which lie in folders, so that no system call is one of loading. */
  private static void load() throws IOException {
    for (Class<?> one : List.of(Workload.class, EventLog.class)) {
      Path root = Path.of(one.getProtectionDomain().getCodeSource().getLocation().getPath());
      try (Stream<Path> files = Files.list(root.resolve("io/leat/log"))) {
        for (String name : files.map(file -> file.getFileName().toString()).toList()) {
          if (one != Workload.class || name.startsWith("Workload") || name.startsWith("Logs")) {
            load(name);
          }
        }
      }
    }
  }

  private static void load(String file) {
    try {
      if (file.endsWith(".class") && !file.contains("-info")) {
        Class.forName("io.leat.log." + file.substring(0, file.length() - 6));
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private void obey(String[] words) {
    switch (words[0]) {
      case "workspace" -> {
        workspace(Path.of(words[1]));
        say("ok");
      }
      case "open" -> {
        writer = store.log("main").write();
        say("ok " + writer().end());
      }
      case "append" ->
          append(
              Long.parseLong(words[1]),
              Integer.parseInt(words[2]),
              words[3].equals("disk") ? Durability.DISK : Durability.PROCESS);
      case "serve" -> {
        HandOver.Server server =
            HandOver.listen(
                store.folder("main"), store.objects(), (batch, d) -> writer().append(batch, 0, d));
        Thread.ofPlatform().daemon().start(server);
        say("ok");
      }
      case "send" ->
          send(
              Long.parseLong(words[1]),
              Integer.parseInt(words[2]),
              words[3].equals("disk") ? Durability.DISK : Durability.PROCESS);
      case "force" -> {
        writer().force();
        say("ok");
      }
      case "close" -> {
        LogWriter closing = writer();
        writer = null;
        closing.close();
        say("ok");
      }
      case "fork" -> {
        store.fork(words[1], "main", Long.parseLong(words[2]));
        say("ok");
      }
      case "read" -> read();
      case "follow" -> follow();
      case "verify" -> {
        for (Verify.Problem problem : Verify.all(store, (branch, offset, bytes) -> {}).problems()) {
          say("problem " + problem.toString().replace('\n', ' '));
        }
        say("ok");
      }
      default -> throw new IllegalArgumentException(String.join(" ", words));
    }
  }

  /** Leaves a workspace as a process leaves it that ends, and takes up another one. */
  private void workspace(Path next) {
    if (follower != null) {
      follower.close();
      follower = null;
    }
    if (writer != null) {
      writer.close();
      writer = null;
    }
    followed = Links.sha256();
    followedCount = 0;
    store.close();
    store = store(next);
  }

  private LogWriter writer() {
    return Objects.requireNonNull(writer, "not open");
  }

  private void append(long id, int batches, Durability durability) {
    for (long next = id; next < id + batches; next++) {
      say("try " + next);
      long offset = writer().append(batch(next), 0, durability);
      say("ack " + next + " " + offset);
    }
    say("ok");
  }

  private void send(long id, int batches, Durability durability) {
    for (long next = id; next < id + batches; next++) {
      say("try " + next);
      long offset = HandOver.send(store.folder("main"), batch(next), durability);
      say("ack " + next + " " + offset);
    }
    say("ok");
  }

  /** What a batch holds follows from its number: 1 to 3 events, now and then a long one. */
  private static Batch batch(long id) {
    Batch batch = Batch.create();
    long events = 1 + id % 3;
    int length = id % 16 == 7 ? 6_000 : (int) (id * 7_919 % 300);
    for (long event = 0; event < events; event++) {
      batch.root("t", Logs.text(id + "." + event + "." + "x".repeat(length)), null, false);
    }
    return batch;
  }

  private void read() {
    MessageDigest digest = Links.sha256();
    try (LogReader reader = store.log("main").read(0)) {
      long count = drain(reader, digest);
      say("read " + count + " " + HexFormat.of().formatHex(digest.digest()));
    }
  }

  private void follow() {
    LogReader reader = follower;
    if (reader == null) {
      reader = store.log("main").read(0);
      follower = reader;
    }
    followedCount += drain(reader, followed);
    try {
      MessageDigest soFar = (MessageDigest) followed.clone();
      say("read " + followedCount + " " + HexFormat.of().formatHex(soFar.digest()));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long drain(LogReader reader, MessageDigest digest) {
    long count = 0;
    for (Commit commit = reader.next(); commit != null; commit = reader.next()) {
      for (Event event : commit.events()) {
        String place = event.offset() + " " + event.topic() + " ";
        digest.update(place.getBytes(StandardCharsets.UTF_8));
        digest.update(event.payload().bytes());
        digest.update((byte) '\n');
        count++;
      }
    }
    return count;
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}

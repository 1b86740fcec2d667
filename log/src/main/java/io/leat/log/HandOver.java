package io.leat.log;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How a process appends to a branch that another holds: it hands the batch over whole, through a
 * socket in the branch's folder, and the holder appends it and answers. Only those who may enter
 * the folder can.
 */
public final class HandOver {
  private static final String SOCKET = "hand-over";

  /** Names the socket where the folder's own path is too long for one. */
  private static final String POINTER = "hand-over.path";

  /**
   * A socket's path has at most 108 bytes on Linux and 104 elsewhere, the closing zero included.
   */
  private static final int PATH_BYTES_MAX = 100;

  /** A peer that moves no byte for so long is given up. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  /** How long the holder may take to append. One that is paused takes longer. */
  private static final Duration ANSWER = Duration.ofSeconds(20);

  /** After a failure, so that one that repeats does not keep a core busy. */
  private static final Duration REST = Duration.ofMillis(5);

  private static final int BYTES_MAX = Document.BYTES_MAX + 1024;
  private static final int MESSAGE_BYTES_MAX = 1 << 20;

  private static final int PROCESS = 0;
  private static final int DISK = 1;

  private static final int DONE = 0;
  private static final int INVALID = 1;
  private static final int UNAVAILABLE = 2;
  private static final int CORRUPT = 3;
  private static final int FAILED = 4;

  private HandOver() {}

  /**
   * Opens the socket of a branch. The caller holds the branch, and runs the server on a thread of
   * its own until it closes it.
   *
   * @param objects where the values lie that batches refer to
   * @throws LogException.Unavailable if no socket can be made there
   */
  public static Server listen(Path branchFolder, ObjectStore objects, Door door) {
    Path socket = branchFolder.toAbsolutePath().resolve(SOCKET);
    Path pointer = branchFolder.resolve(POINTER);
    try {
      Files.deleteIfExists(socket);
      Files.deleteIfExists(pointer);
      boolean far = tooLong(socket);
      Path place = far ? Files.createTempDirectory("leat-").resolve(SOCKET) : socket;
      ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      channel.bind(UnixDomainSocketAddress.of(place));
      if (far) {
        Folder.write(pointer, place + "\n", false);
      }
      return new Server(channel, place, far ? pointer : null, objects, door);
    } catch (IOException e) {
      throw Folder.failed("listen for hand-overs in", branchFolder, e);
    }
  }

  /**
   * Hands a batch over to the process that holds a branch and waits until that has appended it.
   *
   * @return the offset of the first event
   * @throws LogException what the holder threw; {@link LogException.Unavailable} if nobody listens,
   *     and also if no answer came, in which case the batch may have been written
   */
  public static long send(Path branchFolder, Batch batch, Durability durability) {
    return offer(branchFolder, batch, durability)
        .orElseThrow(
            () ->
                new LogException.Unavailable(
                    Message.of("nobody listens in %s; try again", branchFolder)));
  }

  /**
   * As {@link #send}, but empty if nobody listens: then nothing was written, and the branch may be
   * free in a moment.
   */
  public static OptionalLong offer(Path branchFolder, Batch batch, Durability durability) {
    byte[] bytes = batch.encode();
    String holder = WriterLock.holder(branchFolder, "writer.lock");
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      if (!connected(channel, branchFolder)) {
        return OptionalLong.empty();
      }
      Frame answer;
      try {
        new Frame(durability == Durability.DISK ? DISK : PROCESS, bytes).send(channel, SILENCE);
        answer = Frame.receive(channel, MESSAGE_BYTES_MAX, ANSWER);
      } catch (IOException e) {
        throw new LogException.Unavailable(
            Message.of(
                "%s, which holds %s, gave no answer (%s); is it paused, or did it die? Whether the"
                    + " events were written is not known; an append with --key is safe to repeat",
                holder == null ? "the process" : holder, branchFolder, e),
            e);
      }
      return OptionalLong.of(outcome(answer));
    } catch (IOException e) {
      throw Folder.failed("hand over to", branchFolder, e);
    }
  }

  private static boolean connected(SocketChannel channel, Path branchFolder) {
    try {
      Path socket = branchFolder.toAbsolutePath().resolve(SOCKET);
      String pointed = Folder.read(branchFolder.resolve(POINTER));
      channel.connect(
          UnixDomainSocketAddress.of(pointed == null ? socket : Path.of(pointed.strip())));
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  private static long outcome(Frame answer) {
    if (answer.what() == DONE && answer.body().length == Long.BYTES) {
      return ByteBuffer.wrap(answer.body()).getLong();
    }
    String message = new String(answer.body(), StandardCharsets.UTF_8);
    throw switch (answer.what()) {
      case INVALID -> new LogException.Invalid(message);
      case UNAVAILABLE -> new LogException.Unavailable(message);
      case CORRUPT -> new LogException.Corrupt(message);
      default -> new IllegalStateException(message);
    };
  }

  private static boolean tooLong(Path socket) {
    return socket.toString().getBytes(StandardCharsets.UTF_8).length > PATH_BYTES_MAX;
  }

  /** Takes hand-overs, one at a time, until it is closed. */
  public static final class Server implements Runnable, AutoCloseable {
    private final ServerSocketChannel channel;
    private final Path socket;
    private final @Nullable Path pointer;
    private final ObjectStore objects;
    private final Door door;

    private Server(
        ServerSocketChannel channel,
        Path socket,
        @Nullable Path pointer,
        ObjectStore objects,
        Door door) {
      this.channel = channel;
      this.socket = socket;
      this.pointer = pointer;
      this.objects = objects;
      this.door = door;
    }

    @Override
    public void run() {
      while (channel.isOpen()) {
        try (SocketChannel peer = channel.accept()) {
          Frame request = Frame.receive(peer, BYTES_MAX, SILENCE);
          answer(request).send(peer, SILENCE);
        } catch (IOException e) {
          // A peer that is silent, talks nonsense or went away gets no answer; or this was closed,
          // which ends the loop.
          LockSupport.parkNanos(REST.toNanos());
        }
      }
    }

    /** Stops listening. A hand-over in progress is answered still. */
    @Override
    public void close() {
      try {
        channel.close();
        Files.deleteIfExists(socket);
        if (pointer != null) {
          Files.deleteIfExists(pointer);
          Files.deleteIfExists(socket.getParent());
        }
      } catch (IOException e) {
        throw Folder.failed("close", socket, e);
      }
    }

    private Frame answer(Frame request) {
      if (request.what() != PROCESS && request.what() != DISK) {
        return failure(INVALID, "unknown durability " + request.what());
      }
      try {
        Batch batch = Batch.decode(request.body(), objects);
        long first =
            door.append(batch, request.what() == DISK ? Durability.DISK : Durability.PROCESS);
        return new Frame(DONE, ByteBuffer.allocate(Long.BYTES).putLong(first).array());
      } catch (LogException.Invalid e) {
        return failure(INVALID, e.getMessage());
      } catch (LogException.Unavailable e) {
        return failure(UNAVAILABLE, e.getMessage());
      } catch (LogException.Corrupt e) {
        return failure(CORRUPT, e.getMessage());
      } catch (RuntimeException e) {
        return failure(FAILED, e.toString());
      }
    }

    private static Frame failure(int what, @Nullable String message) {
      return new Frame(what, String.valueOf(message).getBytes(StandardCharsets.UTF_8));
    }
  }
}

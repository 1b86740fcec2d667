package io.leat.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.zip.CRC32C;

/**
 * One message on the hand-over socket: magic (u32), what (u32), length (u32), CRC32C of the rest
 * (u32), the rest.
 */
final class Frame {
  private static final int MAGIC = 'L' | 'e' << 8 | 'H' << 16 | 'O' << 24;
  private static final int HEAD = 16;

  private final int what;
  private final byte[] body;

  Frame(int what, byte[] body) {
    this.what = what;
    this.body = body;
  }

  /** A request's durability, an answer's outcome. */
  int what() {
    return what;
  }

  byte[] body() {
    return body;
  }

  /** Sends this; the peer must take it within the timeout. */
  void send(SocketChannel channel, Duration timeout) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(HEAD + body.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(MAGIC).putInt(what).putInt(body.length).putInt(checksum(body)).put(body).flip();
    transfer(channel, SelectionKey.OP_WRITE, buffer, timeout);
  }

  /**
   * Receives a frame of at most {@code bytesMax}.
   *
   * @throws IOException if the peer goes away, is silent longer than the timeout, or talks nonsense
   */
  static Frame receive(SocketChannel channel, int bytesMax, Duration timeout) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
    transfer(channel, SelectionKey.OP_READ, head, timeout);
    head.flip();
    int magic = head.getInt();
    int what = head.getInt();
    int length = head.getInt();
    int checksum = head.getInt();
    if (magic != MAGIC || length < 0 || length > bytesMax) {
      throw new IOException("not a message of ours");
    }
    ByteBuffer body = ByteBuffer.allocate(length);
    transfer(channel, SelectionKey.OP_READ, body, timeout);
    if (checksum(body.array()) != checksum) {
      throw new IOException("a message whose checksum is not that of its bytes");
    }
    return new Frame(what, body.array());
  }

  /**
   * Moves bytes until the buffer has none remaining. The timeout counts from the last byte moved.
   */
  private static void transfer(
      SocketChannel channel, int operation, ByteBuffer buffer, Duration timeout)
      throws IOException {
    channel.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      channel.register(selector, operation);
      while (buffer.hasRemaining()) {
        int moved =
            operation == SelectionKey.OP_READ ? channel.read(buffer) : channel.write(buffer);
        if (moved < 0) {
          throw new IOException("the other side went away");
        }
        if (moved == 0 && selector.select(timeout.toMillis()) == 0) {
          throw new IOException("the other side is silent for " + timeout.toMillis() + " ms");
        }
        selector.selectedKeys().clear();
      }
    }
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}

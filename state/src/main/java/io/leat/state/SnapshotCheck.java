package io.leat.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Whether the bytes of a snapshot are all there and as they were written. */
final class SnapshotCheck {
  /** Also the version: another layout, another number. */
  static final long FORMAT = 0x6c656174_736e0002L;

  private static final int DIGEST_BYTES = 32;

  private SnapshotCheck() {}

  /**
   * Reads to the end.
   *
   * @throws IOException if it is not what was written; says why
   */
  static void whole(InputStream in) throws IOException {
    byte[] head = in.readNBytes(Long.BYTES);
    if (head.length < Long.BYTES || ByteBuffer.wrap(head).getLong() != FORMAT) {
      throw new IOException("it is of another version, or no snapshot");
    }
    MessageDigest digest = sha256();
    digest.update(head);
    byte[] tail = new byte[0];
    byte[] chunk = new byte[SnapshotBytes.BUFFER_BYTES];
    for (int read = in.read(chunk); read > 0; read = in.read(chunk)) {
      byte[] joined = new byte[tail.length + read];
      System.arraycopy(tail, 0, joined, 0, tail.length);
      System.arraycopy(chunk, 0, joined, tail.length, read);
      int known = Math.max(0, joined.length - DIGEST_BYTES);
      digest.update(joined, 0, known);
      tail = Arrays.copyOfRange(joined, known, joined.length);
    }
    if (!MessageDigest.isEqual(tail, digest.digest())) {
      throw new IOException("it is damaged or half-written");
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

package io.leat.state;

import io.leat.state.Snapshot.Invoked;
import io.leat.state.Snapshot.Last;
import io.leat.state.Snapshot.Seal;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A snapshot as bytes: a number that says the format, the fields in order, and SHA-256 over all of
 * it. No promise beyond one version of Leat: what another wrote is not read.
 */
final class SnapshotBytes {
  /** Also the version: another layout, another number. */
  private static final long FORMAT = 0x6c656174_736e0001L;

  private static final int DIGEST_BYTES = 32;
  private static final int BUFFER_BYTES = 1 << 16;

  private SnapshotBytes() {}

  static void write(Snapshot snapshot, OutputStream to) throws IOException {
    var digesting = new DigestOutputStream(to, sha256());
    var out = new DataOutputStream(digesting);
    out.writeLong(FORMAT);
    out.writeLong(snapshot.cut());
    Seal seal = snapshot.seal();
    out.writeLong(seal.end());
    out.writeLong(seal.timeMicros());
    out.writeLong(seal.run());
    out.writeInt(seal.checksum());
    text(out, snapshot.graph());
    out.writeLong(snapshot.compiled());
    out.writeInt(snapshot.topics().size());
    for (Last last : snapshot.topics()) {
      text(out, last.topic());
      out.writeLong(last.count());
      out.writeLong(last.offset());
      out.writeLong(last.root());
      text(out, last.node());
      out.writeInt(last.call());
      out.writeInt(last.ordinal());
      byte[] value = last.value();
      out.writeBoolean(value != null);
      if (value != null) {
        bytes(out, value);
      }
    }
    out.writeInt(snapshot.invoked().size());
    for (Invoked invoked : snapshot.invoked()) {
      text(out, invoked.node());
      out.writeInt(invoked.binding().size());
      for (Map.Entry<String, String> bound : invoked.binding().entrySet()) {
        text(out, bound.getKey());
        text(out, bound.getValue());
      }
      out.writeLong(invoked.root());
    }
    out.flush();
    digesting.on(false);
    out.write(digesting.getMessageDigest().digest());
    out.flush();
  }

  /**
   * Reads a snapshot twice: once to see that it is whole, once to take it in.
   *
   * @throws IOException if it is not what was written; says why
   */
  static Snapshot read(Snapshots.Store store, long cut) throws IOException {
    try (InputStream in = new BufferedInputStream(store.open(cut), BUFFER_BYTES)) {
      checkWhole(in);
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(store.open(cut), BUFFER_BYTES))) {
      return read(in);
    }
  }

  private static void checkWhole(InputStream in) throws IOException {
    byte[] head = in.readNBytes(Long.BYTES);
    if (head.length < Long.BYTES || ByteBuffer.wrap(head).getLong() != FORMAT) {
      throw new IOException("it is of another version, or no snapshot");
    }
    MessageDigest digest = sha256();
    digest.update(head);
    byte[] tail = new byte[0];
    byte[] chunk = new byte[BUFFER_BYTES];
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

  private static Snapshot read(DataInputStream in) throws IOException {
    in.readLong();
    long cut = in.readLong();
    Seal seal = new Seal(in.readLong(), in.readLong(), in.readLong(), in.readInt());
    String graph = text(in);
    long compiled = in.readLong();
    List<Last> topics = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      topics.add(
          new Last(
              text(in),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              text(in),
              in.readInt(),
              in.readInt(),
              in.readBoolean() ? bytes(in) : null));
    }
    List<Invoked> invoked = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      String node = text(in);
      Map<String, String> binding = new LinkedHashMap<>();
      for (int variables = in.readInt(); variables > 0; variables--) {
        binding.put(text(in), text(in));
      }
      invoked.add(new Invoked(node, binding, in.readLong()));
    }
    return new Snapshot(cut, seal, graph, compiled, topics, invoked);
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    bytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

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
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A snapshot as bytes: a number that says the format, the fields in order, and SHA-256 over all of
 * it ({@link SnapshotCheck}). No promise beyond one version of Leat: what another wrote is not
 * read.
 */
final class SnapshotBytes {
  static final int BUFFER_BYTES = 1 << 16;

  private SnapshotBytes() {}

  static void write(Snapshot snapshot, OutputStream to) throws IOException {
    var digesting = new DigestOutputStream(to, SnapshotCheck.sha256());
    var out = new DataOutputStream(digesting);
    out.writeLong(SnapshotCheck.FORMAT);
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
      out.writeInt(last.rank());
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
      SnapshotCheck.whole(in);
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(store.open(cut), BUFFER_BYTES))) {
      return read(in);
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
              in.readInt(),
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
}

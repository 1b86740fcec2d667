package io.leat.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.CRC32C;

/** Writes a bundle from its beginning to its end. Owned by one thread. */
final class BundleWriter {
  private final OutputStream out;
  private final ObjectStore objects;
  private final EventDecoder decoder;
  private final Set<ObjectId> written = new HashSet<>();
  private final LineHash hash;
  private final MessageDigest all = Links.sha256();
  private long end;

  /**
   * @param branch what the bundle holds; has no parent
   * @param objects where the objects are that documents name
   */
  BundleWriter(OutputStream out, Branch branch, ObjectStore objects) throws IOException {
    this.out = out;
    this.objects = objects;
    this.decoder = new EventDecoder(objects);
    this.hash = new LineHash(branch);
    byte[] prefix = buffer(Bundle.PREFIX_BYTES).put(Bundle.MAGIC).putInt(Bundle.VERSION).array();
    put(prefix, prefix.length);
    byte[] manifest = Bundle.manifest(branch);
    record(Bundle.MANIFEST, manifest, manifest.length);
  }

  /** Number of segments begun so far, and their hash. */
  LineHash hash() {
    return hash;
  }

  /** Adds a document, and before it the objects that it names. */
  void document(Document document) throws IOException {
    if (document.kind() != Document.OPENING) {
      for (Event event : decoder.decode(document, 0, document.count())) {
        ObjectId object = event.payload().object();
        if (object != null && written.add(object)) {
          object(object);
        }
      }
    }
    hash.add(document);
    end = document.end();
    record(Bundle.DOCUMENT, document.array, document.length());
  }

  /** Ends the bundle and returns the head of what it holds. */
  Head end(String line) throws IOException {
    String head = hash.head();
    byte[] body =
        buffer(Bundle.END_BYTES)
            .putLong(end)
            .put(HexFormat.of().parseHex(head))
            .put(all.digest())
            .array();
    record(Bundle.END, body, body.length);
    out.flush();
    return new Head(line, end, head);
  }

  private void object(ObjectId id) throws IOException {
    byte[] begins = buffer(ObjectId.DIGEST_BYTES + 8).put(id.digest()).putLong(id.size()).array();
    record(Bundle.OBJECT, begins, begins.length);
    try (InputStream content = objects.open(id)) {
      byte[] part = new byte[Bundle.PART_BYTES];
      for (int count = content.readNBytes(part, 0, part.length);
          count > 0;
          count = content.readNBytes(part, 0, part.length)) {
        record(Bundle.PART, part, count);
      }
    }
  }

  private void record(byte kind, byte[] body, int length) throws IOException {
    byte[] header = buffer(Bundle.RECORD_HEADER).putInt(0).put(kind).putInt(length).array();
    CRC32C crc = new CRC32C();
    crc.update(header, 4, Bundle.RECORD_HEADER - 4);
    crc.update(body, 0, length);
    Document.INT.set(header, 0, (int) crc.getValue());
    put(header, Bundle.RECORD_HEADER);
    put(body, length);
  }

  private void put(byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, length);
    all.update(bytes, 0, length);
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}

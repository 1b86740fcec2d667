package io.leat.log;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes, each lot of them kept once, under the SHA-256 of its content. What was put is on the disk
 * when {@code put} returns, so that an event may name it; what is read is checked. Thread-safe, and
 * any number of processes may put and read at the same time, the same objects too.
 */
public interface ObjectStore {

  /** A value that is longer is kept as an object, bytes. */
  int INLINE_BYTES_MAX = 64 << 10;

  /** The largest object, bytes. */
  long BYTES_MAX = 4L << 30;

  /**
   * Puts bytes; has no effect if they are there already and whole.
   *
   * @throws LogException.Unavailable if they cannot be written; then nothing was
   */
  ObjectId put(byte[] content);

  /**
   * Puts everything that a stream still gives, without holding it in memory.
   *
   * @throws IOException if the stream fails; nothing was written
   * @throws LogException.Invalid if there is more than {@link #BYTES_MAX}; nothing was written
   * @throws LogException.Unavailable if it cannot be written; then nothing was
   */
  ObjectId put(InputStream content) throws IOException;

  /** Puts the content of a file, as {@link #put(InputStream)} does. */
  default ObjectId put(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      return put(content);
    }
  }

  /** Whether an object of this name and size is there. Does not read it. */
  boolean holds(ObjectId id);

  /**
   * The bytes of an object, checked while they are read: the last of them are only handed out once
   * all are known to be right.
   *
   * @throws LogException.Corrupt here or while reading, if the object is missing or not what its
   *     name says; names the object and its file
   */
  InputStream open(ObjectId id);

  /**
   * The bytes of an object at once.
   *
   * @throws LogException.Corrupt if it is missing or not what its name says
   * @throws LogException.Invalid if it is too large for an array
   */
  default byte[] get(ObjectId id) {
    if (id.size() > Payload.ARRAY_BYTES_MAX) {
      throw new LogException.Invalid(
          Message.of("%s is too large to be held in memory; read it as a stream", id));
    }
    try (InputStream content = open(id)) {
      return content.readAllBytes();
    } catch (IOException e) {
      throw new LogException.Unavailable(Message.of("cannot read %s: %s", id, e), e);
    }
  }

  /**
   * The value that stands for raw bytes: a JSON string, the bytes in base64. If they are many, the
   * bytes themselves are put, and the text is made of them when it is read.
   *
   * @throws IOException if the stream fails; nothing was written
   * @throws LogException as {@link #put(InputStream)}
   */
  default Payload raw(InputStream content) throws IOException {
    int shortMax = (INLINE_BYTES_MAX - 2) / 4 * 3;
    byte[] head = content.readNBytes(shortMax + 1);
    if (head.length <= shortMax) {
      return Payload.of(Base64Text.of(head));
    }
    InputStream all = new SequenceInputStream(new ByteArrayInputStream(head), content);
    return Payload.kept(new KeptValue(this, put(all), true, ""));
  }
}

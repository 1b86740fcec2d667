package io.leat.log;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A value whose bytes lie in an object. Remembers if that turned out to be damaged. Thread-safe.
 */
final class KeptValue {
  private final ObjectStore store;
  private final ObjectId id;
  private final boolean raw;
  private final String place;
  private volatile LogException.@Nullable Corrupt damage;

  /**
   * @param raw true if the value is a JSON string, the bytes of the object in base64; else its
   *     bytes are those of the object
   * @param place where the value stands, as messages begin with it; may be empty
   */
  KeptValue(ObjectStore store, ObjectId id, boolean raw, String place) {
    this.store = store;
    this.id = id;
    this.raw = raw;
    this.place = place;
  }

  ObjectId id() {
    return id;
  }

  boolean raw() {
    return raw;
  }

  String place() {
    return place;
  }

  /** What was found when it was read; null if it was never read or never found damaged. */
  LogException.@Nullable Corrupt damage() {
    return damage;
  }

  /** Number of bytes of the value. */
  long length() {
    return raw ? Base64Text.length(id.size()) : id.size();
  }

  /** The bytes of the value. */
  InputStream open() {
    InputStream content = content();
    return raw ? new Base64Text(content) : content;
  }

  /** The bytes of the object. */
  InputStream content() {
    try {
      return new Placed(store.open(id));
    } catch (LogException.Corrupt e) {
      throw placed(e);
    }
  }

  private LogException.Corrupt placed(LogException.Corrupt e) {
    var found = new LogException.Corrupt(place + e.getMessage());
    damage = found;
    return found;
  }

  /** Says where the value stands if it turns out to be damaged. */
  private final class Placed extends InputStream {
    private final InputStream content;

    Placed(InputStream content) {
      this.content = content;
    }

    @Override
    public int read() throws IOException {
      try {
        return content.read();
      } catch (LogException.Corrupt e) {
        throw placed(e);
      }
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      try {
        return content.read(target, from, length);
      } catch (LogException.Corrupt e) {
        throw placed(e);
      }
    }

    @Override
    public void close() throws IOException {
      content.close();
    }
  }
}

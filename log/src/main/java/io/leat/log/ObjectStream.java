package io.leat.log;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The bytes of an object as they are read from somewhere. Complains before the last of them is
 * handed out if they are not what the name says. Owned by one thread.
 */
final class ObjectStream extends InputStream {
  private final InputStream bytes;
  private final ObjectId id;
  private final String place;
  private final MessageDigest digest = Links.sha256();
  private long left;

  /**
   * What is read from {@code bytes}, which is closed with this.
   *
   * @param place what messages begin with
   */
  ObjectStream(InputStream bytes, ObjectId id, String place) {
    this.bytes = bytes;
    this.id = id;
    this.place = place;
    this.left = id.size();
    if (left == 0) {
      finish();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = bytes.read(target, from, (int) Math.min(left, length));
    if (count < 0) {
      throw damaged(Message.of("expected %d bytes, found %d", id.size(), id.size() - left));
    }
    digest.update(target, from, count);
    left -= count;
    if (left == 0) {
      finish();
    }
    return count;
  }

  private void finish() {
    byte[] found = digest.digest();
    if (!Arrays.equals(found, id.digest())) {
      throw damaged("its bytes have the SHA-256 " + ObjectId.of(found, 0).sha256());
    }
  }

  private LogException.Corrupt damaged(String what) {
    return new LogException.Corrupt(place + ": " + what);
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}

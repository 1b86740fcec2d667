package io.leat.log;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Names an object by its content.
 *
 * @param sha256 of all its bytes, 64 hexadecimal digits in lower case
 * @param size number of its bytes, 0 to {@link ObjectStore#BYTES_MAX}
 */
public record ObjectId(String sha256, long size) {
  static final int DIGEST_BYTES = 32;

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public ObjectId {
    if (!SHA256.matcher(sha256).matches() || size < 0 || size > ObjectStore.BYTES_MAX) {
      throw new LogException.Invalid(
          Message.of(
              "\"%s\" with %d bytes is no object: 64 hexadecimal digits name it, and it has at most"
                  + " %d bytes",
              sha256, size, ObjectStore.BYTES_MAX));
    }
  }

  /** The name of these bytes. */
  static ObjectId of(byte[] content) {
    return of(Links.sha256().digest(content), content.length);
  }

  static ObjectId of(byte[] digest, long size) {
    return new ObjectId(HexFormat.of().formatHex(digest), size);
  }

  byte[] digest() {
    return HexFormat.of().parseHex(sha256);
  }

  @Override
  public String toString() {
    return Message.of("object %s of %d bytes", sha256, size);
  }
}

package io.leat.log;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a portable file of one line of history is made of (docs/reference/bundle-format.md): eight
 * letters and a version, then records, the last of which is the end.
 *
 * <p>A record is: CRC32C of what follows in it (u32), kind (u8), length of the body (u32), the
 * body.
 */
final class Bundle {
  static final byte[] MAGIC = "LeBundle".getBytes(StandardCharsets.US_ASCII);
  static final int VERSION = 1;
  static final int PREFIX_BYTES = MAGIC.length + 4;
  static final int RECORD_HEADER = 9;

  /** What the bundle holds, as text. The first record, and the only one of its kind. */
  static final byte MANIFEST = 1;

  /** An object begins: SHA-256, size (u64). Its parts follow. */
  static final byte OBJECT = 2;

  /** The next bytes of the object. */
  static final byte PART = 3;

  /** A document as it stands in a segment. The objects that it names came before. */
  static final byte DOCUMENT = 4;

  /** The end: offset (u64), the head (32 bytes), SHA-256 of all bytes before this record. */
  static final byte END = 5;

  static final int PART_BYTES = 1 << 20;
  static final int END_BYTES = 8 + 2 * ObjectId.DIGEST_BYTES;
  private static final int MANIFEST_BYTES_MAX = 1 << 12;

  private static final String HEAD = "leat bundle 1";

  private Bundle() {}

  /** The longest body that a record of this kind has; -1 if there is no such kind. */
  static int bytesMax(byte kind) {
    return switch (kind) {
      case MANIFEST -> MANIFEST_BYTES_MAX;
      case OBJECT -> ObjectId.DIGEST_BYTES + 8;
      case PART -> PART_BYTES;
      case DOCUMENT -> Document.BYTES_MAX;
      case END -> END_BYTES;
      default -> -1;
    };
  }

  static byte[] manifest(Branch branch) {
    String text = HEAD + "\nbranch " + branch.name() + "\nline " + branch.line() + "\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The branch that a manifest tells of. It stands alone: no parent.
   *
   * @throws LogException.Invalid if it is no manifest, or its names are malformed
   */
  static Branch branch(byte[] manifest) {
    List<String> lines = new String(manifest, StandardCharsets.UTF_8).lines().toList();
    if (lines.size() != 3
        || !lines.get(0).equals(HEAD)
        || !lines.get(1).startsWith("branch ")
        || !lines.get(2).startsWith("line ")) {
      throw new LogException.Invalid("its first record is no manifest of this version");
    }
    String name = lines.get(1).substring("branch ".length());
    String line = lines.get(2).substring("line ".length());
    Branches.checkName(name);
    Branches.checkName("line", line);
    return new Branch(name, line, null);
  }
}

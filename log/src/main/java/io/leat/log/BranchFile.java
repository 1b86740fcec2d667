package io.leat.log;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code branch} in a branch's folder: which line it is, and where that leaves its parent.
 * Five lines at most, the last a checksum of those before.
 *
 * <pre>
 * leat branch 1
 * line 5f0c…
 * parent 0
 * fork 42
 * crc32c 1a2b3c4d
 * </pre>
 */
final class BranchFile {
  private static final String NAME = "branch";
  private static final String HEAD = "leat branch 1";

  private BranchFile() {}

  static void write(Path folder, Branch branch) {
    String body = body(branch);
    Folder.write(folder.resolve(NAME), body + Checksum.line(body), true);
  }

  /** The text without the checksum. */
  static String body(Branch branch) {
    String line = HEAD + "\nline " + branch.line() + "\n";
    Branch.Fork fork = branch.fork();
    return fork == null ? line : line + "parent " + fork.line() + "\nfork " + fork.offset() + "\n";
  }

  /**
   * The branch in a folder, or null if there is none.
   *
   * @param name what people call it
   */
  static @Nullable Branch read(Path folder, String name) {
    Path file = folder.resolve(NAME);
    String text = Folder.read(file);
    if (text == null) {
      return null;
    }
    List<String> lines = Checksum.checkedLines(text, file);
    if (!lines.getFirst().equals(HEAD) || (lines.size() != 2 && lines.size() != 4)) {
      throw new LogException.Corrupt(Message.of("%s: not a branch file of this version", file));
    }
    String line = value(lines.get(1), "line", file);
    if (lines.size() == 2) {
      return new Branch(name, line, null);
    }
    long offset = Long.parseLong(value(lines.get(3), "fork", file));
    return new Branch(name, line, new Branch.Fork(value(lines.get(2), "parent", file), offset));
  }

  private static String value(String line, String key, Path file) {
    if (!line.startsWith(key + " ")) {
      throw new LogException.Corrupt(
          Message.of("%s: expected \"%s …\", found \"%s\"", file, key, line));
    }
    return line.substring(key.length() + 1);
  }
}

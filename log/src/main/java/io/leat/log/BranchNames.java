package io.leat.log;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the folders of branches are called by people: a branch whose name never changed has that of
 * its folder; the file {@code .names} beside the folders says it of the others. So several names
 * move in one step, and no folder ever does.
 *
 * <pre>
 * leat names 1
 * lower main
 * main main-before-lower
 * crc32c 1a2b3c4d
 * </pre>
 */
record BranchNames(Path root, Map<String, String> byFolder) {
  private static final String FILE = ".names";
  private static final String HEAD = "leat names 1";

  /**
   * @param root where the folders of branches are
   * @throws LogException.Corrupt if the file is damaged
   */
  static BranchNames read(Path root) {
    Path file = root.resolve(FILE);
    String text = Folder.read(file);
    Map<String, String> names = new TreeMap<>();
    if (text != null) {
      List<String> lines = Checksum.checkedLines(text, file);
      if (!lines.getFirst().equals(HEAD)) {
        throw new LogException.Corrupt(
            Message.of("%s: not a file of branch names of this version", file));
      }
      for (String line : lines.subList(1, lines.size())) {
        int space = line.indexOf(' ');
        names.put(line.substring(0, space), line.substring(space + 1));
      }
    }
    return new BranchNames(root, names);
  }

  /** What the branch in a folder is called. */
  String of(Path folder) {
    String own = folder.getFileName().toString();
    return byFolder.getOrDefault(own, own);
  }

  /**
   * A folder for a branch that is to be made, not there yet; what is called so is on the disk when
   * this returns. The caller sees to it that nobody else makes branches meanwhile.
   *
   * @param name one that is {@link Branch#UNFINISHED} gets the folder that it is to keep
   * @param line of the branch, which tells it from others that had the name before
   */
  Path claim(String name, String line) {
    String whole = Branches.whole(name);
    Path folder = root.resolve(whole);
    if (Files.exists(folder)) {
      folder = root.resolve(whole + "-" + line);
    }
    keep(Map.of(folder.getFileName().toString(), name));
    return folder;
  }

  /**
   * Gives branches other names, all in one step; on the disk when this returns.
   *
   * @param changed by folder
   */
  void keep(Map<String, String> changed) {
    Map<String, String> names = new TreeMap<>(byFolder);
    names.keySet().removeIf(folder -> !Files.exists(root.resolve(folder)));
    names.putAll(changed);
    names.entrySet().removeIf(name -> name.getKey().equals(name.getValue()));
    if (!names.equals(byFolder)) {
      StringBuilder body = new StringBuilder(HEAD).append('\n');
      names.forEach((folder, name) -> body.append(folder).append(' ').append(name).append('\n'));
      Folder.write(root.resolve(FILE), body + Checksum.line(body.toString()), true);
    }
  }
}

package io.leat.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folders of a store's branches, and the lines that lie in them: those of the branches, and
 * copies of what self-contained branches share. Thread-safe.
 */
final class BranchFolders {
  /** A branch is deleted once its folder is called so; to delete that may be cut off. */
  private static final String DELETED = ".deleted-";

  private final Path root;

  /** What follows from the segments, by line; may be deleted at any time. */
  private final Path indexes;

  /** By folder. */
  private final ConcurrentHashMap<Path, SegmentLine> lines = new ConcurrentHashMap<>();

  /** By line, where it was found. A folder never moves, whatever its branch is called. */
  private final ConcurrentHashMap<String, Path> found = new ConcurrentHashMap<>();

  /**
   * Where a line is: in the folder of a branch, or a copy in that of a branch that shares it.
   *
   * @param home the folder of the branch
   */
  record Place(Branch branch, Path folder, Path home) {}

  BranchFolders(Path root, Path indexes) {
    this.root = root;
    this.indexes = indexes;
  }

  /** The folders that may be those of branches, in order of name. */
  List<Path> all() {
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(folder -> !folder.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw Folder.failed("list", root, e);
    }
  }

  /** Every branch, {@code main} first, whether it has a folder yet or not. */
  List<Branch> branches() {
    List<Branch> branches = new ArrayList<>();
    BranchNames names = names();
    for (Path folder : all()) {
      Branch branch = read(folder, names);
      if (branch != null) {
        branches.add(branch);
      }
    }
    if (branches.stream().noneMatch(branch -> branch.name().equals(LogStore.MAIN))) {
      branches.add(Branches.MAIN);
    }
    branches.sort(Branches.ORDER);
    return branches;
  }

  /** What people call the branches. */
  BranchNames names() {
    return BranchNames.read(root);
  }

  /** The branch in a folder; null if there is none. */
  @Nullable Branch read(Path folder, BranchNames names) {
    Branch branch = BranchFile.read(folder, names.of(folder));
    if (branch != null) {
      found.put(branch.line(), folder);
    }
    return branch;
  }

  /** Where a branch is; the folder need not be there yet. */
  Path of(Branch branch) {
    Path folder = found.get(branch.line());
    return folder == null ? root.resolve(branch.name()) : folder;
  }

  /** Gives branches other names, all in one step. */
  void rename(Map<Branch, String> names) {
    Map<String, String> byFolder = new HashMap<>();
    names.forEach((branch, name) -> byFolder.put(of(branch).getFileName().toString(), name));
    names().keep(byFolder);
  }

  /** A branch, its parent, and so on. A branch's own copies come before the lines themselves. */
  List<Place> lineage(Branch branch) {
    List<Place> lineage = new ArrayList<>();
    Place at = new Place(branch, of(branch), of(branch));
    lineage.add(at);
    for (Branch.Fork fork = branch.fork(); fork != null; fork = at.branch.fork()) {
      Path copy = SharedCopy.of(at.home, fork.line());
      Branch copied = BranchFile.read(copy, fork.line());
      if (copied == null) {
        Branch parent = byLine(fork.line());
        at = new Place(parent, of(parent), of(parent));
      } else {
        at = new Place(copied, copy, at.home);
      }
      lineage.add(at);
    }
    return lineage;
  }

  SegmentLine line(Place at) {
    String own = at.branch.line();
    String index = at.folder.equals(at.home) ? own : own + "-in-" + at.home.getFileName();
    return lines.computeIfAbsent(
        at.folder, folder -> new SegmentLine(folder, indexes.resolve(index)));
  }

  /** What was read of a branch before may be otherwise now. */
  void forget(Branch branch) {
    SegmentLine line = lines.get(of(branch));
    if (line != null) {
      line.forget(Marks.NONE);
    }
  }

  /** The branches that need their parents. */
  List<Branch> dependents() {
    return branches().stream().filter(branch -> !SharedCopy.isThere(of(branch))).toList();
  }

  private Branch byLine(String line) {
    return branches().stream()
        .filter(branch -> branch.line().equals(line))
        .findFirst()
        .orElseThrow(
            () ->
                new LogException.Corrupt(
                    Message.of(
                        "no branch of this workspace is line %s, from which another was forked",
                        line)));
  }

  Branch named(String name) {
    Branch branch = find(name);
    if (branch == null) {
      throw Branches.unknown(name, branches());
    }
    return branch;
  }

  @Nullable Branch find(String name) {
    return branches().stream()
        .filter(branch -> branch.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** Deletes a branch's folder, in one step, and what was kept of its line. */
  void delete(Branch branch) {
    SegmentLine line = lines.remove(of(branch));
    if (line != null) {
      line.close();
    }
    Folder.deleteTree(indexes.resolve(branch.line()));
    Folder.deleteAll(root, DELETED);
    Path deleted = root.resolve(DELETED + branch.line());
    Folder.move(of(branch), deleted);
    names().keep(Map.of());
    Folder.deleteTree(deleted);
  }

  /** What a fork shares must not be lost while the fork remains. */
  static void forceSegments(Path folder) {
    SegmentFiles files = new SegmentFiles(folder);
    int highest = files.highest();
    for (int number = Math.max(files.lowest(), highest - Closing.UNFORCED_MAX);
        number <= highest;
        number++) {
      Folder.forceFile(files.file(number));
    }
    if (highest >= 0) {
      Folder.force(folder);
    }
  }

  void close() {
    lines.values().forEach(SegmentLine::close);
  }
}

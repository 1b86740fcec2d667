package io.leat.log;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads everything that a store holds and tells what is not as it was written. Changes nothing;
 * does not stop at damage.
 */
public final class Verify {

  /**
   * Something that is not as it was written.
   *
   * @param branch empty if it concerns none
   * @param offset the first that is affected
   * @param file where it was found
   * @param position in that file, bytes; -1 if it concerns the file as a whole
   */
  public record Problem(String branch, long offset, Path file, long position, String what) {

    @Override
    public String toString() {
      if (branch.isEmpty()) {
        return Message.of("%s: %s", file, what);
      }
      String place = position < 0 ? "" : Message.of(", byte %d", position);
      return Message.of("branch %s, offset %d, %s%s: %s", branch, offset, file, place, what);
    }
  }

  /**
   * What was read, and what was wrong with it.
   *
   * @param unnamed how many of the objects no event names; no problem
   */
  public record Report(
      int branches,
      int segments,
      long commits,
      long events,
      long objects,
      long unnamed,
      List<Problem> problems) {

    public boolean clean() {
      return problems.isEmpty();
    }
  }

  /** Is told from time to time how far it is. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Everything of the branch below {@code offset} has been read.
     *
     * @param bytes read of this branch so far
     */
    void reached(String branch, long offset, long bytes);
  }

  private final ChronicleStore store;
  private final Progress progress;
  private final List<Problem> problems = new ArrayList<>();
  private final ObjectCheck objects;
  private int segments;
  private long commits;
  private long events;

  private Verify(ChronicleStore store, Progress progress) {
    this.store = store;
    this.progress = progress;
    this.objects = new ObjectCheck(store.objects(), problems);
  }

  /** Verifies every branch. */
  public static Report all(ChronicleStore store, Progress progress) {
    return new Verify(store, progress).run(null);
  }

  /**
   * Verifies a branch and those that it was forked from.
   *
   * @throws LogException.Invalid if there is no such branch
   */
  public static Report branch(ChronicleStore store, String name, Progress progress) {
    return new Verify(store, progress).run(name);
  }

  private Report run(@Nullable String only) {
    Map<String, Branch> byLine = new LinkedHashMap<>();
    BranchNames names = store.folders().names();
    for (Path folder : store.folders().all()) {
      try {
        Branch branch = store.folders().read(folder, names);
        if (branch != null) {
          byLine.put(branch.line(), branch);
        } else if (new SegmentFiles(folder).highest() >= 0) {
          problem(folder, "it holds segments, but the file that says of which branch is missing");
        }
      } catch (LogException e) {
        problem(folder, e.getMessage());
      }
    }
    List<Branch> chosen = only == null ? List.copyOf(byLine.values()) : ancestry(only, byLine);
    Map<String, Long> ends = new LinkedHashMap<>();
    for (Branch branch : chosen) {
      ends.put(branch.line(), line(branch, store.folders().of(branch)));
    }
    for (Branch branch : chosen) {
      Map<String, Long> all = new LinkedHashMap<>(ends);
      all.putAll(copies(branch));
      fork(branch, all);
    }
    objects.checkNamed();
    if (only == null) {
      objects.checkOthers();
      refs(ends);
    }
    return new Report(
        chosen.size(),
        segments,
        commits,
        events,
        objects.checked(),
        objects.unnamed(),
        List.copyOf(problems));
  }

  private void problem(Path folder, String what) {
    problems.add(new Problem(folder.getFileName().toString(), 0, folder, -1, what));
  }

  private List<Branch> ancestry(String name, Map<String, Branch> byLine) {
    List<Branch> found = new ArrayList<>();
    Branch at =
        byLine.values().stream()
            .filter(branch -> branch.name().equals(name))
            .findFirst()
            .orElse(null);
    if (at == null && problems.stream().noneMatch(problem -> problem.branch.equals(name))) {
      at = store.log(name).branch();
    }
    while (at != null) {
      found.add(at);
      boolean alone = at.fork() == null || SharedCopy.isThere(store.folders().of(at));
      at = alone ? null : byLine.get(Objects.requireNonNull(at.fork()).line());
    }
    return found;
  }

  /** Verifies the copies of what a branch shares. Returns where each ends, by line. */
  private Map<String, Long> copies(Branch branch) {
    Map<String, Long> ends = new LinkedHashMap<>();
    for (Path folder : SharedCopy.all(store.folders().of(branch))) {
      try {
        Branch copied = BranchFile.read(folder, folder.getFileName().toString());
        if (copied == null) {
          problem(folder, "the file that says of which line this is a copy is missing");
        } else {
          Branch named = new Branch(branch.name(), copied.line(), copied.fork());
          ends.put(copied.line(), line(named, folder));
        }
      } catch (LogException e) {
        problem(folder, e.getMessage());
      }
    }
    return ends;
  }

  /** Verifies what was written to the line itself, and returns where it ends. */
  private long line(Branch branch, Path folder) {
    LineCheck check = new LineCheck(branch, folder, objects, problems, progress);
    check.run();
    segments += check.segments;
    commits += check.commits;
    events += check.events;
    return check.expected;
  }

  /** What a ref stands for must be there. */
  private void refs(Map<String, Long> ends) {
    for (Path file : store.refs().files()) {
      try {
        Ref ref = store.refs().get(file.getFileName().toString());
        if (ref != null) {
          Branches.checkRef(ref, store.objects(), ends::get);
        }
      } catch (LogException e) {
        problems.add(new Problem("", 0, file, -1, e.getMessage()));
      }
    }
  }

  private void fork(Branch branch, Map<String, Long> ends) {
    Branch.Fork fork = branch.fork();
    if (fork == null) {
      return;
    }
    Long end = ends.get(fork.line());
    if (end == null) {
      problems.add(
          new Problem(
              branch.name(),
              0,
              store.folders().of(branch),
              -1,
              "its parent, line " + fork.line() + ", is not there"));
    } else if (end < fork.offset()) {
      problems.add(
          new Problem(
              branch.name(),
              end,
              store.folders().of(branch),
              -1,
              Message.of("it was forked at %d, but its parent ends at %d", fork.offset(), end)));
    }
  }
}

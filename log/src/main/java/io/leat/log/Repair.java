package io.leat.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to make a damaged store sound again: each damaged line is cut back to the documents
 * before its first damage. They are copied into a segment of their own, byte for byte, and sealed;
 * the damaged file and those behind it stay beside, under other names. A fork that shares what its
 * parent loses is set aside as a whole. No damaged byte is ever given a new checksum.
 */
public final class Repair {

  /**
   * What a branch loses.
   *
   * @param kept the offset that its next event will get; what was below it stays
   * @param lost the offset up to which (exclusive) events are given up, as far as can be told;
   *     equal to {@code kept} if none is
   * @param whole true if the branch is set aside as a whole
   * @param why the first damage
   */
  public record Loss(String branch, long kept, long lost, boolean whole, String why) {}

  private record Step(Branch branch, Loss loss, LineCheck.@Nullable Sound sound) {}

  /** Names of what is set aside begin with this, so that they are no branches. */
  private static final String ASIDE = ".aside-";

  private final ChronicleStore store;
  private final List<Step> steps = new ArrayList<>();

  private Repair(ChronicleStore store) {
    this.store = store;
  }

  /** Finds out what a repair would do; reads everything, changes nothing. */
  public static Repair plan(ChronicleStore store, Verify.Progress progress) {
    Repair repair = new Repair(store);
    repair.look(progress);
    return repair;
  }

  /** What each damaged branch would lose, forks before their parents. Empty: nothing to repair. */
  public List<Loss> losses() {
    return steps.stream().map(Step::loss).toList();
  }

  /**
   * Does it. Cut off in the middle, it can be planned and done again.
   *
   * @throws LogException.Unavailable if a branch is held by a writer, or was written to since the
   *     plan; branches before it in {@link #losses} are repaired
   */
  public void run() {
    for (Step step : steps) {
      Path folder = store.folders().of(step.branch);
      try (WriterLock _ = WriterLock.take(folder, "writer.lock", "branch " + step.branch.name())) {
        if (step.sound == null) {
          setAside(folder);
        } else {
          cut(step, folder, step.sound);
        }
      }
      store.folders().forget(step.branch);
    }
  }

  private void look(Verify.Progress progress) {
    List<Branch> branches = new ArrayList<>();
    BranchNames names = store.folders().names();
    for (Path folder : store.folders().all()) {
      try {
        Branch branch = store.folders().read(folder, names);
        if (branch != null) {
          branches.add(branch);
        } else if (new SegmentFiles(folder).highest() >= 0) {
          unknown(folder, names, folder + " has no file that says which branch it is", progress);
        }
      } catch (LogException.Corrupt e) {
        unknown(folder, names, e.getMessage(), progress);
      }
    }
    branches.sort(Comparator.comparing((Branch branch) -> branch.fork() != null));
    for (Branch branch : branches) {
      check(branch, progress, null);
    }
    setAsideForks(branches);
  }

  /** A folder whose branch file is damaged. What {@code main} is, is known without. */
  private void unknown(Path folder, BranchNames names, String why, Verify.Progress progress) {
    String name = names.of(folder);
    if (folder.getFileName().toString().equals(LogStore.MAIN)) {
      check(new Branch(name, Branches.MAIN.line(), null), progress, why);
    } else {
      Branch lost = new Branch(name, "?", null);
      steps.add(new Step(lost, new Loss(name, 0, 0, true, why), null));
    }
  }

  private void check(Branch branch, Verify.Progress progress, @Nullable String damaged) {
    List<Verify.Problem> problems = new ArrayList<>();
    LineCheck check = lineCheck(branch, problems, progress);
    check.run();
    if (problems.isEmpty() && damaged == null) {
      return;
    }
    LineCheck.Sound sound = check.sound();
    Tail tail = Tail.read(store.folders().of(branch));
    long recorded = tail == null ? 0 : tail.end();
    long lost = problems.isEmpty() ? sound.end() : Math.max(check.expected, recorded);
    String why = damaged == null ? problems.getFirst().toString() : damaged;
    Loss loss = new Loss(branch.name(), sound.end(), Math.max(lost, sound.end()), false, why);
    steps.add(new Step(branch, loss, sound));
  }

  /** Whether objects are whole is no matter of repair: nothing on the log can bring them back. */
  private LineCheck lineCheck(
      Branch branch, List<Verify.Problem> problems, Verify.Progress progress) {
    ObjectCheck objects = new ObjectCheck(store.objects(), new ArrayList<>());
    return new LineCheck(branch, store.folders().of(branch), objects, problems, progress);
  }

  /** Forks of what is lost, and their forks. */
  private void setAsideForks(List<Branch> branches) {
    Map<String, Long> kept = new HashMap<>();
    branches.forEach(branch -> kept.put(branch.line(), Long.MAX_VALUE));
    kept.putIfAbsent(Branches.MAIN.line(), Long.MAX_VALUE);
    steps.forEach(step -> kept.put(step.branch.line(), step.loss.whole ? -1 : step.loss.kept));
    List<Branch> left = new ArrayList<>(branches);
    for (boolean more = true; more; ) {
      more = false;
      for (Branch fork : List.copyOf(left)) {
        Branch.Fork from = fork.fork();
        if (from != null
            && !SharedCopy.isThere(store.folders().of(fork))
            && from.offset() > kept.getOrDefault(from.line(), -1L)) {
          steps.removeIf(step -> step.branch.equals(fork));
          String why = "its parent loses what both share below offset " + from.offset();
          steps.add(new Step(fork, new Loss(fork.name(), 0, 0, true, why), null));
          kept.put(fork.line(), -1L);
          more = left.remove(fork);
        }
      }
    }
    steps.sort(Comparator.comparing(step -> step.sound != null));
  }

  private void setAside(Path folder) {
    Folder.move(folder, Folder.free(folder.resolveSibling(ASIDE + folder.getFileName()) + "-"));
  }

  private void cut(Step step, Path folder, LineCheck.Sound sound) {
    LineCheck again = lineCheck(step.branch, new ArrayList<>(), (_, _, _) -> {});
    again.run();
    if (!again.sound().equals(sound)) {
      throw new LogException.Unavailable(
          Message.of(
              "branch %s was written to since it was looked at; verify again", step.branch.name()));
    }
    SegmentFiles files = new SegmentFiles(folder);
    for (int behind = files.highest(); behind > sound.segment(); behind--) {
      if (files.exists(behind)) {
        files.setAside(behind);
      }
    }
    Folder.force(folder);
    if (sound.segment() >= 0 && !endsThere(files, sound)) {
      replace(files.file(sound.segment()), sound.position());
    }
    recordEnd(folder, sound);
    if (step.branch.fork() == null) {
      BranchFile.write(folder, step.branch);
    }
  }

  private static boolean endsThere(SegmentFiles files, LineCheck.Sound sound) {
    try (Segment segment = new Segment(files.file(sound.segment()), sound.segment())) {
      segment.goTo(sound.position());
      return !segment.advance() && segment.ended();
    } catch (LogException.Corrupt e) {
      return false;
    }
  }

  /** Puts a copy of the sound part, with an end mark, in the place of a segment. */
  private static void replace(Path file, long length) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ);
          FileChannel to =
              FileChannel.open(
                  fresh,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE)) {
        for (long at = 0; at < length; ) {
          at += from.transferTo(at, length - at, to);
        }
        ByteBuffer mark = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        to.write(mark.putInt(0, Segment.END), length);
        to.force(true);
      }
      Files.createLink(Folder.free(file + SegmentFiles.ASIDE), file);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Folder.failed("repair", file, e);
    }
  }

  private static void recordEnd(Path folder, LineCheck.Sound sound) {
    Folder.force(folder);
    if (sound.segment() >= 0) {
      try (TailFile tail = new TailFile(folder)) {
        tail.record(
            new Tail(0, sound.end(), sound.segment(), sound.position(), sound.checksum(), false),
            true);
      }
    } else if (Files.exists(folder.resolve(Tail.FILE))) {
      Folder.move(folder.resolve(Tail.FILE), Folder.free(folder.resolve(Tail.FILE) + ASIDE));
    }
  }
}

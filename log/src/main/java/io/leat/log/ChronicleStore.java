package io.leat.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The log of a workspace on disk: a folder {@code .leat/log/BRANCH} for each branch, written
 * through Chronicle Queue. Any number of processes may read while one writes a branch; reading
 * writes nothing. Thread-safe.
 */
public final class ChronicleStore implements LogStore {
  private static final String LINES = ".lines";

  private static final long RUN_MAX = 0xffff_fffeL;

  private final Path root;
  private final ObjectFiles objects;
  private final RefFiles refs;
  private final BranchFolders folders;

  private final InstantSource clock;
  private final Bounds bounds;
  private final Executor executor;

  private ChronicleStore(Path leat, InstantSource clock, Bounds bounds, Executor executor) {
    this.root = leat.resolve("log");
    this.objects = new ObjectFiles(leat.resolve("objects"), bounds.freeBytesMin());
    this.refs = new RefFiles(leat.resolve("refs"), this::checkRef);
    this.folders = new BranchFolders(root, leat.resolve("state").resolve("index"));
    this.clock = clock;
    this.bounds = bounds;
    this.executor = executor;
  }

  /**
   * The log of the workspace in a folder. Nothing is created before the first write.
   *
   * @param clock what commits are timed by
   */
  public static ChronicleStore open(Path workspace, InstantSource clock) {
    return open(workspace, clock, Runnable::run);
  }

  /**
   * The log of the workspace in a folder.
   *
   * @param executor forces and hashes segments that are full, one at a time, while the next one is
   *     written
   */
  public static ChronicleStore open(Path workspace, InstantSource clock, Executor executor) {
    return open(workspace, clock, Bounds.USUAL, executor);
  }

  static ChronicleStore open(
      Path workspace, InstantSource clock, Bounds bounds, Executor executor) {
    return new ChronicleStore(workspace.resolve(".leat"), clock, bounds, executor);
  }

  /** Where the files of a branch are; the folder need not be there yet. */
  public Path folder(String branch) {
    return folders.of(folders.named(branch));
  }

  /** Who writes a branch now, such as {@code process 17}; null if nobody does. */
  public @Nullable String holder(String branch) {
    return WriterLock.holder(folder(branch), "writer.lock");
  }

  @Override
  public List<Branch> branches() {
    return folders.branches();
  }

  @Override
  public EventLog log(String name) {
    Branch branch = folders.named(name);
    List<BranchFolders.Place> lineage = folders.lineage(branch);
    Chain chain = Branches.chain(lineage, BranchFolders.Place::branch, folders::line);
    List<Branch> ancestry = lineage.stream().map(BranchFolders.Place::branch).toList();
    return new StoredLog(ancestry, chain, objects, () -> openWriter(lineage.getFirst(), chain));
  }

  /**
   * What a branch holds, in a line: to compare with later, or elsewhere. Reads the last segments.
   */
  public Head head(String name) {
    Branch branch = folders.named(name);
    return Head.of(branch, folders.of(branch));
  }

  /**
   * Compares a line with a head that was taken of it before.
   *
   * @return what is not as it was; null if everything below the head's offset is
   * @throws LogException.Corrupt if the line is damaged
   */
  public @Nullable String compare(Head head) {
    for (Branch branch : branches()) {
      if (branch.line().equals(head.line())) {
        return head.difference(branch, folders.of(branch));
      }
    }
    return Message.of("line %s, whose end was offset %d, is not there", head.line(), head.offset());
  }

  @Override
  public Branch fork(String name, String parent, long offset) {
    Branches.checkName(name);
    Branches.checkFork(((StoredLog) log(parent)).chain(), offset);
    Folder.make(root);
    try (WriterLock _ = lockBranches()) {
      if (folders.find(name) != null) {
        throw Branches.taken(name);
      }
      Branch from = folders.named(parent);
      BranchFolders.forceSegments(folder(parent));
      Branch.Fork fork = new Branch.Fork(from.line(), offset);
      Branch branch =
          new Branch(name, Branches.line(name, fork, clock.instant(), nextLine()), fork);
      Path folder = folders.names().claim(name, branch.line());
      Folder.make(folder);
      BranchFile.write(folder, branch);
      return branch;
    }
  }

  @Override
  public boolean detach(String name) {
    if (folders.named(name).fork() == null) {
      return false;
    }
    try (WriterLock _ = lockBranches()) {
      Branch branch = folders.named(name);
      if (SharedCopy.isThere(folders.of(branch))) {
        return false;
      }
      List<SharedCopy.Ancestor> ancestors = new ArrayList<>();
      long limit = Branches.base(branch);
      List<BranchFolders.Place> lineage = folders.lineage(branch);
      for (BranchFolders.Place ancestor : lineage.subList(1, lineage.size())) {
        ancestors.add(new SharedCopy.Ancestor(ancestor.branch(), ancestor.folder(), limit));
        limit = Math.min(limit, Branches.base(ancestor.branch()));
      }
      SharedCopy.make(folders.of(branch), ancestors);
      return true;
    }
  }

  @Override
  public void rename(Map<String, String> names) {
    Folder.make(root);
    try (WriterLock _ = lockBranches()) {
      Map<Branch, String> renamed = Branches.renamed(branches(), names);
      for (Branch branch : renamed.keySet()) {
        if (branch.fork() == null && !Files.exists(folders.of(branch))) {
          Folder.make(folders.of(branch));
          BranchFile.write(folders.of(branch), branch);
        }
      }
      folders.rename(renamed);
    }
  }

  @Override
  public void delete(String name) {
    Branches.checkDelete(folders.named(name), folders.dependents(), refs);
    try (WriterLock _ = lockBranches();
        WriterLock _ = lockBranch(folders.named(name))) {
      Branch branch = folders.named(name);
      Branches.checkDelete(branch, folders.dependents(), refs);
      folders.delete(branch);
    }
  }

  /** Gives up what lies below an offset of a branch that nobody shares, in whole segments. */
  void keepFrom(String name, long offset) {
    Branch branch = folders.named(name);
    try (WriterLock _ = lockBranch(branch)) {
      Retained.from(branch, folders.of(branch), offset);
      folders.forget(branch);
    }
  }

  /**
   * Writes a branch as a portable file that stands alone, its objects included: all that is kept of
   * it, or the events from {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @param to Long.MAX_VALUE for the present end
   * @param local which roots mean nothing elsewhere and are left out of a part that does not begin
   *     at offset 0
   * @return the head of what was written
   * @throws LogException.Invalid if the branch has no such part
   */
  public Head export(String name, long from, long to, Predicate<Event> local, OutputStream out)
      throws IOException {
    StoredLog log = (StoredLog) log(name);
    Export export = new Export(log, folders.of(log.branch()), offset -> lineAt(log, offset), out);
    if (from > 0 || to < Long.MAX_VALUE) {
      return export.stretch(from, Math.min(to, log.end()), local);
    }
    return log.first() == 0 ? export.whole() : export.stretch(log.first(), log.end(), local);
  }

  private static String lineAt(StoredLog log, long offset) {
    return log.ancestry().stream()
        .filter(line -> offset >= Branches.base(line))
        .findFirst()
        .orElseThrow()
        .line();
  }

  /**
   * Makes a branch of what {@link #export} wrote. It is the same line, with the same head, unless
   * this workspace has that line already.
   *
   * @param name null for the name that the branch had
   * @throws LogException.Invalid if the file is no bundle of this version, or the name is malformed
   *     or taken; nothing was written
   * @throws LogException.Corrupt if the file is damaged or cut off; names the byte; nothing was
   *     written
   */
  public Branch importBundle(Path bundle, @Nullable String name) throws IOException {
    return importBundle(bundle, name, _ -> {});
  }

  /**
   * As {@link #importBundle(Path, String)}, if nothing speaks against any of the events.
   *
   * @param check throws to refuse an event, and with it the whole bundle; nothing was written then
   */
  public Branch importBundle(Path bundle, @Nullable String name, Consumer<Event> check)
      throws IOException {
    Import reading = new Import(this, bundle, check);
    Branch told = reading.check();
    String chosen = name == null ? told.name() : name;
    Branches.checkName(chosen);
    Folder.make(root);
    try (WriterLock _ = lockBranches()) {
      Branch taken = folders.find(chosen);
      if (taken != null && Files.exists(folders.of(taken))) {
        throw Branches.taken(chosen);
      }
      boolean known =
          branches().stream()
              .anyMatch(b -> !b.name().equals(chosen) && b.line().equals(told.line()));
      Branch.Fork from = new Branch.Fork(told.line(), 0);
      String line = known ? Branches.line(chosen, from, clock.instant(), nextLine()) : told.line();
      Branch made = new Branch(chosen, line, null);
      reading.run(folders.names().claim(chosen, line), made);
      return made;
    }
  }

  Bounds bounds() {
    return bounds;
  }

  @Override
  public ObjectFiles objects() {
    return objects;
  }

  @Override
  public RefFiles refs() {
    return refs;
  }

  private void checkRef(Ref ref) {
    Branches.checkRef(ref, objects, this::end);
  }

  /** Where the line of this identity ends; null if there is none. */
  @Nullable Long end(String line) {
    return branches().stream()
        .filter(branch -> branch.line().equals(line))
        .findFirst()
        .map(branch -> log(branch.name()).end())
        .orElse(null);
  }

  @Override
  public void close() {
    folders.close();
  }

  BranchFolders folders() {
    return folders;
  }

  private LogWriter openWriter(BranchFolders.Place at, Chain chain) {
    Branch branch = at.branch();
    Path folder = at.folder();
    if (branch.fork() == null) {
      Folder.make(folder);
    }
    WriterLock lock = lockBranch(branch);
    try {
      if (branch.fork() == null && BranchFile.read(folder, branch.name()) == null) {
        BranchFile.write(folder, branch);
      }
      long base = branch.fork() == null ? 0 : branch.fork().offset();
      Recovery.Place place = Recovery.run(folder, base);
      SegmentLine line = folders.line(at);
      if (place.recovered()) {
        line.forget(place.checked());
      }
      Document last = line.last(Long.MAX_VALUE);
      long run = nextRun(folder, last == null ? 0 : last.run());
      SegmentSink sink = new SegmentSink(branch, folder, lock, place, bounds, executor);
      return writer(chain, sink, run);
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private LogWriter writer(Chain chain, SegmentSink sink, long run) {
    try {
      return new LineWriter(chain, sink, objects, clock, run);
    } catch (RuntimeException | Error e) {
      sink.close(true); // nothing was written
      throw e;
    }
  }

  private WriterLock lockBranch(Branch branch) {
    return WriterLock.take(folders.of(branch), "writer.lock", "branch " + branch.name());
  }

  private WriterLock lockBranches() {
    return WriterLock.take(root, ".branches.lock", "the list of branches");
  }

  /** Counts the runs of writers, those that wrote nothing included. */
  private static long nextRun(Path folder, long last) {
    Path file = folder.resolve("run");
    long run = Math.max(last, Folder.number(file, RUN_MAX)) + 1;
    Folder.write(file, run + "\n", false);
    return run;
  }

  /** Counts the lines ever made, so that no identity is given twice. */
  private long nextLine() {
    Path file = root.resolve(LINES);
    long number = Math.max(branches().size() - 1, Folder.number(file, Long.MAX_VALUE - 1)) + 1;
    Folder.write(file, number + "\n", true);
    return number;
  }
}

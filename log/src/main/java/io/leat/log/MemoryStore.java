package io.leat.log;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The twin of {@link ChronicleStore} on the heap, for tests and simulations: the same documents,
 * the same contract, and failures on demand. Thread-safe.
 */
public final class MemoryStore implements LogStore {

  /**
   * @param shared by line, copies of what the branch shares with its ancestors; may be empty
   */
  private record Kept(Branch branch, MemoryLine line, Map<String, Kept> shared) {}

  private final InstantSource clock;
  private final ObjectStore objects = new MemoryObjects();
  private final Refs refs = new MemoryRefs(ref -> Branches.checkRef(ref, objects(), this::end));
  private final Map<String, Kept> byName = new HashMap<>();
  private final Map<String, Kept> byLine = new HashMap<>();
  private volatile Faults faults = Faults.NONE;
  private long lines;

  public MemoryStore(InstantSource clock) {
    this.clock = clock;
    keep(Branches.MAIN);
  }

  /** From now on the given faults happen. */
  public void faults(Faults faults) {
    this.faults = faults;
  }

  /**
   * The process dies. Of what was appended since the last force a prefix survives; writers opened
   * before are refused from now on, and their locks are free.
   *
   * @param survivors given the number of commits on a branch since its last force, how many of them
   *     survive
   */
  public synchronized void crash(IntUnaryOperator survivors) {
    for (Branch branch : branches()) {
      MemoryLine line = kept(branch.name()).line;
      synchronized (line) {
        int unforced = line.unforced();
        line.crash(Math.clamp(survivors.applyAsInt(unforced), 0, unforced));
      }
    }
  }

  @Override
  public synchronized List<Branch> branches() {
    return byName.values().stream().map(Kept::branch).sorted(Branches.ORDER).toList();
  }

  @Override
  public synchronized EventLog log(String branch) {
    Kept kept = kept(branch);
    List<Kept> lineage = lineage(kept);
    Chain chain = Branches.chain(lineage, Kept::branch, Kept::line);
    List<Branch> ancestry = lineage.stream().map(Kept::branch).toList();
    return new StoredLog(ancestry, chain, objects, () -> open(kept, chain));
  }

  private List<Kept> lineage(Kept kept) {
    List<Kept> lineage = new ArrayList<>();
    lineage.add(kept);
    Kept home = kept;
    for (Branch.Fork fork = kept.branch.fork(); fork != null; ) {
      Kept parent = home.shared.get(fork.line());
      if (parent == null) {
        parent = byLine(fork.line());
        home = parent;
      }
      lineage.add(parent);
      fork = parent.branch.fork();
    }
    return lineage;
  }

  @Override
  public synchronized boolean detach(String branch) {
    Kept kept = kept(branch);
    if (kept.branch.fork() == null || !kept.shared.isEmpty()) {
      return false;
    }
    long limit = Branches.base(kept.branch);
    Map<String, Kept> copies = new HashMap<>();
    List<Kept> lineage = lineage(kept);
    for (Kept ancestor : lineage.subList(1, lineage.size())) {
      String line = ancestor.branch.line();
      Branch named = new Branch(line, line, ancestor.branch.fork());
      copies.put(line, new Kept(named, ancestor.line.below(limit), Map.of()));
      limit = Math.min(limit, Branches.base(ancestor.branch));
    }
    kept.shared.putAll(copies);
    return true;
  }

  @Override
  public synchronized Branch fork(String name, String parent, long offset) {
    Branches.checkName(name);
    Kept from = kept(parent);
    if (byName.containsKey(name)) {
      throw Branches.taken(name);
    }
    Branches.checkFork(((StoredLog) log(parent)).chain(), offset);
    Branch.Fork fork = new Branch.Fork(from.branch.line(), offset);
    Branch branch = new Branch(name, Branches.line(name, fork, clock.instant(), ++lines), fork);
    synchronized (from.line) {
      from.line.force();
    }
    keep(branch);
    return branch;
  }

  @Override
  public synchronized void rename(Map<String, String> names) {
    Map<Branch, String> renamed = Branches.renamed(branches(), names);
    List<Kept> kept =
        renamed.keySet().stream().map(branch -> byName.remove(branch.name())).toList();
    for (Kept old : kept) {
      Branch branch = old.branch;
      String name = Objects.requireNonNull(renamed.get(branch));
      keep(new Kept(new Branch(name, branch.line(), branch.fork()), old.line, old.shared));
    }
  }

  @Override
  public synchronized void delete(String branch) {
    Kept kept = kept(branch);
    List<Branch> dependents =
        byName.values().stream()
            .filter(other -> other.shared.isEmpty())
            .map(Kept::branch)
            .sorted(Branches.ORDER)
            .toList();
    Branches.checkDelete(kept.branch, dependents, refs);
    synchronized (kept.line) {
      if (kept.line.holder != null) {
        throw held(branch);
      }
    }
    byName.remove(branch);
    byLine.remove(kept.branch.line());
  }

  /** Gives up what lies below an offset of a branch that nobody shares, as far as that can be. */
  synchronized void keepFrom(String branch, long offset) {
    kept(branch).line.keepFrom(offset);
  }

  @Override
  public ObjectStore objects() {
    return objects;
  }

  @Override
  public Refs refs() {
    return refs;
  }

  private synchronized @Nullable Long end(String line) {
    Kept kept = byLine.get(line);
    return kept == null ? null : Long.valueOf(log(kept.branch.name()).end());
  }

  @Override
  public void close() {}

  private Kept kept(String branch) {
    Kept kept = byName.get(branch);
    if (kept == null) {
      throw Branches.unknown(branch, new ArrayList<>(branches()));
    }
    return kept;
  }

  private Kept byLine(String line) {
    return Objects.requireNonNull(byLine.get(line));
  }

  private void keep(Branch branch) {
    keep(new Kept(branch, new MemoryLine(), new HashMap<>()));
  }

  private void keep(Kept kept) {
    byName.put(kept.branch.name(), kept);
    byLine.put(kept.branch.line(), kept);
  }

  private LogWriter open(Kept kept, Chain chain) {
    MemoryLine line = kept.line;
    synchronized (line) {
      if (line.holder != null) {
        throw held(kept.branch.name());
      }
      MemorySink sink = new MemorySink(kept);
      line.force(); // as a recovery does, so that what an earlier writer left is durable
      line.holder = sink;
      line.run++;
      return new LineWriter(chain, sink, objects, clock, line.run);
    }
  }

  private static LogException.Held held(String branch) {
    return new LogException.Held(
        Message.of(
            "branch %s is held by another writer of this process; close that first", branch));
  }

  /** Writes to a line as long as no crash came in between. */
  private final class MemorySink implements Sink {
    private final String name;
    private final MemoryLine line;

    MemorySink(Kept kept) {
      this.name = kept.branch.name();
      this.line = kept.line;
    }

    @Override
    public void makeRoom(int length) {
      // the heap has it
    }

    @Override
    public void write(byte[] array, int length) {
      long first = (long) Document.LONG.get(array, Document.FIRST_AT);
      faults.beforeWrite(name, first);
      synchronized (line) {
        alive();
        line.append(array, length);
      }
      faults.afterWrite(name, first);
    }

    /** Forces what is written when the force begins. */
    @Override
    public Written written() {
      return () -> {
        faults.beforeForce(name);
        synchronized (line) {
          alive();
          line.force();
        }
      };
    }

    @Override
    public void close(boolean clean) {
      synchronized (line) {
        if (line.holder == this) {
          if (clean) {
            line.force();
          }
          line.holder = null;
        }
      }
    }

    private void alive() {
      if (line.holder != this) {
        throw new LogException.Unavailable(
            Message.of("this writer of branch %s died in a crash; open the branch again", name));
      }
    }
  }
}

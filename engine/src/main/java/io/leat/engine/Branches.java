package io.leat.engine;

import io.leat.log.Branch;
import io.leat.log.LogException;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Invalid;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The branches of a workspace: made, executed again, compared and given up. "This branch" is the
 * one that {@link Leat} was asked through.
 */
public final class Branches {
  private final Leat leat;
  private final Place place;
  private final @Nullable String by;

  /**
   * @param by on whose behalf; null for nobody in particular
   */
  Branches(Leat leat, Place place, @Nullable String by) {
    this.leat = leat;
    this.place = place;
    this.by = by;
  }

  /** Every branch, {@code main} first. */
  public List<Branch> list() {
    return place.store().branches();
  }

  /**
   * Forks this branch at a cut: the new branch shares what lies below it, and what the roots below
   * it caused is carried over as recorded. Runs no node code; roots that this branch has not
   * finished are finished by the fork's own next run.
   *
   * @throws LogException.Invalid if the name is taken or malformed, or the cut lies past the end;
   *     nothing was written
   */
  public void fork(String name, long at) {
    fork(name, at, null);
  }

  /**
   * As {@link #fork(String, long)}, and records why. Until the fork is whole it has another name;
   * one that was cut off at that is made anew.
   *
   * @param reason for people; null for none
   */
  public void fork(String name, long at, @Nullable String reason) {
    Branch.checkName(name);
    if (has(name)) {
      throw new LogException.Invalid(taken(name));
    }
    String making = making(name);
    boolean _ =
        new Replay(place.store(), place.branch(), at)
            .fork(making, Extent.ALL, new Purpose(by, reason, null));
    made(making, name);
  }

  private boolean has(String name) {
    return list().stream().anyMatch(branch -> branch.name().equals(name));
  }

  private static String taken(String name) {
    return "there is a branch " + name + " already; choose another name";
  }

  /** What a branch is called until it is whole; one that was cut off at that is gone then. */
  private String making(String name) {
    String making = name + Branch.UNFINISHED;
    if (has(making)) {
      delete(making);
    }
    return making;
  }

  /** A branch is whole. */
  private void made(String making, String name) {
    place.store().rename(Map.of(making, name));
    place.on(making).snapshots().forget();
  }

  /** How a branch stands to the one that it was forked from. */
  public Kinship kinship(Branch branch) {
    return Kinship.of(place.store(), branch);
  }

  /**
   * Makes a branch self-contained: what it shares is copied, so that the branches that it was
   * forked from may be deleted. Its events and offsets stay as they are.
   *
   * @return false if there was nothing to do
   * @throws LogException.Invalid if there is no such branch
   */
  public boolean detach(String name) {
    return place.store().detach(name);
  }

  /**
   * Deletes a branch and the events that are only there.
   *
   * @throws LogException.Invalid if it is {@code main}, unknown, or another branch that is not
   *     self-contained was forked from it
   * @throws LogException.Unavailable if a writer holds it
   */
  public void delete(String name) {
    place.store().delete(name);
    place.on(name).snapshots().forget();
  }

  /**
   * Forks this branch at a cut and re-executes its later roots there: with another graph, or with
   * other options, which are bound at the cut. This branch is only read.
   *
   * @param from 0 to the end: roots from here on are executed again; what those below caused is
   *     carried over as recorded
   * @param onto name of the fork
   * @param graph what runs from the cut on
   * @param settings options that are to be different from the cut on
   * @return what the re-execution did
   * @throws Invalid if an option is wrong, the name is taken or the cut lies past the end; nothing
   *     was written
   */
  public Report replay(
      long from,
      String onto,
      Graph graph,
      List<Root> settings,
      @Nullable Consumer<EngineEvent> listener) {
    try (Run run = startReplay(Revision.from(from).with(settings), onto, graph, listener)) {
      return run.toTheEnd();
    }
  }

  /**
   * What a replay would come to. Writes nothing.
   *
   * @throws Invalid if an option, an edit or a new root is refused, or an offset is that of no root
   */
  public ReplayPlan planReplay(Revision revision, Graph graph) {
    Revising revising = new Revising(place.log(), revision);
    return revising.plan(revising.selecting(graph));
  }

  /**
   * Makes a fork on which this branch's later roots are to be executed again, as a revision has
   * them, for a caller that runs it, and may stop it. Until it is whole it has another name; one
   * that was cut off at that is made anew. If the fork is there, made by the same replay, it goes
   * on; there may be nothing left to do.
   *
   * @throws Invalid as {@link #planReplay}, or if the name is taken; nothing was written
   */
  public Run startReplay(
      Revision revision, String onto, Graph graph, @Nullable Consumer<EngineEvent> listener) {
    return startReplay(revision, onto, graph, null, listener);
  }

  /**
   * As {@link #startReplay(Revision, String, Graph, Consumer)}, and records why.
   *
   * @param reason for people; null for none
   */
  public Run startReplay(
      Revision revision,
      String onto,
      Graph graph,
      @Nullable String reason,
      @Nullable Consumer<EngineEvent> listener) {
    Branch.checkName(onto);
    Revising revising = new Revising(place.log(), revision);
    Selecting selecting = revising.selecting(graph);
    ReplayPlan plan = revising.plan(selecting);
    String asked = revision.identity(graph);
    if (has(onto)) {
      checkGoesOn(onto, asked, revision);
      return leat.on(onto).with(graph).start(List.of(), listener);
    }
    if (listener != null) {
      listener.accept(new EngineEvent.Planned(plan));
    }
    String making = making(onto);
    Replay replay = new Replay(place.store(), place.branch(), revision.from());
    boolean finished = replay.fork(making, selecting.extent(), new Purpose(by, reason, asked));
    Leat fork = leat.on(making);
    if (!finished) {
      fork.run();
    }
    Eras.Era last = Eras.of(fork.log()).last();
    if (last != null && !last.graph().identity().equals(graph.identity())) {
      fork.with(graph).compile();
    }
    long _ = replay.carryRoots(making, revision);
    made(making, onto);
    return leat.on(onto).with(graph).start(List.of(), listener);
  }

  private void checkGoesOn(String onto, String asked, Revision revision) {
    Replay.Made made = Replay.made(place.store().log(onto), asked);
    if (made == null) {
      throw new Invalid(taken(onto));
    }
    boolean[] grown = {false};
    Lineage.tellRoots(place.log(), made.to(), root -> grown[0] |= root.offset() < revision.to());
    if (made.through() && grown[0]) {
      throw new Invalid(
          "branch "
              + onto
              + " has this replay already, of roots below "
              + made.to()
              + "; choose another name for one with what came later");
    }
  }

  /** Whether a replay made a branch and is not through with it. */
  private boolean unfinished(String name, String asked) {
    Replay.Made made = Replay.made(place.store().log(name), asked);
    return made != null && !made.through();
  }

  /**
   * A name for a replay that is given none: such as {@code main-from-1000}, with a number behind it
   * if that is taken by another one. That of the same replay which is not through yet is its own.
   */
  public String nameFor(Revision revision, Graph graph) {
    Set<String> names = list().stream().map(Branch::name).collect(Collectors.toSet());
    String first = place.branch() + "-from-" + revision.from();
    String name = first;
    String asked = revision.identity(graph);
    for (int number = 2; names.contains(name) && !unfinished(name, asked); number++) {
      name = first + "-" + number;
    }
    return name;
  }

  /** What merging a fork into this branch would append now, and the conflicts. Writes nothing. */
  public Merge planMerge(String fork) {
    return new Merger(place, leat.graph(), fork, by).plan();
  }

  /**
   * Appends a fork's own roots to this branch, as one atomic batch; this branch's engine computes
   * what they cause. What was merged before is not appended again.
   *
   * @param choose decides a conflict; null where it does not
   * @return what was appended
   * @throws Invalid if a conflict is undecided, a root is refused by this branch's graph, or the
   *     two have no history in common; nothing was written
   * @throws LogException.Unavailable if an engine or an append holds this branch; nothing was
   *     written
   */
  public Merge merge(String fork, Function<Merge.Conflict, Merge.@Nullable Side> choose) {
    return new Merger(place, leat.graph(), fork, by).run(choose);
  }

  /**
   * Puts a fork in the place of this branch, as it stands: the roots of this branch that it does
   * not know are carried over to it, to be computed by its next run, and it gets this branch's
   * name. Effects that were delivered here stay delivered.
   *
   * @param kept what this branch is called from then on
   * @return how many roots were carried over
   * @throws Invalid if the two have no history in common, the name to keep is taken or malformed,
   *     or no branch would be called {@code main}; nothing was written
   * @throws LogException.Unavailable if either is held; nothing was written
   */
  public long promote(String fork, String kept) {
    String over = place.branch();
    long carried = new Promotion(place.store(), fork, over, kept, by).run();
    place.snapshots().forget();
    place.on(fork).snapshots().forget();
    return carried;
  }

  /** Tells every event in which two branches differ, in order of root; returns how many. */
  public long diff(String a, String b, Consumer<Difference> found) {
    return Diff.between(place.store(), a, b, found);
  }

  /** Tells every topic whose last value differs on two branches, in order; returns how many. */
  public long diffStates(String a, String b, Consumer<Difference> found) {
    return Diff.ofStates(place.store(), a, b, found);
  }
}

package io.leat.engine;

import io.leat.log.Branch;
import io.leat.log.ChronicleStore;
import io.leat.log.Event;
import io.leat.log.Head;
import io.leat.log.LogException;
import io.leat.log.Repair;
import io.leat.log.Verify;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Names;
import io.leat.nodes.value.Show;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The keeping of a workspace on disk: whether it is as it was written, and copies of it that stand
 * alone.
 */
public final class Upkeep {
  private final ChronicleStore store;
  private final String branch;

  Upkeep(ChronicleStore store, String branch) {
    this.store = store;
    this.branch = branch;
  }

  /**
   * Reads everything there is and tells what is not as it was written. Writes nothing.
   *
   * @param only a branch, which is verified with those that it was forked from; null for all
   */
  public Verify.Report verify(@Nullable String only, Verify.Progress progress) {
    return only == null ? Verify.all(store, progress) : Verify.branch(store, only, progress);
  }

  /** What it takes to make a damaged workspace sound again; nothing is changed yet. */
  public Repair repair(Verify.Progress progress) {
    return Repair.plan(store, progress);
  }

  /** Where a branch ends, and a hash over all it holds: to compare with later, or elsewhere. */
  public Head head(String name) {
    return store.head(name);
  }

  /** What is not as it was when this head was taken; null if everything below its offset is. */
  public @Nullable String compare(Head head) {
    return store.compare(head);
  }

  /**
   * Writes this branch, or a part of it, as a portable file that stands alone.
   *
   * @param from offset of the first event; if it is not 0, what the engine said of itself is left
   *     out, and so is what roots before it caused
   * @param to offset after the last event; Long.MAX_VALUE for the present end
   * @return the head of what was written
   */
  public Head export(long from, long to, OutputStream out) throws IOException {
    return store.export(branch, from, to, event -> event.topic().equals(Graph.STATE_CHANGES), out);
  }

  /**
   * Makes a branch of what {@link #export} wrote.
   *
   * @param name null for the name that it had
   * @throws LogException.Invalid if the file is none of ours or the name is taken; nothing was
   *     written
   * @throws Invalid if a topic or node in it has a name that none may have; nothing was written
   * @throws LogException.Corrupt if the file is damaged; nothing was written
   */
  public Branch importBundle(Path bundle, @Nullable String name) throws IOException {
    return store.importBundle(bundle, name, Upkeep::checkNames);
  }

  /** What comes in as history has names that could have come in as events. */
  static void checkNames(Event event) {
    String node = event.node();
    refuse(event, "topic ", event.topic(), Names.topicProblem(event.topic()));
    refuse(event, "node ", node, node == null ? null : Names.wordProblem(node));
  }

  private static void refuse(
      Event event, String noun, @Nullable String name, @Nullable String problem) {
    if (name != null && problem != null) {
      throw new Invalid(
          "offset "
              + event.offset()
              + ": "
              + noun
              + Show.quoted(name)
              + " "
              + problem
              + "; nothing was imported");
    }
  }
}

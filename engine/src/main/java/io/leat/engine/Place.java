package io.leat.engine;

import io.leat.log.ChronicleStore;
import io.leat.log.EventLog;
import io.leat.log.LogStore;
import io.leat.state.Snapshots;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where an engine works: on a branch of a workspace.
 *
 * @param folder the workspace's, in which commands run
 * @param snapshots of the branch
 */
record Place(LogStore store, String branch, Path folder, Snapshots snapshots) {

  /** With snapshots, if the log lies on the disk: on the heap nothing outlives the process. */
  static Place of(LogStore store, String branch, Path folder) {
    Snapshots.Store snapshots =
        store instanceof ChronicleStore
            ? Snapshots.Store.in(stateFolder(folder, branch))
            : Snapshots.Store.NONE;
    return new Place(store, branch, folder, new Snapshots(snapshots));
  }

  EventLog log() {
    return store.log(branch);
  }

  /** The same workspace, another branch. */
  Place on(String other) {
    return of(store, other, folder);
  }

  private static Path stateFolder(Path folder, String branch) {
    return folder.resolve(".leat").resolve("state").resolve(branch);
  }

  /** Where what is derived from the branch lies; null if on the heap. */
  @Nullable Path stateFolder() {
    return store instanceof ChronicleStore ? stateFolder(folder, branch) : null;
  }

  /** Where the branch's log lies; null if on the heap. */
  @Nullable Path branchFolder() {
    return store instanceof ChronicleStore files ? files.folder(branch) : null;
  }
}

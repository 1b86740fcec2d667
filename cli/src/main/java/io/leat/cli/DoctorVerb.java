package io.leat.cli;

import io.leat.engine.Leat;
import io.leat.log.Branch;
import io.leat.log.EventLog;
import io.leat.log.LogException;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Invalid;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code leat doctor}: what this machine offers and lacks. */
@Command(
    name = "doctor",
    description =
        "Say what this machine and this workspace offer and lack; exit with 3 if anything is"
            + " missing.",
    footerHeading = "%n",
    footer = "States: ok; note, which limits something; missing, without which Leat does not work.")
final class DoctorVerb implements Callable<Integer> {
  private static final int JDK_MIN = 25;
  private static final long SPACE_BYTES_MIN = 1L << 30;

  /** Where locks or mapped memory are not what they are on a local disk. */
  private static final Set<String> REMOTE =
      Set.of("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "ceph");

  private enum State {
    OK,
    NOTE,
    MISSING
  }

  private record Finding(String what, State state, String detail) {}

  private final Console console;
  private final List<Finding> findings = new ArrayList<>();
  @Mixin private final WorkspaceOptions where = new WorkspaceOptions();
  @Mixin private final FormatOption format = new FormatOption();

  DoctorVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    installation();
    program("python3");
    program("node");
    program("julia");
    disk(where.folder(console));
    workspace();
    print();
    boolean missing = findings.stream().anyMatch(finding -> finding.state() == State.MISSING);
    return missing ? ExitCode.UNAVAILABLE : ExitCode.DONE;
  }

  private void find(String what, boolean good, State otherwise, String detail) {
    findings.add(new Finding(what, good ? State.OK : otherwise, detail));
  }

  private void installation() {
    Path home = console.home();
    find("leat", true, State.NOTE, Version.number() + (home == null ? "" : " in " + home));
    Runtime.Version java = Runtime.version();
    find(
        "java",
        java.feature() >= JDK_MIN,
        State.MISSING,
        java + " in " + System.getProperty("java.home"));
    boolean open = Object.class.getModule().isExported("sun.nio.ch", getClass().getModule());
    find(
        "flags",
        open,
        State.MISSING,
        open ? "those of jvm.flags are set" : "start Leat with its launcher, or java @jvm.flags");
    String cache = cache();
    find(
        "start-up cache",
        cache != null,
        State.NOTE,
        cache == null ? "not in use: commands start more slowly" : cache);
    Runtime machine = Runtime.getRuntime();
    find(
        "machine",
        true,
        State.NOTE,
        Words.count(machine.availableProcessors(), "processor")
            + ", heap up to "
            + bytes(machine.maxMemory()));
  }

  /** The ahead-of-time cache that this JVM was started with; null if there is none. */
  private static @Nullable String cache() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-XX:AOTCache="))
        .map(argument -> argument.substring(argument.indexOf('=') + 1))
        .filter(file -> Files.isReadable(Path.of(file)))
        .findFirst()
        .orElse(null);
  }

  private void program(String name) {
    Path found = Programs.find(name);
    find(
        name,
        found != null,
        State.NOTE,
        found == null ? "not found: no node can be written for it" : found.toString());
  }

  private void disk(Path folder) {
    try {
      FileStore store = Files.getFileStore(folder);
      long free = store.getUsableSpace();
      find("disk space", free >= SPACE_BYTES_MIN, State.NOTE, bytes(free) + " free for " + folder);
      boolean local = !REMOTE.contains(store.type().toLowerCase(Locale.ROOT));
      find(
          "file system",
          local,
          State.NOTE,
          store.type()
              + (local ? "" : ": locks may not hold there; keep workspaces on a local disk"));
    } catch (IOException e) {
      find("disk space", false, State.NOTE, "cannot look at " + folder + ": " + e.getMessage());
    }
  }

  private void workspace() {
    Workspace workspace;
    try {
      workspace = where.workspace(console);
    } catch (Invalid none) {
      find("workspace", false, State.NOTE, String.join("; ", none.problems()));
      return;
    }
    find("workspace", true, State.NOTE, workspace.folder().toString());
    graph(workspace);
    try (Leat leat = workspace.openToRead(BranchOption.MAIN)) {
      for (Branch branch : leat.branches().list()) {
        branch(leat.on(branch.name()));
      }
    } catch (LogException e) {
      find("log", false, State.MISSING, e.getMessage() + "; leat verify says more");
    }
  }

  private void graph(Workspace workspace) {
    try {
      Graph graph = workspace.graph();
      find("graph", true, State.NOTE, Words.count(graph.nodes().size(), "node"));
    } catch (Invalid refused) {
      String problems = Words.count(refused.problems().size(), "problem");
      find("graph", false, State.NOTE, problems + "; leat check names them");
    }
  }

  private void branch(Leat leat) {
    EventLog log = leat.log();
    find(
        "branch " + leat.branch(),
        true,
        State.NOTE,
        Words.count(log.end(), "event") + ", settled up to " + log.settled() + ", " + holder(leat));
  }

  private static String holder(Leat leat) {
    String holder = leat.holder();
    return holder == null ? "free" : "held by " + holder;
  }

  private void print() {
    var table = new TextTable("", "", "");
    for (Finding finding : findings) {
      String state = finding.state().name().toLowerCase(Locale.ROOT);
      if (format.jsonl()) {
        var line = new JsonLine().put("what", finding.what()).put("state", state);
        console.out().line(line.put("detail", finding.detail()).bytes());
      } else {
        table.row(state, finding.what(), finding.detail());
      }
    }
    if (!format.jsonl()) {
      table.linesWithoutHeadings().forEach(console.out()::line);
    }
  }

  private static String bytes(long bytes) {
    long mib = bytes >> 20;
    return mib < 10_240 ? mib + " MiB" : (mib >> 10) + " GiB";
  }
}

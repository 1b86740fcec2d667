package io.leat.testkit;

import io.leat.engine.Root;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opentest4j.AssertionFailedError;

/**
 * Whether the products of some roots depend on what they must not depend on: runs them in two
 * processes, of which one is other in everything, and compares; if they differ, runs them in
 * processes that are other in one thing each, to say in which.
 *
 * @param folder in which commands run
 * @param answers what nodes published that need not be deterministic
 */
record Determinism(GraphSource source, Path folder, List<Root> roots, Answers answers) {

  /**
   * @throws AssertionError if it does; says which node at which root, what it published, and what
   *     was other
   */
  void check() {
    if (roots.isEmpty()) {
      throw new AssertionError("nothing was appended yet, so there is nothing to run again");
    }
    try (OtherProcesses processes = OtherProcesses.open(folder)) {
      writeSource(processes.file("source"));
      Rerun.write(roots, processes.file("roots"));
      answers.write(processes.file("answers"));
      check(processes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while other processes ran", e);
    }
  }

  private static void check(OtherProcesses processes) throws IOException, InterruptedException {
    var usual = processes.start(List.of());
    var other = processes.start(List.of(World.values()));
    List<String> invocations = usual.invocations();
    if (invocations.equals(other.invocations())) {
      return;
    }
    Map<World, List<String>> differing = new EnumMap<>(World.class);
    for (World world : World.values()) {
      List<String> there = processes.start(List.of(world)).invocations();
      if (!there.equals(invocations)) {
        differing.put(world, there);
      }
    }
    throw failed(invocations, differing);
  }

  private void writeSource(Path file) throws IOException {
    try (var stream = new ObjectOutputStream(Files.newOutputStream(file))) {
      stream.writeObject(source);
    } catch (NotSerializableException e) {
      throw new IllegalArgumentException(
          "other processes are to make the graph, but what makes it here holds a "
              + e.getMessage()
              + ", which cannot be sent to them; let a static method make it: Quakes::graph",
          e);
    }
  }

  private static AssertionFailedError failed(
      List<String> usual, Map<World, List<String>> differing) {
    Map<String, String> byNode = new LinkedHashMap<>();
    differing.forEach(
        (world, there) ->
            Divergence.between(usual, there)
                .forEach(found -> byNode.putIfAbsent(found.node(), found.told(world))));
    String message =
        byNode.isEmpty()
            ? "the products of two processes differ, but with one thing other at a time they do not"
            : String.join("\n\n", byNode.values());
    return new AssertionFailedError(message, usual, differing);
  }
}

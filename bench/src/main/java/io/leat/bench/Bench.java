package io.leat.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the duels that are named, or all, and prints a line for each. */
public final class Bench {
  private static final Rounds ROUNDS = new Rounds(2, Integer.getInteger("bench.rounds", 9));

  private Bench() {}

  /**
   * Runs duels in a folder of their own below the present one, so that they write to the disk that
   * the checkout is on.
   *
   * @param names of duels, or {@code all}; or {@code heap} alone, which is no duel
   */
  public static void main(String... names) throws IOException {
    List<String> asked = Arrays.asList(names);
    if (asked.equals(List.of("heap"))) {
      Heap.print(new Scale(1), System.out);
      return;
    }
    List<Duel> duels = duels(new Scale(1));
    List<Duel> chosen =
        duels.stream()
            .filter(duel -> asked.contains("all") || asked.contains(duel.name()))
            .toList();
    if (chosen.isEmpty()) {
      String known = duels.stream().map(Duel::name).collect(Collectors.joining(", "));
      System.err.println("no such benchmark; there are " + known);
      System.exit(2);
    }
    Path folder = Files.createTempDirectory(Path.of(""), "leat-bench-");
    try {
      System.out.println(Result.heading("bare"));
      for (Duel duel : chosen) {
        System.out.println(ROUNDS.run(duel, folder));
      }
    } finally {
      Rounds.delete(folder);
    }
  }

  static List<Duel> duels(Scale scale) {
    return Stream.of(
            Appending.duels(scale),
            Reading.duels(scale),
            Forks.duels(scale),
            Forces.duels(scale),
            ColdStart.duels(scale),
            Chain.duels(scale),
            JsonChain.duels(scale),
            Hop.duels(scale),
            Restart.duels(scale),
            Growth.duels(scale))
        .flatMap(List::stream)
        .toList();
  }
}

package io.leat.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether every benchmark runs; how fast is for {@code bench/run} to say. */
final class BenchTest {
  private static final Scale NEXT_TO_NOTHING = new Scale(0.001);

  @Test
  void everyDuelRunsAndBothSidesDoTheirWork(@TempDir Path folder) throws IOException {
    for (Duel duel : Bench.duels(NEXT_TO_NOTHING)) {
      Result result = new Rounds(0, 1).run(duel, folder);

      assertThat(result.ratio()).as(duel.name()).isPositive();
    }
  }

  @Test
  void noTwoDuelsHaveTheSameName() {
    List<String> names = Bench.duels(NEXT_TO_NOTHING).stream().map(Duel::name).toList();

    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void everyThingWhoseHeapIsMeasuredIsNamed() throws IOException {
    var out = new ByteArrayOutputStream();

    Heap.print(NEXT_TO_NOTHING, new PrintStream(out, true, UTF_8));

    assertThat(out.toString(UTF_8)).contains("a topic of the chain", "a node");
  }

  @Test
  void theRatioIsTheMedianOfTheRounds() {
    Duel duel = new Duel("any", "any", 1, 0.5, folder -> 1, folder -> 1);

    Result result = new Result(duel, new double[] {2, 2, 2}, new double[] {1, 2, 20});

    assertThat(result.ratio()).isEqualTo(1);
    assertThat(result.met()).isTrue();
  }
}

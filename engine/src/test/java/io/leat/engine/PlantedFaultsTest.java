package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The simulation finds every fault that is planted in the engine. {@code -Dleat.faults} plants all
 * of them, which takes minutes, {@code -Dleat.faults=rank} those that speak of ranks; without it
 * the first three. The list is in docs/simulation.md too.
 */
class PlantedFaultsTest {
  private static final int SEEDS = 1_000;
  private static final int SOME = 3;

  static Stream<PlantedFault> faults() {
    String asked = System.getProperty("leat.faults");
    return asked == null
        ? PlantedFaults.ALL.stream().limit(SOME)
        : PlantedFaults.ALL.stream()
            .filter(fault -> asked.equals("true") || fault.what().contains(asked));
  }

  @Test
  void everyFaultHasItsPlaceInTheSource() throws Exception {
    for (PlantedFault fault : PlantedFaults.ALL) {
      assertThat(fault.planted()).as(fault.what()).contains(fault.instead());
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void theSimulationFindsWhatIsPlanted(PlantedFault fault, @TempDir Path folder) throws Exception {
    String found = fault.found(folder, SEEDS);

    assertThat(found).as("the first seed that fails").isNotNull();
    System.out.println(fault + ": seed " + found.lines().findFirst().orElseThrow());
  }
}

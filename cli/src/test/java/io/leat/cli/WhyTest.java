package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.cli.Shell.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code why}. */
final class WhyTest {
  @TempDir Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void settledWorkspace() {
    shell = Shell.settledRooms(folder);
  }

  @Test
  void aProductIsToldWithAllThatItWasMadeOf() {
    Ended told = shell.run("why", "7").ok();

    assertThat(told.lines().getFirst()).isEqualTo("7  verdict/hall = \"too warm\"");
    assertThat(told.out())
        .contains(
            "made by 2.judge.0 {room=hall}; code ",
            "reading (trigger): 2  reading/hall = 26  root",
            "option limit: 25  default",
            "duration not on record");
  }

  @Test
  void aRootIsToldWithWhatWasMadeOfIt() {
    assertThat(shell.run("why", "0").ok().lines())
        .containsExactly(
            "0  reading/hall = 20  root",
            "until offset 2, the next on reading/hall",
            "made of it:",
            "  5  verdict/hall = \"fine\"  by judge at root 0");
  }

  @Test
  void aTopicIsToldAsOfAnOffset() {
    assertThat(shell.run("why", "verdict/hall").ok().out()).startsWith("7  verdict/hall");
    assertThat(shell.run("why", "verdict/hall", "--at", "2").ok().out())
        .startsWith("5  verdict/hall");
    assertThat(shell.run("why", "verdict/hall", "--at", "0").expect(ExitCode.DONE).err())
        .contains("topic verdict/hall has no value as of that offset");
  }

  @Test
  void aNodeIsToldWhatItDidAtARoot() {
    assertThat(shell.run("why", "judge").ok().lines())
        .contains("root 2  reading/hall = 26", "judge was invoked 1 time")
        .anyMatch(line -> line.contains("2.judge.0 {room=hall}: published 7 verdict/hall"));
    assertThat(shell.run("why", "judge", "--root", "4").ok().out())
        .contains("judge was not triggered: this root caused nothing on what it subscribes to");
  }

  @Test
  void jsonHasAnObjectForEachEvent() {
    assertThat(shell.run("why", "7", "-o", "jsonl").ok().lines())
        .hasSize(2)
        .anyMatch(
            line ->
                line.startsWith("{\"why\":\"asked\",\"offset\":7,")
                    && line.contains("\"inputs\":{\"reading\":2}")
                    && line.contains("\"duration\":null"))
        .anyMatch(line -> line.startsWith("{\"why\":\"cause\",\"offset\":2,"));
    assertThat(shell.run("why", "judge", "-o", "jsonl").ok().out())
        .startsWith("{\"node\":\"judge\",\"root\":2,\"standing\":\"invoked\",\"invocations\":[{");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          why 99                       | offset 99 is past the end
          why nope                     | unknown topic 'nope'
          why nope --root 0            | there is no node 'nope'
          why judge --root 5           | the event at offset 5 is no root but a product of root 0
          why 5 --at 3                 | 5 is an offset; --at goes with a topic
          why judge --at 3 --root 2    | say one of them
          why 5 --depth -1             | --depth -1: say how many earlier traversals
          """)
  void whatCannotBeAnsweredIsRefused(String words, String message) {
    assertThat(shell.run(words.split(" ")).expect(ExitCode.INVALID).err()).contains(message);
  }
}

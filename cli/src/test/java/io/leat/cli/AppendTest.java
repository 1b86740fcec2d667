package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.cli.Shell.Ended;
import io.leat.engine.Leat;
import io.leat.engine.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AppendTest {
  @TempDir Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void workspace() {
    shell = Shell.in(folder, Shell.ROOMS);
  }

  @Test
  void saysWhereTheEventIs() {
    assertThat(shell.run("append", "reading/hall", "20").ok().out())
        .isEqualTo("appended 1 event at offset 0\n");
    assertThat(shell.run("append", "reading/hall", "-5", "-o", "jsonl").ok().out())
        .isEqualTo("{\"offset\":1,\"count\":1}\n");
  }

  @Test
  void theValueMayComeFromAFileOrStandardInput() {
    shell.file("value.json", " 21.50 \n").type("22");

    shell.run("append", "reading/hall", "@value.json").ok();
    shell.run("append", "reading/hall", "-").ok();
    shell.run("append", "reading/hall").ok();

    assertThat(shell.run("tail", "-o", "jsonl").ok().lines())
        .extracting(line -> line.replaceAll(".*\"value\":([^,]*),.*", "$1"))
        .containsExactly("21.5", "22", "22");
  }

  @Test
  void aFileNamedWithoutItsSignIsRecognised() {
    shell.file("order.json", "{\"id\":1}");

    Ended value = shell.run("append", "order/1", "order.json");
    Ended lines = shell.run("append", "order/{id}", "order.json", "--format", "jsonl");

    String meant = "what a file holds is appended by '@order.json'";
    assertThat(value.expect(ExitCode.INVALID).err()).contains(meant);
    assertThat(lines.expect(ExitCode.INVALID).err()).contains(meant);
    assertThat(folder.resolve(".leat")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          readin/hall   | 20      | unknown topic 'readin/hall'; did you mean reading/{room}?
          verdict/hall  | "fine"  | is a product of node judge; append to what it reads: reading/{room}
          reading/hall  | "x"     | is not of type number
          reading/hall  | -300    | is not of type celsius: expected at least -273.15
          reading/hall  | {"a":   | not JSON
          reading/hall  | warm    | a string has quotes: '"warm"'
          reading/hall  | @no     | there is no file no
          reading/*     | 20      | has a wildcard
          reading/{x}   | 20      | the value has no field 'x', it is no object; variable {x}
          nothing/{x}   | 20      | unknown topic 'nothing/{x}'; the topics are
          order/{id}    | {"a":1} | the value has no field 'id', only a; variable {id} of 'order/{id}' takes it
          order/{id}    | {"id":[]} | field 'id' is neither a string nor a number
          order/{id}    | {"id":"a b"} | contains ' '
          judge.limit   | "x"     | option judge.limit
          """)
  void badInputIsRefusedAtTheDoorAndNothingIsWritten(String topic, String value, String message) {
    Ended refused = shell.run("append", topic, value).expect(ExitCode.INVALID);

    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).startsWith("leat: ").contains(message);
    assertThat(folder.resolve(".leat")).doesNotExist();
  }

  @Test
  void aLineIsAnEventAndAPatternTakesItsVariablesFromTheFields() {
    shell.type("{\"id\":\"a\",\"n\":1}\n\n{\"n\":2,\"id\":7}\r\n{\"id\":\"c\"}");

    Ended appended = shell.run("append", "--format", "jsonl", "order/{id}").ok();

    assertThat(appended.out()).isEqualTo("appended 3 events at offset 0\n");
    assertThat(shell.run("topics").ok().lines())
        .anyMatch(line -> line.startsWith("order/a "))
        .anyMatch(line -> line.startsWith("order/7 "))
        .anyMatch(line -> line.startsWith("order/c "));
    assertThat(shell.run("get", "order/7").ok().out()).isEqualTo("{\"id\":7,\"n\":2}\n");
  }

  @Test
  void aVariableMayTakeAFieldOfAnotherName() {
    shell.type("{\"number\":17}");

    shell.run("append", "--format", "jsonl", "order/{id}", "--bind", "id=number").ok();

    assertThat(shell.run("get", "order/17").ok().out()).isEqualTo("{\"number\":17}\n");
    assertThat(
            shell
                .run("append", "--format", "jsonl", "order/{id}", "--bind", "ix=number")
                .expect(ExitCode.INVALID)
                .err())
        .contains("topic 'order/{id}' has no variable {ix}");
  }

  @Test
  void badLinesAreNamedAndNothingOfTheBatchIsWritten() {
    shell.type("{\"id\":\"a\"}\n{\"id\":\n\n5\n{\"ix\":1}\n");

    Ended refused = shell.run("append", "--format", "jsonl", "order/{id}").expect(2);

    assertThat(refused.err().lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("leat: line 2: not JSON"))
        .anyMatch(line -> line.startsWith("leat: line 4: the value has no field 'id'"))
        .anyMatch(line -> line.startsWith("leat: line 5: the value has no field 'id', only ix"));
    assertThat(folder.resolve(".leat")).doesNotExist();
  }

  @Test
  void theWholeInputIsOneCommitUnlessItIsDivided() {
    shell.type("{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n");

    shell.run("append", "--format", "jsonl", "order/{id}").ok();
    Ended divided = shell.run("append", "--format", "jsonl", "--batch", "2", "order/{id}").ok();

    assertThat(divided.lines())
        .containsExactly("appended 2 events at offset 3", "appended 1 event at offset 5");
    assertThat(shell.run("verify").ok().out()).contains("3 commits, 6 events");
  }

  @Test
  void whatWasAppendedBeforeABadBatchIsSaid() {
    shell.type("{\"id\":1}\n{\"id\":2}\n{\"id\":\n");

    Ended refused =
        shell.run("append", "--format", "jsonl", "--batch", "2", "order/{id}").expect(2);

    assertThat(refused.out()).isEqualTo("appended 2 events at offset 0\n");
    assertThat(refused.err())
        .contains("line 3: not JSON")
        .contains("the 2 events of the batches before are appended");
  }

  @Test
  void anUnchangedOptionSaysSo() {
    shell.run("append", "judge.limit", "28").ok();

    Ended again = shell.run("append", "judge.limit", "28.0").expect(ExitCode.DONE);

    assertThat(again.out()).isEmpty();
    assertThat(again.err()).contains("option judge.limit is 28 already; nothing to append");
    assertThat(shell.run("tail", "judge.limit").ok().lines()).hasSize(1);
  }

  @Test
  void anAppendWithAKeyIsSafeToRepeat() {
    String[] append = {"append", "reading/hall", "20", "--key", "k1"};
    assertThat(shell.run(append).ok().out()).isEqualTo("appended 1 event at offset 0\n");
    shell.run("append", "reading/hall", "21").ok();

    assertThat(shell.run(append).ok().out()).isEqualTo("appended 1 event at offset 0\n");
    assertThat(
            shell.run("append", "reading/hall", "22", "--key", "k1").expect(ExitCode.INVALID).err())
        .contains(
            "key \"k1\" of topic reading/hall belongs to another batch, appended at offset 0");
    assertThat(shell.run("tail").ok().lines()).hasSize(2);
  }

  @Test
  void aDividedInputHasAKeyForEachBatch() {
    shell.type("{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n");
    String[] append = "append --format jsonl --batch 2 --key k order/{id}".split(" ");
    shell.run(append).ok();

    assertThat(shell.run(append).ok().lines())
        .containsExactly("appended 2 events at offset 0", "appended 1 event at offset 2");
    assertThat(shell.run("tail").ok().lines()).hasSize(3);
  }

  @Test
  void anOptionThatHasTheValueKeepsTheKey() {
    shell.run("append", "judge.limit", "28").ok();
    String[] append = {"append", "judge.limit", "28", "--key", "k"};
    assertThat(shell.run(append).ok().out()).isEqualTo("appended 1 event at offset 2\n");
    shell.run("append", "judge.limit", "30").ok();

    assertThat(shell.run(append).ok().out()).isEqualTo("appended 1 event at offset 2\n");
    assertThat(shell.run("get", "judge.limit").ok().out()).isEqualTo("30\n");
  }

  @Test
  void anAppendMayExpectWhereItsTopicEnds() {
    shell.run("append", "reading/hall", "20", "--expect-offset", "none").ok();
    shell.run("append", "reading/attic", "20", "--expect-offset", "-1").ok();
    shell.run("append", "reading/hall", "21", "--expect-offset", "0").ok();

    assertThat(
            shell
                .run("append", "reading/hall", "22", "--expect-offset", "0")
                .expect(ExitCode.INVALID)
                .err())
        .contains(
            "topic reading/hall of branch main ends at offset 2, not at offset 0 as expected");
    shell.type("{\"id\":1}\n{\"id\":2}\n");
    assertThat(
            shell
                .run("append", "--format", "jsonl", "order/{id}", "--expect-offset", "none")
                .expect(ExitCode.INVALID)
                .err())
        .contains("an offset is expected of one topic, but the batch has order/1, order/2");
  }

  @Test
  void appendsWhileAnEngineRuns() throws Exception {
    try (Leat leat = Leat.open(folder, Rooms.graph());
        Run run = leat.start(List.of(), _ -> {})) {
      Thread engine = Thread.ofPlatform().start(run::untilStopped);
      shell.run("append", "reading/hall", "31").ok();
      Ended refused = shell.run("append", "reading/hall", "\"x\"").expect(ExitCode.INVALID);
      String[] keyed = {"append", "reading/cellar", "9", "--key", "k", "--expect-offset", "none"};
      String first = shell.run(keyed).ok().out();
      assertThat(shell.run(keyed).ok().out()).isEqualTo(first);
      assertThat(
              shell
                  .run("append", "reading/cellar", "10", "--expect-offset", "none")
                  .expect(ExitCode.INVALID)
                  .err())
          .contains("topic reading/cellar of branch main ends at");
      run.stop();
      engine.join();

      assertThat(refused.err()).contains("is not of type number");
    }
    shell.run("run", "--until-settled").expect(ExitCode.DONE);
    assertThat(shell.run("get", "verdict/hall").ok().out()).isEqualTo("\"too warm\"\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          --durability memory | 'memory' is not process or disk
          --format xml        | 'xml' is not jsonl or csv
          --batch 0           | a batch has at least 1 line
          --batch 5           | say --format jsonl or csv too
          --batch five        | 'five' is not an int
          --expect-offset x   | 'x' is no offset; say a number, or none
          """)
  void aWrongOptionIsRefused(String options, String message) {
    String[] words = ("append reading/hall 20 " + options).split(" ");

    assertThat(shell.run(words).expect(ExitCode.INVALID).err()).contains(message);
    assertThat(Files.exists(folder.resolve(".leat"))).isFalse();
  }
}

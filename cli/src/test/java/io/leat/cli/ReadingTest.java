package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.cli.Shell.Ended;
import io.leat.nodes.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code tail}, {@code get} and {@code topics}. */
final class ReadingTest {
  @TempDir Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void settledWorkspace() {
    shell = Shell.settledRooms(folder);
  }

  @Test
  void anEventHasNineFieldsAndARootHasFourOfThemNull() {
    List<String> lines = shell.run("tail", "reading/*", "verdict/*", "-o", "jsonl").ok().lines();

    assertThat(lines.getFirst())
        .matches(
            "\\{\"offset\":0,\"topic\":\"reading/hall\",\"value\":20,\"node\":null,\"root\":0,"
                + "\"call\":null,\"ordinal\":null,\"cause\":null,\"time\":\"20..-..-..T..:..:..\\.[0-9]{6}Z\"}");
    assertThat(lines.get(3))
        .startsWith(
            "{\"offset\":5,\"topic\":\"verdict/hall\",\"value\":\"fine\",\"node\":\"judge\",\"root\":0,"
                + "\"call\":0,\"ordinal\":0,\"cause\":0,\"time\":\"20");
    lines.forEach(Value::parse);
  }

  @Test
  void withoutATopicEveryEventIsPrinted() {
    assertThat(offsets("tail")).isEqualTo(offsets("tail", "**"));
    assertThat(offsets("tail").subList(0, 3)).containsExactly(0L, 1L, 2L);
    assertThat(offsets("tail", "state-changes.log")).contains(3L, 4L);
  }

  @Test
  void aTimeInTheMiddleIsThePlaceOfTheFirstEventWrittenThen() {
    String second = shell.run("tail", "--from", "1", "--to", "2", "-o", "jsonl").ok().out();
    String time = second.substring(second.indexOf("\"20") + 1, second.lastIndexOf('"'));

    assertThat(offsets("tail", "reading/*", "--from", "@" + time)).containsExactly(1L, 2L);
    assertThat(offsets("tail", "reading/*", "--to", "@" + time)).containsExactly(0L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          verdict/*           |                      | 5 6 7
          verdict/{room}      |                      | 5 6 7
          reading/hall        |                      | 0 2
          reading/*           | --from 1             | 1 2
          reading/*           | --to 2               | 0 1
          **                  | --from 1 --to 3      | 1 2
          **                  | --from beginning --to 1 | 0
          **                  | --from end           |
          **                  | --from 5 --to 7      | 5 6
          reading/*           | -n 2                 | 1 2
          reading/*           | -n 2 --to 2          | 0 1
          reading/*           | -n 0                 |
          reading/*           | -n 9 --from 1        | 1 2
          reading/*           | --from @2020-01-01   | 0 1 2
          reading/*           | --from @2999-01-01T00:00Z |
          reading/*           | --from -1000         | 0 1 2
          """)
  void offsetsAndPatternsChoose(String pattern, String options, String expected) {
    List<String> words = new ArrayList<>(List.of("tail", pattern));
    words.addAll(options == null ? List.of() : List.of(options.split(" ")));

    List<Long> offsets = offsets(words.toArray(new String[0]));

    assertThat(offsets.stream().map(String::valueOf).toList())
        .containsExactly(expected == null ? new String[0] : expected.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          tail nope                | unknown topic 'nope'
          tail verdit/*            | no topic matches 'verdit/*'; the topics are
          tail a//b                | has an empty segment
          tail --from 99           | offset 99 is past the end (9) of branch main
          tail --to 99             | offset 99 is past the end (9) of branch main
          tail --from yesterday    | 'yesterday' is no offset; say a number, beginning, end, -N or @TIME
          tail --from @yesterday   | '@yesterday' is no time
          tail -b nope             | there is no branch nope; there are main
          tail -o xml              | 'xml' is not text or jsonl
          tail -n -1               | -n -1: say how many events, 0 or more
          get nope                 | unknown topic 'nope'
          get reading/*            | is a pattern; name one topic
          get reading/hall --at 99 | offset 99 is past the end (9) of branch main
          topics --at 99           | offset 99 is past the end (9) of branch main
          """)
  void whatCannotBeReadIsRefused(String words, String message) {
    Ended refused = shell.run(words.split(" ")).expect(ExitCode.INVALID);

    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains(message);
  }

  @Test
  void textStandsInColumns() {
    List<String> lines = shell.run("tail", "verdict/*").ok().lines();

    assertThat(lines.getFirst())
        .matches(
            "   5  20..-..-..T..:..:..\\.[0-9]{3}Z  verdict/hall  0\\.judge\\.0\\.0  \"fine\"");
  }

  @Test
  void aTopicHasItsLastValueAndHadAnother() {
    assertThat(shell.run("get", "verdict/hall").ok().out()).isEqualTo("\"too warm\"\n");
    assertThat(shell.run("get", "verdict/hall", "--at", "2").ok().out()).isEqualTo("\"fine\"\n");
    assertThat(shell.run("get", "verdict/hall", "-o", "jsonl").ok().out())
        .startsWith("{\"offset\":7,\"topic\":\"verdict/hall\",\"value\":\"too warm\",");
  }

  @Test
  void aTopicWithoutAValuePrintsNothingAndSaysWhy() {
    Ended silent = shell.run("get", "reading/cellar").expect(ExitCode.DONE);
    Ended option = shell.run("get", "judge.limit").expect(ExitCode.DONE);

    assertThat(silent.out() + option.out()).isEmpty();
    assertThat(silent.err()).contains("topic reading/cellar has no value yet");
    assertThat(option.err()).contains("option judge.limit is not set; its default is 25");
  }

  @Test
  void everyTopicIsListedThoseWithoutEventsToo() {
    assertThat(shell.run("topics", "-o", "jsonl").ok().lines())
        .contains(
            "{\"topic\":\"judge.limit\",\"type\":\"celsius\",\"count\":0,\"last\":null}",
            "{\"topic\":\"order/{id}\",\"type\":\"object\",\"count\":0,\"last\":null}",
            "{\"topic\":\"reading/hall\",\"type\":\"celsius\",\"count\":2,\"last\":2}",
            "{\"topic\":\"verdict/hall\",\"type\":\"string\",\"count\":2,\"last\":7}");
    assertThat(shell.run("topics", "--at", "1", "-o", "jsonl").ok().lines())
        .contains("{\"topic\":\"reading/hall\",\"type\":\"celsius\",\"count\":1,\"last\":0}");
    assertThat(shell.run("topics").ok().lines().getFirst()).matches("TOPIC +TYPE +COUNT +LAST");
  }

  @Test
  void whatWasWrittenCanBeReadWhateverBecameOfTheGraph() {
    shell.file("leat.yaml", "nodes: [");

    assertThat(offsets("tail")).hasSize(9);
    assertThat(shell.run("get", "verdict/hall").ok().out()).isEqualTo("\"too warm\"\n");
    shell.run("verify").ok();
    shell.run("branch").ok();
    shell.file("leat.yaml", "topics: {other: {type: any}}");
    assertThat(shell.run("tail", "verdict/*").ok().lines()).hasSize(3);
  }

  private List<Long> offsets(String... words) {
    List<String> jsonl = new ArrayList<>(List.of(words));
    jsonl.addAll(List.of("-o", "jsonl"));
    return shell.run(jsonl.toArray(new String[0])).ok().lines().stream()
        .map(line -> Value.parse(line).json().path("offset").asLong())
        .toList();
  }
}

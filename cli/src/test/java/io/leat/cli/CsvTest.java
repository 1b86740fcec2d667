package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.cli.Shell.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code append --format csv}. */
final class CsvTest {
  private static final String GRAPH =
      """
      types:
        day:
          parent: object
          schema:
            required: [precipitation]
            properties:
              precipitation: {type: number, minimum: 0}
              frost: {type: [boolean, "null"]}
              wind: {type: number}
              weather: {enum: [rain, sun, snow]}
      topics:
        "airport/{iata}": {type: object}
        "weather/{date}": {type: day}
      """;

  @TempDir Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void workspace() {
    shell = Shell.in(folder, GRAPH);
  }

  private Ended append(String text, String... words) {
    String[] all = new String[words.length + 3];
    System.arraycopy(new String[] {"append", "--format", "csv"}, 0, all, 0, 3);
    System.arraycopy(words, 0, all, 3, words.length);
    return shell.type(text).run(all);
  }

  @Test
  void theHeaderNamesTheFieldsAndACellIsAString() {
    append(
            """
            iata,name,city,state,country,latitude,longitude
            00M,Thigpen,Bay Springs,MS,USA,31.95376472,-89.23450472
            ORD,"O'Hare, ""the busy one"" of two",Chicago,IL,USA,41.979595,-87.90446417
            """,
            "airport/{iata}")
        .ok();

    assertThat(shell.run("get", "airport/00M").ok().out())
        .isEqualTo(
            "{\"city\":\"Bay Springs\",\"country\":\"USA\",\"iata\":\"00M\","
                + "\"latitude\":\"31.95376472\",\"longitude\":\"-89.23450472\","
                + "\"name\":\"Thigpen\",\"state\":\"MS\"}\n");
    assertThat(shell.run("get", "airport/ORD").ok().out())
        .contains("\"name\":\"O'Hare, \\\"the busy one\\\" of two\"");
  }

  @Test
  void aCellIsWhatTheTypeOfTheTopicWants() {
    append(
            """
            date,precipitation,frost,wind,weather
            2012-01-01,0.0,true,4.70,sun
            2012-01-02,10.9,,,rain
            """,
            "weather/{date}")
        .ok();

    assertThat(shell.run("get", "weather/2012-01-01").ok().out())
        .isEqualTo(
            "{\"date\":\"2012-01-01\",\"frost\":true,\"precipitation\":0,"
                + "\"weather\":\"sun\",\"wind\":4.7}\n");
    assertThat(shell.run("get", "weather/2012-01-02").ok().out())
        .isEqualTo(
            "{\"date\":\"2012-01-02\",\"frost\":null,\"precipitation\":10.9,"
                + "\"weather\":\"rain\"}\n");
  }

  @Test
  void quotesHoldCommasLineEndsAndQuotes() {
    append(
            "\ufeffid,text\r\n1,\"a,b\r\nc \"\"d\"\"\"\r\n\r\n2,\r\n3,\"\"\r\n",
            "airport/{iata}",
            "--bind",
            "iata=id")
        .ok();

    assertThat(shell.run("get", "airport/1").ok().out())
        .isEqualTo("{\"id\":\"1\",\"text\":\"a,b\\r\\nc \\\"d\\\"\"}\n");
    assertThat(shell.run("get", "airport/2").ok().out())
        .isEqualTo("{\"id\":\"2\",\"text\":\"\"}\n");
    assertThat(shell.run("get", "airport/3").ok().out())
        .isEqualTo("{\"id\":\"3\",\"text\":\"\"}\n");
  }

  @Test
  void aTableMayBeDividedAndRepeated() {
    String table = "iata,n\na,1\nb,2\nc,3\n";
    String[] words = {"airport/{iata}", "--batch", "2", "--key", "k"};
    append(table, words).ok();

    assertThat(append(table, words).ok().lines())
        .containsExactly("appended 2 events at offset 0", "appended 1 event at offset 2");
    assertThat(shell.run("tail").ok().lines()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          date,precipitation;2012-01-01,x          | line 2: topic weather/2012-01-01
          date,precipitation;2012-01-01,1;2,-1     | line 3: topic weather/2
          date,precipitation;a,1;"b;b",1;c,1,2     | line 5: 3 cells where the header names 2 fields
          date,precipitation;a                     | line 2: 1 cell where the header names 2 fields
          date,precipitation;a"b,1                 | line 2: a quote within a cell
          date,precipitation;"a"b,1                | line 2: text behind a cell in quotes
          date,precipitation;a,1;b,"1;             | line 3: a quote is opened and not closed
          date,date;a,1                            | line 1: the header names the fields, but 'date' twice
          date,;a,1                                | line 1: the header names the fields, but one has no name
          day,precipitation;a,1                    | line 2: the value has no field 'date', only
          """)
  void badLinesAreNamedAndNothingIsWritten(String table, String message) {
    Ended refused = append(table.replace(';', '\n'), "weather/{date}").expect(ExitCode.INVALID);

    assertThat(refused.err()).contains(message);
    assertThat(folder.resolve(".leat")).doesNotExist();
  }

  @Test
  void nothingButAHeaderIsNothing() {
    assertThat(append("date,precipitation\n", "weather/{date}").expect(ExitCode.DONE).err())
        .contains("the input has no lines; nothing to append");
  }
}

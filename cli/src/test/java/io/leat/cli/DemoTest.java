package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.cli.Shell.Ended;
import io.leat.engine.Leat;
import io.leat.engine.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoTest {
  private static final String STORY =
      """
      title: Three rooms
      graph: io.leat.cli.Rooms
      append:
        - {topic: "order/{id}", file: orders.jsonl, bind: {id: number}}
        - {topic: judge.limit, file: limit.jsonl}
      result:
        - {label: orders, events: "order/*"}
        - {label: different, topics: "order/*"}
        - {label: the last, value: order/7, show: "{what} for {who.name}"}
        - {label: limit, value: judge.limit}
        - {label: nothing, value: verdict/hall}
      table:
        topics: "order/*"
        sort: price
        rows: 2
        columns: [what, {price: costs}]
      next:
        - {say: all of it, run: "leat -C leat-rooms tail"}
      """;

  private static final String ORDERS =
      """
      {"number":1,"what":"tea","price":3,"who":{"name":"Ada"}}
      {"number":7,"what":"bun","price":2,"who":{"name":"Alan"}}
      {"number":9,"what":"jam","price":5,"who":{"name":"Grace"}}
      {"number":7,"what":"cake","price":4,"who":{"name":"Alan"}}
      """;

  @TempDir Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void installationWithAStory() throws IOException {
    Path home = folder.resolve("home");
    Path story = Files.createDirectories(home.resolve("examples/rooms"));
    Files.writeString(story.resolve("demo.yaml"), STORY);
    Files.writeString(story.resolve("orders.jsonl"), ORDERS);
    Files.writeString(story.resolve("limit.jsonl"), "28\n");
    try (OutputStream jar = Files.newOutputStream(home.resolve("examples/leat-examples.jar"))) {
      new JarOutputStream(jar).close();
    }
    shell = new Shell(Files.createDirectory(folder.resolve("here"))).home(home);
  }

  @Test
  void showsWhatTheGraphMadeOfTheData() {
    Ended told = shell.run("demo", "rooms").expect(ExitCode.DONE);

    assertThat(told.out())
        .isEqualTo(
            """
            Three rooms

            orders     4
            different  3
            the last   cake for Alan
            limit      28
            nothing    -

               what  costs
            9   jam      5
            7  cake      4

            The workspace is %s. To try next:

              # all of it
              leat -C leat-rooms tail
            """
                .formatted(shell.folder.resolve("leat-rooms")));
    assertThat(shell.run("-C", "leat-rooms", "check").ok().out()).contains("ok");
    assertThat(shell.run("-C", "leat-rooms", "get", "order/7").ok().out()).contains("cake");
  }

  @Test
  void replacesWhatADemoMade() {
    shell.run("demo", "rooms").expect(ExitCode.DONE);
    shell.run("-C", "leat-rooms", "append", "reading/hall", "3").ok();

    shell.run("demo", "rooms").expect(ExitCode.DONE);

    assertThat(shell.run("-C", "leat-rooms", "get", "reading/hall").expect(0).out()).isEmpty();
  }

  @Test
  void replacesNothingElse() throws IOException {
    Path mine = Files.createDirectory(shell.folder.resolve("leat-rooms"));
    Files.writeString(mine.resolve("leat.yaml"), Shell.ROOMS);

    Ended refused = shell.run("demo", "rooms").expect(ExitCode.INVALID);

    assertThat(refused.err()).contains("is there already and no demo made it");
    assertThat(mine.resolve("leat.yaml")).hasContent(Shell.ROOMS);
  }

  @Test
  void replacesNoWorkspaceInWhichAnEngineRuns() {
    shell.run("demo", "rooms").expect(ExitCode.DONE);

    try (Leat leat = Leat.open(shell.folder.resolve("leat-rooms"), Rooms.graph());
        Run _ = leat.start(List.of(), _ -> {})) {
      assertThat(shell.run("demo", "rooms").expect(ExitCode.UNAVAILABLE).err())
          .contains("is held by");
    }
    assertThat(shell.run("-C", "leat-rooms", "get", "order/7").ok().out()).contains("cake");
  }

  @Test
  void anUnknownStoryIsRefusedWithThoseThatThereAre() {
    assertThat(shell.run("demo", "room").expect(ExitCode.INVALID).err())
        .contains("there is no story 'room'; there are rooms");
    assertThat(shell.run("demo", "../examples/rooms").expect(ExitCode.INVALID).err())
        .contains("there is no story");
  }

  @Test
  void aStoryThatSaysWhatNobodyKnowsIsRefused() throws IOException {
    Path file = folder.resolve("home/examples/rooms/demo.yaml");
    Files.writeString(file, STORY + "tables: []\n");

    assertThat(shell.run("demo", "rooms").expect(ExitCode.INVALID).err())
        .contains("demo.yaml: unknown key 'tables'");
    assertThat(shell.folder.resolve("leat-rooms")).doesNotExist();
  }
}

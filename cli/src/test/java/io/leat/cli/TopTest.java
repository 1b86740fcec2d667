package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.engine.Traffic;
import io.leat.engine.Traffic.AtNode;
import io.leat.engine.Traffic.OnEdge;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code top}. */
final class TopTest {
  @TempDir Path folder;

  @Test
  void withoutATerminalEveryNodeIsShownOnce() {
    Shell shell = Shell.in(folder, Shell.ROOMS);
    shell.run("append", "reading/hall", "26").ok();

    List<String> lines = shell.run("top").ok().lines();

    assertThat(lines.getFirst()).isEqualTo("branch main: not running, settled 0 of 1");
    assertThat(lines.get(2)).startsWith("NODE").endsWith("FAILED");
    assertThat(lines).anyMatch(line -> line.matches("judge +1 +0 .*"));
    assertThat(lines).anyMatch(line -> line.matches(" +1 +reading/\\{room} +judge"));
  }

  @Test
  void programsGetOneObjectEachTime() {
    Shell shell = Shell.in(folder, Shell.ROOMS);
    shell.run("append", "reading/hall", "26").ok();

    List<String> lines = shell.run("top", "-n", "2", "-o", "jsonl").ok().lines();

    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst())
        .contains("\"branch\":\"main\",\"running\":false,\"settled\":0,\"end\":1")
        .contains("{\"node\":\"judge\",\"waiting\":1,\"inFlight\":0,\"invoked\":0");
    shell.run("top", "-n", "0").expect(ExitCode.INVALID);
  }

  @Test
  void aScreenShowsTheBusiestNodesAndWhatHoldsUpAllOthers() {
    List<AtNode> nodes =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    new AtNode(
                        "a-node-with-quite-a-long-name-" + i,
                        i * 1_000L,
                        1,
                        123_456_789,
                        1234.5,
                        0,
                        1_234_567,
                        i,
                        1_500_000,
                        List.of(new OnEdge("x", "x/{id}", i))))
            .toList();
    var busy = new Traffic.Busy("a-node-with-quite-a-long-name-59", 17, 12_000);
    var view = new TrafficView(new Traffic(0, true, 5, 9, 7, 3.25, busy, nodes), "main", "me");

    List<String> lines = view.lines(Screen.Size.USUAL);

    assertThat(lines).hasSizeLessThanOrEqualTo(24).allMatch(line -> line.length() <= 80);
    assertThat(lines.get(1)).contains("has been at root 17 for 12 s");
    assertThat(lines.get(4)).contains("59k").contains("123M").contains("1.2M").contains("1.5s");
    assertThat(lines.getLast()).contains("quieter nodes");
  }
}

package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.engine.Leat;
import io.leat.engine.Root;
import io.leat.nodes.value.Value;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options that are set before anything runs: from where, which counts, and what is refused. */
final class SettingsTest {
  @TempDir Path folder;

  @Test
  void aFileSetsOptionsAndTheCommandLineCountsBeforeIt() {
    Shell shell = Shell.in(folder, Shell.ROOMS).file("limits.yaml", "judge.limit: 28\n");
    shell.run("append", "reading/hall", "27").ok();

    shell.run("run", "--until-settled", "--options", "limits.yaml").expect(ExitCode.DONE);
    assertThat(shell.run("get", "judge.limit").ok().out()).isEqualTo("28\n");
    assertThat(shell.run("get", "verdict/hall").ok().out()).isEqualTo("\"fine\"\n");

    shell
        .run("run", "--until-settled", "--options", "limits.yaml", "--set", "judge.limit=26")
        .expect(ExitCode.DONE);
    assertThat(shell.run("get", "judge.limit").ok().out()).isEqualTo("26\n");
  }

  @Test
  void theEnvironmentCountsBeforeTheFileAndTheCommandLineBeforeBoth() {
    Shell shell = Shell.in(folder, Shell.ROOMS).file("limits.yaml", "judge.limit: 28\n");
    Settings settings = new Settings(Rooms.graph());

    settings.file(shell.folder.resolve("limits.yaml"), "limits.yaml");
    settings.environment(Map.of("LEAT_OPT_JUDGE_LIMIT", "27", "PATH", "/bin"));
    assertThat(settings.roots()).containsExactly(new Root("judge.limit", Value.parse("27")));

    settings.text("--set judge.limit=", "judge.limit", "26");
    assertThat(settings.roots()).containsExactly(new Root("judge.limit", Value.parse("26")));
  }

  @Test
  void anOptionThatHasTheValueAlreadyIsNoEventByDefaultToo() {
    Shell shell = Shell.in(folder, Shell.ROOMS);

    shell.run("run", "--until-settled", "--set", "judge.limit=25.0").expect(ExitCode.DONE);
    assertThat(shell.run("append", "judge.limit", "25").expect(0).err())
        .contains("option judge.limit is 25 already");
    assertThat(shell.run("tail", "judge.limit").ok().out()).isEmpty();

    shell.run("append", "judge.limit", "26").ok();
    shell.run("run", "--until-settled", "--set", "judge.limit=26").expect(ExitCode.DONE);
    assertThat(shell.run("tail", "judge.limit", "-o", "jsonl").ok().lines()).hasSize(1);
  }

  @Test
  void everyProblemIsToldAtOnceAndNothingIsWritten() {
    Shell shell =
        Shell.in(folder, "graph: io.leat.cli.Rooms$Demanding\n")
            .file("options.yaml", "jugde.limit: 3\njudge.label: [1\n");

    Shell.Ended refused =
        shell
            .run(
                "run",
                "--options",
                "options.yaml",
                "--set",
                "judge.label=hot",
                "--set",
                "judge.lmit=1")
            .expect(ExitCode.INVALID);

    assertThat(refused.err())
        .contains("options.yaml:")
        .contains("--set judge.label=hot: not JSON")
        .contains("a string has quotes")
        .contains("no option 'judge.lmit'; did you mean judge.limit?")
        .contains("option judge.limit has no value and no default; set it: --set judge.limit=VALUE")
        .doesNotContain("option judge.label has no value");
    assertThat(shell.run("tail", "-o", "jsonl").ok().lines()).isEmpty();
  }

  @Test
  void aWrongTypeAPredicateAndAnUnknownVariableAreToldTogether() {
    Settings settings = new Settings(Rooms.graph());
    settings.environment(Map.of("LEAT_OPT_JUDGE_LIMIT", "-300", "LEAT_OPT_JUDGE_LIMITS", "1"));
    settings.text("--set other.option=", "other.option", "1");

    try (Leat leat = Leat.inMemory(Rooms.graph())) {
      assertThat(settings.problems(leat))
          .containsExactly(
              "environment variable LEAT_OPT_JUDGE_LIMITS names no option; did you mean"
                  + " LEAT_OPT_JUDGE_LIMIT?",
              "option judge.limit: the value -300 is not of type celsius: expected at least"
                  + " -273.15",
              "no option 'other.option'; known: judge.limit");
    }
  }
}

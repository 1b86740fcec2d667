package io.leat.nodes.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leat.nodes.value.Invalid;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be read, or is not on this machine, is told at its place and all in one run. */
final class UnreadableFilesTest {
  @TempDir private Path folder;

  private List<String> problems(String yaml, Charset encoding) throws IOException {
    Path file = Files.write(folder.resolve("leat.yaml"), yaml.getBytes(encoding));
    Invalid refused = catchThrowableOfType(Invalid.class, () -> GraphFile.check(file));
    return refused.problems().stream().map(p -> p.replace(folder + "/", "")).toList();
  }

  @Test
  void aTextThatIsNoGraphIsRefusedInOurWords() throws IOException {
    assertThat(problems("topics:\n\ta: {}", UTF_8))
        .containsExactly("leat.yaml:2:1: not YAML: indented with a tab; YAML takes blanks only");
    assertThat(problems("topics: {}\n---\nnodes: {}", UTF_8))
        .containsExactly("leat.yaml:2:1: not YAML: a second document begins here; the file is one");
    assertThat(problems("topics: {a: &a {}, b: {<<: *a}}", UTF_8))
        .containsExactly(
            "leat.yaml:1:24: topic b: merge keys (<<) are not known; write out what is merged");
    assertThat(problems("topics:\n  \uD83C\uDF88\u0007: {}", UTF_8))
        .containsExactly("leat.yaml:2:4: not YAML: it holds the character '\\u0007'; leave it out");
    assertThat(problems("topics:\n  caf\u00e9: {}", ISO_8859_1))
        .containsExactly("leat.yaml:2:6: not UTF-8; save the file as UTF-8");
  }

  @Test
  void whatACommandLacksIsToldBesideWhatIsWrongWithIt() throws IOException {
    String in = " in " + folder;

    assertThat(
            problems(
                """
                topics: {a: {}}
                nodes:
                  n:
                    inputs: {a: a}
                    run:
                      command: [./gone, x.py, 7]
                      mode: worker
                      files: [x.py, "\\0"]
                      timeout: 0s
                      jobs: 0
                  versioned:
                    version: "1"
                    inputs: {a: a}
                    run: {command: [sh], mode: worker, files: [y.sh]}
                classpath: [., one, "two\\0"]
                """,
                UTF_8))
        .containsExactly(
            "leat.yaml:6:16: node n: there is no program './gone'" + in,
            "leat.yaml:6:31: node n: expected a text, not 7; write \"7\"",
            "leat.yaml:8:15: node n: file 'x.py' cannot be read; is it" + in + "?",
            "leat.yaml:8:21: node n: file '\\u0000' cannot be read; is it" + in + "?",
            "leat.yaml:9:16: node n: the timeout 0ms must be more than zero",
            "leat.yaml:10:13: node n: jobs must be 1 to 1000, not 0",
            "leat.yaml:14:48: node versioned: file 'y.sh' cannot be read; is it" + in + "?",
            "leat.yaml:15:16: there is no 'one'" + in,
            "leat.yaml:15:21: there is no 'two\\u0000'" + in);
  }

  @Test
  void nothingIsWaitedForLongerThanAYear() throws IOException {
    assertThat(
            problems(
                """
                topics: {mag: {type: number}}
                nodes:
                  n:
                    inputs: {mag: mag}
                    run: {command: [sh], mode: worker, timeout: 366d}
                    retry: {attempts: 2, backoff: 999999999d}
                """,
                UTF_8))
        .containsExactly(
            "leat.yaml:5:49: node n: the timeout is longer than 365d",
            "leat.yaml:6:35: node n: the backoff is longer than 365d");
  }

  @Test
  void aTimeoutNeedsAThreadThatCanBeInterrupted() throws IOException {
    String java = "run: {java: io.leat.nodes.file.GraphFileTest$Strongest, timeout: 2s";

    assertThat(
            problems(
                """
                topics: {mag: {type: number}}
                nodes:
                  here: {inputs: {mag: mag}, outputs: {top: a}, %s}}
                  beside: {inputs: {mag: mag}, outputs: {top: b}, %s, jobs: 1}}
                """
                    .formatted(java, java),
                UTF_8))
        .singleElement()
        .asString()
        .startsWith("leat.yaml:3:114: node here: has a timeout, but runs on the engine's thread");
  }
}

package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.cli.Shell.Ended;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that are too long for a document, and bytes that are no JSON. */
final class LongValuesTest {
  private static final String GRAPH =
      """
      topics:
        blob: {type: bytes}
        doc:  {type: any}
      """;

  @TempDir Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void workspace() {
    shell = Shell.in(folder, GRAPH);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private Path fileWith(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file"), bytes);
  }

  private byte[] raw(String... words) {
    var out = new ByteArrayOutputStream();
    shell.runInto(out, words).ok();
    return out.toByteArray();
  }

  private List<Path> objects() {
    Path root = folder.resolve(".leat/objects");
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void rawBytesComeOutAsTheyWentIn() throws IOException {
    for (int length : new int[] {0, 5, 200_000}) {
      byte[] content = bytes(length);
      fileWith(content);

      shell.run("append", "blob", "--raw", "@file").ok();

      assertThat(raw("get", "blob", "--raw")).isEqualTo(content);
      assertThat(shell.run("get", "blob").ok().out())
          .isEqualTo('"' + Base64.getEncoder().encodeToString(content) + "\"\n");
    }
    assertThat(objects()).hasSize(1);
    assertThat(objects().getFirst()).hasBinaryContent(bytes(200_000));
    shell.run("append", "blob", "--raw", "hello").ok();
    assertThat(shell.run("get", "blob").ok().out()).isEqualTo("\"aGVsbG8=\"\n");
    shell.run("append", "blob", "\"aGVsbG8=\"").ok();
    assertThat(shell.run("get", "blob", "--raw").ok().out()).isEqualTo("hello");
  }

  @Test
  void longJsonComesBackByteByByte() {
    String json = "{\"text\":\"" + "ä\\n".repeat(60_000) + "\"}";
    shell.file("doc.json", json);

    shell.run("append", "doc", "@doc.json").ok();

    assertThat(shell.run("get", "doc").ok().out()).isEqualTo(json + "\n");
    assertThat(shell.run("tail", "-o", "jsonl").ok().out()).contains("\"value\":" + json + ",");
    assertThat(shell.run("tail").ok().out())
        .contains("(object ")
        .contains(" of " + json.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
        .hasLineCount(1);
  }

  @Test
  void valueTooLongForTheMemoryIsStreamed() throws IOException {
    byte[] content = bytes(20_000_000);
    fileWith(content);
    shell.run("append", "blob", "--raw", "@file").ok();
    String text = '"' + Base64.getEncoder().encodeToString(content) + '"';

    assertThat(raw("get", "blob", "--raw")).isEqualTo(content);
    assertThat(shell.run("get", "blob").ok().out()).isEqualTo(text + "\n");
    assertThat(shell.run("tail", "-o", "jsonl").ok().out())
        .startsWith("{\"offset\":0,\"topic\":\"blob\",\"value\":\"")
        .contains("\"value\":" + text + ",\"node\":null,\"root\":0,")
        .endsWith("Z\"}\n");
    shell.run("branch", "create", "other", "--at", "0").expect(ExitCode.DONE);
    assertThat(shell.run("diff", "main", "other").expect(ExitCode.DIFFERENT).out())
        .contains("- blob  root 0")
        .contains("(" + text.length() + " bytes)");
  }

  @Test
  void whatCannotBeRawIsRefused() throws IOException {
    fileWith(bytes(200_000));

    assertThat(refused("append", "blub", "--raw", "@file")).contains("unknown topic 'blub'");
    assertThat(objects()).isEmpty();
    assertThat(refused("append", "blob", "--raw", "--format", "jsonl", "@file"))
        .contains("leave --format out");
    shell.run("append", "doc", "7").ok();
    assertThat(refused("get", "doc", "--raw")).contains("bytes in base64");
    assertThat(refused("get", "doc", "--raw", "-o", "jsonl")).contains("say one of them");
  }

  private String refused(String... words) {
    return shell.run(words).expect(ExitCode.INVALID).err();
  }

  @Test
  void damagedOrMissingObjectIsDamageAndNamed() throws IOException {
    fileWith(bytes(200_000));
    shell.run("append", "blob", "--raw", "@file").ok();
    Path object = objects().getFirst();
    byte[] bad = Files.readAllBytes(object);
    bad[7] ^= 64;

    Files.write(object, bad);
    for (List<String> words :
        List.of(
            List.of("get", "blob"),
            List.of("get", "blob", "--raw"),
            List.of("tail", "-o", "jsonl"))) {
      Ended ended = shell.run(words.toArray(String[]::new)).expect(ExitCode.CORRUPT);
      assertThat(ended.err()).contains("offset 0").contains(object.toString());
    }
    Files.delete(object);
    assertThat(shell.run("get", "blob", "--raw").expect(ExitCode.CORRUPT).err())
        .contains("offset 0")
        .contains(object.toString())
        .contains("missing");
  }
}

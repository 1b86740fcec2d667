package io.leat.nodes.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CodeDigestTest {
  /** A class with nothing in it. */
  private static final class Plain {}

  @TempDir private Path folder;

  private static final String SOURCE =
      """
      public class Work implements Runnable {
        record Part(int x) {}
        public void run() { int local = new Part(1).x(); System.out.println(local); }
        public static Runnable lambda() { return () -> System.out.println(2); }
      }
      """;

  @Test
  void debugInformationDoesNotCount() throws Exception {
    String digest = digest(SOURCE, "-g");

    assertThat(digest(SOURCE, "-g:none")).isEqualTo(digest);
    assertThat(digest("// A comment.\n\n" + SOURCE.replace("local", "another"), "-g"))
        .isEqualTo(digest);
  }

  @Test
  void whatTheCodeDoesCountsInNestedClassesToo() throws Exception {
    String digest = digest(SOURCE, "-g");

    assertThat(digest(SOURCE.replace("Part(1)", "Part(2)"), "-g")).isNotEqualTo(digest);
    assertThat(digest(SOURCE.replace("int x", "long x").replace("int local", "long local"), "-g"))
        .isNotEqualTo(digest);
  }

  @Test
  void aLambdaIsTheClassThatItIsWrittenIn() throws Exception {
    Class<?> one = lambda(SOURCE);

    assertThat(CodeDigest.of(one)).isEqualTo(CodeDigest.of(lambda("\n\n" + SOURCE)));
    assertThat(CodeDigest.of(one))
        .isNotEqualTo(CodeDigest.of(lambda(SOURCE.replace("println(2)", "println(3)"))));
  }

  @Test
  void codeWithoutAFileNeedsAVersion() throws Exception {
    byte[] bytes;
    try (var in =
        Objects.requireNonNull(Plain.class.getResourceAsStream("CodeDigestTest$Plain.class"))) {
      bytes = in.readAllBytes();
    }
    Class<?> hidden = MethodHandles.lookup().defineHiddenClass(bytes, false).lookupClass();

    assertThatThrownBy(() -> CodeDigest.of(hidden)).hasMessageContaining("give it a version");
  }

  private String digest(String source, String debug) throws Exception {
    return CodeDigest.of(compile(source, debug));
  }

  private Class<?> lambda(String source) throws Exception {
    return Objects.requireNonNull(compile(source, "-g").getMethod("lambda").invoke(null))
        .getClass();
  }

  private Class<?> compile(String source, String debug) throws Exception {
    Path out = Files.createTempDirectory(folder, "classes");
    var compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Work.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
            return source;
          }
        };
    boolean compiled =
        compiler
            .getTask(
                null,
                null,
                null,
                List.of(debug, "-proc:none", "-d", out.toString()),
                null,
                List.of(file))
            .call();
    assertThat(compiled).isTrue();
    return new URLClassLoader(new URL[] {out.toUri().toURL()}, null).loadClass("Work");
  }
}

package io.leat.processor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** One class of package {@code shop}, compiled in memory with the processor. */
final class Compilation {
  private static final String HEAD =
      """
      package shop;
      import com.fasterxml.jackson.databind.JsonNode;
      import io.leat.nodes.annotation.*;
      import io.leat.nodes.value.*;
      import java.time.*;
      import java.util.*;
      import java.util.function.IntFunction;
      """;

  /** An error: the line of the source that it is told at, without its indentation. */
  record Complaint(String line, String message) {}

  private final List<Complaint> complaints = new ArrayList<>();
  private final Map<String, Made> made = new HashMap<>();

  private Compilation() {}

  static Compilation of(String name, String source) {
    var compilation = new Compilation();
    compilation.compile(name, HEAD + source);
    return compilation;
  }

  List<Complaint> complaints() {
    return complaints;
  }

  /** The source that the processor wrote. */
  String written(String name) {
    return new String(find(name + ".java").bytes.toByteArray(), StandardCharsets.UTF_8);
  }

  /** The compiled classes. */
  ClassLoader classes() {
    return new ClassLoader(Compilation.class.getClassLoader()) {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        Made file = made.get(name + ".class");
        if (file == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] code = file.bytes.toByteArray();
        return defineClass(name, code, 0, code.length);
      }

      @Override
      public java.io.@Nullable InputStream getResourceAsStream(String file) {
        Made found = made.get(file.replace(".class", "").replace('/', '.') + ".class");
        return found == null
            ? super.getResourceAsStream(file)
            : new java.io.ByteArrayInputStream(found.bytes.toByteArray());
      }
    };
  }

  private Made find(String name) {
    return Objects.requireNonNull(made.get(name), () -> name + " is not among " + made.keySet());
  }

  private void compile(String name, String source) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var said = new DiagnosticCollector<JavaFileObject>();
    var files = new Memory(compiler.getStandardFileManager(said, Locale.ROOT, null), made);
    var task =
        compiler.getTask(
            null,
            files,
            said,
            List.of("-Xlint:all,-processing", "--release", "25"),
            null,
            List.of(new Source(name, source)));
    task.setProcessors(List.of(new NodeProcessor()));
    task.setLocale(Locale.ROOT);
    task.call();
    String[] lines = source.split("\n", -1);
    for (Diagnostic<? extends JavaFileObject> each : said.getDiagnostics()) {
      if (each.getKind() != Diagnostic.Kind.NOTE) {
        int line = (int) each.getLineNumber();
        complaints.add(
            new Complaint(line < 1 ? "" : lines[line - 1].strip(), each.getMessage(Locale.ROOT)));
      }
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("memory:///shop/" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** A file that the compiler writes. */
  private static final class Made extends SimpleJavaFileObject {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Made(String name, Kind kind) {
      super(URI.create("memory:///" + name.replace('.', '/') + kind.extension), kind);
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }

  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, Made> made;

    Memory(JavaFileManager files, Map<String, Made> made) {
      super(files);
      this.made = made;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, @Nullable FileObject sibling)
        throws IOException {
      var file = new Made(name, kind);
      made.put(name + kind.extension, file);
      return file;
    }
  }
}

package io.leat.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What a reader of the sources may count on. */
final class SourcesTest {

  private static final int FILE_LINES_MAX = 400;
  private static final int METHOD_LINES_MAX = 60;

  @Test
  void everyFileIsReadInOneSitting() throws IOException {
    var tooLong = new ArrayList<String>();
    for (Path file : both()) {
      int lines = Files.readAllLines(file).size();
      if (lines > FILE_LINES_MAX) {
        tooLong.add(name(file) + ": " + lines + " lines; is it two things?");
      }
    }

    assertThat(tooLong).as("files over %d lines", FILE_LINES_MAX).isEmpty();
  }

  @Test
  void everyMethodFitsOneScreen() throws IOException {
    var tooLong = new ArrayList<String>();
    parse(
        House.sources("main"),
        (unit, positions) ->
            new TreeScanner<Void, Void>() {
              @Override
              public Void visitMethod(MethodTree method, Void nothing) {
                int lines = lines(unit, positions, method);
                if (lines > METHOD_LINES_MAX) {
                  tooLong.add(name(unit) + " " + method.getName() + ": " + lines + " lines");
                }
                return super.visitMethod(method, null);
              }
            }.scan(unit, null));

    assertThat(tooLong).as("methods over %d lines", METHOD_LINES_MAX).isEmpty();
  }

  @Test
  void noTestSleeps() throws IOException {
    var sleeping = new ArrayList<String>();
    parse(
        House.sources("test"),
        (unit, positions) ->
            new TreeScanner<Void, Void>() {
              @Override
              public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
                if (call.getMethodSelect().toString().equals("Thread.sleep")) {
                  long line = line(unit, positions.getStartPosition(unit, call));
                  sleeping.add(name(unit) + ":" + line + ": advance the clock, or use Awaitility");
                }
                return super.visitMethodInvocation(call, null);
              }
            }.scan(unit, null));

    assertThat(sleeping).isEmpty();
  }

  @Test
  void everyPackageIsNullMarked() throws IOException {
    var unmarked =
        House.sources("main").stream()
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !isNullMarked(folder.resolve("package-info.java")))
            .map(folder -> House.ROOT.relativize(folder) + ": add a @NullMarked package-info.java")
            .toList();

    assertThat(unmarked).isEmpty();
  }

  private static boolean isNullMarked(Path packageInfo) {
    try {
      return Files.exists(packageInfo) && Files.readString(packageInfo).contains("@NullMarked");
    } catch (IOException e) {
      throw new AssertionError(packageInfo.toString(), e);
    }
  }

  private static List<Path> both() throws IOException {
    return Stream.concat(House.sources("main").stream(), House.sources("test").stream()).toList();
  }

  private static void parse(
      List<Path> files, BiConsumer<CompilationUnitTree, SourcePositions> reader)
      throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      var positions = Trees.instance(task).getSourcePositions();
      task.parse().forEach(unit -> reader.accept(unit, positions));
    }
  }

  private static int lines(CompilationUnitTree unit, SourcePositions positions, Tree tree) {
    long first = line(unit, positions.getStartPosition(unit, tree));
    long last = line(unit, positions.getEndPosition(unit, tree));
    return (int) (last - first + 1);
  }

  private static long line(CompilationUnitTree unit, long position) {
    LineMap map = unit.getLineMap();
    return map.getLineNumber(position);
  }

  private static String name(CompilationUnitTree unit) {
    return name(Path.of(unit.getSourceFile().toUri()));
  }

  private static String name(Path file) {
    return House.ROOT.relativize(file).toString();
  }
}

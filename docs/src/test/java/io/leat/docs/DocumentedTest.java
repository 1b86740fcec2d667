package io.leat.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an author of nodes may use says what it is. */
final class DocumentedTest {

  @Test
  void everyPublicTypeAndMemberOfNodesIsDocumented() throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var silent = new ArrayList<String>();
    try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      var sources =
          House.sources("main").stream()
              .filter(file -> file.startsWith(House.ROOT.resolve("nodes")))
              .toList();
      var task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
      DocTrees docs = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new PublicFace(docs, silent).scan(new TreePath(unit), null);
      }
    }

    assertThat(silent).as("public and without a word").isEmpty();
  }

  /** Walks what is public, in types that are public. */
  private static final class PublicFace extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final DocTrees docs;
    private final List<String> silent;

    PublicFace(DocTrees docs, List<String> silent) {
      this.docs = docs;
      this.silent = silent;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      if (!shown(type.getModifiers())) {
        return null;
      }
      check(type.getSimpleName());
      return super.visitClass(type, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      boolean overrides =
          method.getModifiers().getAnnotations().stream()
              .anyMatch(said -> said.getAnnotationType().toString().equals("Override"));
      if (shown(method.getModifiers()) && !overrides) {
        check(method.getName());
      }
      return null;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree field, @Nullable Void nothing) {
      boolean isComponent =
          getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD
              && !field.getModifiers().getFlags().contains(Modifier.STATIC);
      if (shown(field.getModifiers()) && !isComponent) {
        check(field.getName());
      }
      return null;
    }

    /** Members of interfaces are public without saying so. */
    private boolean shown(ModifiersTree modifiers) {
      Tree around = getCurrentPath().getParentPath().getLeaf();
      boolean inInterface =
          around.getKind() == Tree.Kind.INTERFACE || around.getKind() == Tree.Kind.ANNOTATION_TYPE;
      return modifiers.getFlags().contains(Modifier.PUBLIC) || inInterface;
    }

    private void check(CharSequence name) {
      DocCommentTree said = docs.getDocCommentTree(getCurrentPath());
      if (said == null || said.getFirstSentence().isEmpty()) {
        String file = getCurrentPath().getCompilationUnit().getSourceFile().getName();
        silent.add(file.substring(file.lastIndexOf('/') + 1) + ": " + name);
      }
    }
  }
}

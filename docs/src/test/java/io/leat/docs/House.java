package io.leat.docs;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the tests of this package look at: the compiled classes of all rooms, and their sources. */
final class House {

  /** The root of the checkout. Surefire starts a module's tests in the module's folder. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** The classes of every room, without their tests. */
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.leat");

  private House() {}

  /** Every Java file under {@code MODULE/src/main} or {@code MODULE/src/test}, in order. */
  static List<Path> sources(String mainOrTest) throws IOException {
    try (var paths = Files.find(ROOT, Integer.MAX_VALUE, (path, is) -> is.isRegularFile())) {
      return paths
          .filter(path -> path.toString().endsWith(".java"))
          .filter(path -> ROOT.relativize(path).toString().contains("/src/" + mainOrTest + "/"))
          .sorted()
          .toList();
    }
  }
}

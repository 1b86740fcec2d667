package io.leat.docs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The walls between the rooms. */
final class RoomsTest {

  /**
   * Whoever knows the engine may use the events, values and current values that it hands out; that
   * nobody else opens a log or runs a node is for the reader to see.
   */
  @Test
  void dependencyRunsOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("log")
        .definedBy("io.leat.log..")
        .layer("state")
        .definedBy("io.leat.state..")
        .layer("nodes")
        .definedBy("io.leat.nodes..")
        .layer("processor")
        .definedBy("io.leat.processor..")
        .layer("engine")
        .definedBy("io.leat.engine..")
        .layer("testkit")
        .definedBy("io.leat.testkit..")
        .layer("cli")
        .definedBy("io.leat.cli..")
        .layer("examples")
        .definedBy("io.leat.examples..")
        .layer("bench")
        .definedBy("io.leat.bench..")
        .whereLayer("bench")
        .mayOnlyAccessLayers("log", "engine", "nodes", "state")
        .whereLayer("bench")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("log")
        .mayNotAccessAnyLayer()
        .whereLayer("nodes")
        .mayNotAccessAnyLayer()
        .whereLayer("processor")
        .mayOnlyAccessLayers("nodes")
        .whereLayer("state")
        .mayOnlyAccessLayers("log")
        .whereLayer("engine")
        .mayOnlyAccessLayers("log", "state", "nodes")
        .whereLayer("testkit")
        .mayOnlyAccessLayers("engine", "log", "state", "nodes")
        .whereLayer("cli")
        .mayOnlyAccessLayers("engine", "log", "state", "nodes")
        .whereLayer("examples")
        .mayOnlyAccessLayers("engine", "log", "state", "nodes")
        .check(House.CLASSES);
  }

  @Test
  void noTwoRoomsKnowEachOther() {
    slices().matching("io.leat.(*)..").should().beFreeOfCycles().check(House.CLASSES);
  }

  /** Values, then graphs of nodes, then whatever reads, runs or draws them. */
  @Test
  void noTwoPackagesOfARoomKnowEachOther() {
    slices().matching("io.leat.(**)").should().beFreeOfCycles().check(House.CLASSES);
  }

  @Test
  void onlyLogKnowsChronicle() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.leat.log..", "io.leat.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("net.openhft..")
        .because("another log must be able to take its place: ask io.leat.log")
        .check(House.CLASSES);
  }

  @Test
  void onlyTheCommandLineKnowsPicocli() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.leat.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .because("verbs are methods of the engine first, commands second")
        .check(House.CLASSES);
  }

  @Test
  void everyTypeIsNamedForWhatItIs() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameStartingWith("Abstract")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Data")
        .orShould()
        .haveSimpleNameEndingWith("Info")
        .because("each of these is a missing noun: docs/glossary.md has the words")
        .check(House.CLASSES);
  }

  @Test
  void everyPackageIsNamedForWhatItHolds() {
    noClasses()
        .should()
        .resideInAnyPackage(
            "..util..", "..common..", "..core..", "..api..", "..impl..", "..internal..")
        .because("a room is split by noun, and hides by being package-private")
        .check(House.CLASSES);
  }

  /** A room of few types has little to hide. */
  private static final int SHOWN_BY_ANY_ROOM = 3;

  @ParameterizedTest
  @ValueSource(strings = {"log", "state", "engine"})
  void atLeastHalfOfTheTypesAreHidden(String room) {
    List<JavaClass> types =
        House.CLASSES.stream()
            .filter(type -> (type.getPackageName() + ".").startsWith("io.leat." + room + "."))
            .filter(type -> type.isTopLevelClass() && !type.getName().endsWith("package-info"))
            .toList();
    List<String> shown =
        types.stream()
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .map(JavaClass::getSimpleName)
            .toList();

    assertThat(shown)
        .as("public types of %s, which has %d types", room, types.size())
        .hasSizeLessThanOrEqualTo(Math.max(SHOWN_BY_ANY_ROOM, types.size() / 2));
  }

  /** A room of many types says in its package-info where each belongs; a verb's name says it. */
  @ParameterizedTest
  @ValueSource(strings = {"log", "engine", "cli"})
  void aLargeRoomSaysWhereEachTypeBelongs(String room) throws IOException {
    Path folder = House.ROOT.resolve(room + "/src/main/java/io/leat/" + room);
    String map = Files.readString(folder.resolve("package-info.java"));
    List<String> types;
    try (Stream<Path> files = Files.list(folder)) {
      types =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java") && !name.equals("package-info.java"))
              .map(name -> name.substring(0, name.length() - ".java".length()))
              .filter(type -> !type.endsWith("Verb"))
              .toList();
    }

    assertThat(types)
        .allSatisfy(type -> assertThat(map).containsPattern("\\{@code\\s+(\\*\\s+)?" + type + "}"));
    assertThat(Pattern.compile("\\{@code\\s+(?:\\*\\s+)?(\\w+)}").matcher(map).results())
        .allSatisfy(named -> assertThat(types).contains(named.group(1)));
  }
}

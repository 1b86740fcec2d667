package io.leat.docs;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * The products of a graph are a function of the graph and its roots (law 4), so the rooms that make
 * them hold no clock, randomness, locale or thread of their own.
 */
final class DeterminismTest {

  private static final List<String> ROOMS =
      List.of("io.leat.log", "io.leat.state", "io.leat.engine");

  /** The one class that touches the machine; everything else is handed what it needs by it. */
  private static final String MACHINE = "io.leat.engine.Machine";

  /**
   * What is banned, and what to do instead.
   *
   * @param type the owner, subtypes included
   * @param call a method's name and its parameters' simple types, {@code <init>(…)} for a
   *     constructor; a name alone stands for every overload, {@code *} for everything
   */
  private record Ban(String type, String call, String instead) {

    boolean covers(JavaAccess<?> access) {
      if (!access.getTargetOwner().isAssignableTo(type)) {
        return false;
      }
      String name = access.getTarget().getName();
      return call.equals("*") || call.equals(name) || call.equals(name + parameters(access));
    }

    private static String parameters(JavaAccess<?> access) {
      String full = access.getTarget().getFullName();
      int open = full.indexOf('(');
      return open < 0 ? "" : full.substring(open);
    }
  }

  private static final String CLOCK = "take an InstantSource in the constructor";
  private static final String TICKS = "take a LongSupplier of nanoseconds in the constructor";
  private static final String RANDOM = "take a seeded SplittableRandom, or derive it from the log";
  private static final String LOCALE = "say Locale.ROOT";
  private static final String CHARSET = "say StandardCharsets.UTF_8";
  private static final String ZONE = "say ZoneOffset.UTC";
  private static final String THREADS =
      "return how much was done from `int doWork()`; threads and executors are handed in";

  private static final List<Ban> BANS =
      List.of(
          new Ban("java.lang.System", "currentTimeMillis", CLOCK),
          new Ban("java.lang.System", "nanoTime", TICKS),
          new Ban("java.time.Clock", "system", CLOCK),
          new Ban("java.time.Clock", "systemUTC", CLOCK),
          new Ban("java.time.Clock", "systemDefaultZone", CLOCK),
          new Ban("java.time.Clock", "tickMillis", CLOCK),
          new Ban("java.time.Clock", "tickSeconds", CLOCK),
          new Ban("java.time.Clock", "tickMinutes", CLOCK),
          new Ban("java.time.InstantSource", "system", CLOCK),
          new Ban("java.time.temporal.TemporalAccessor", "now()", CLOCK),
          new Ban("java.time.temporal.TemporalAccessor", "now(java.time.ZoneId)", CLOCK),
          new Ban("java.util.Date", "<init>()", CLOCK),
          new Ban("java.util.Calendar", "getInstance", CLOCK),
          new Ban("java.time.ZoneId", "systemDefault", ZONE),
          new Ban("java.util.TimeZone", "getDefault", ZONE),
          new Ban("java.lang.Math", "random", RANDOM),
          new Ban("java.lang.StrictMath", "random", RANDOM),
          new Ban("java.util.Random", "*", RANDOM),
          new Ban("java.util.SplittableRandom", "<init>()", RANDOM),
          new Ban("java.util.random.RandomGenerator", "getDefault", RANDOM),
          new Ban("java.util.UUID", "randomUUID", RANDOM),
          new Ban("java.util.Collections", "shuffle(java.util.List)", RANDOM),
          new Ban("java.lang.System", "identityHashCode", "compare by a key that is on the log"),
          new Ban("java.util.Locale", "getDefault", LOCALE),
          new Ban("java.lang.String", "format(java.lang.String, [Ljava.lang.Object;)", LOCALE),
          new Ban("java.lang.String", "formatted", LOCALE + " with String.format"),
          new Ban("java.lang.String", "toLowerCase()", LOCALE),
          new Ban("java.lang.String", "toUpperCase()", LOCALE),
          new Ban("java.nio.charset.Charset", "defaultCharset", CHARSET),
          new Ban("java.lang.String", "getBytes()", CHARSET),
          new Ban("java.lang.String", "<init>([B)", CHARSET),
          new Ban("java.lang.String", "<init>([B, int, int)", CHARSET),
          new Ban("java.lang.Thread", "<init>", THREADS),
          new Ban("java.lang.Thread", "ofPlatform", THREADS),
          new Ban("java.lang.Thread", "ofVirtual", THREADS),
          new Ban("java.lang.Thread", "startVirtualThread", THREADS),
          new Ban("java.lang.Thread", "sleep", THREADS),
          new Ban("java.util.Timer", "*", THREADS),
          new Ban("java.util.concurrent.Executors", "*", THREADS),
          new Ban("java.util.concurrent.ThreadPoolExecutor", "*", THREADS),
          new Ban("java.util.concurrent.ForkJoinPool", "*", THREADS),
          new Ban("java.util.concurrent.CompletableFuture", "runAsync", THREADS),
          new Ban("java.util.concurrent.CompletableFuture", "supplyAsync", THREADS),
          new Ban("java.util.stream.BaseStream", "parallel", "iterate in a stated order"),
          new Ban("java.util.Collection", "parallelStream", "iterate in a stated order"));

  @Test
  void whatDecidesHoldsNoClockRandomnessLocaleOrThread() {
    assertThat(bannedCalls(deciding())).isEmpty();
  }

  @Test
  void whatDecidesHoldsNoStaticMutableState() {
    assertThat(staticState(deciding())).isEmpty();
  }

  @Test
  void theGateSeesWhatItBans() {
    var planted = new ClassFileImporter().importClasses(Planted.class);

    assertThat(bannedCalls(planted))
        .anyMatch(line -> line.contains("System.nanoTime") && line.contains(TICKS))
        .anyMatch(line -> line.contains("Instant.now()") && line.contains(CLOCK))
        .anyMatch(line -> line.contains("SecureRandom") && line.contains(RANDOM))
        .anyMatch(line -> line.contains("String.<init>([B)") && line.contains(CHARSET))
        .anyMatch(line -> line.contains("ofVirtual") && line.contains(THREADS))
        .anyMatch(line -> line.contains("parallelStream") && line.contains("stated order"))
        .anyMatch(line -> line.contains("UUID.randomUUID") && line.contains(RANDOM))
        .anyMatch(line -> line.contains("String.format") && line.contains(LOCALE))
        .hasSize(8);
    assertThat(staticState(planted)).hasSize(2);
  }

  private static Collection<JavaClass> deciding() {
    return House.CLASSES.stream()
        .filter(type -> ROOMS.stream().anyMatch(room -> isIn(room, type)))
        .filter(
            type -> !type.getName().equals(MACHINE) && !type.getName().startsWith(MACHINE + "$"))
        .toList();
  }

  private static boolean isIn(String room, JavaClass type) {
    return (type.getPackageName() + ".").startsWith(room + ".");
  }

  private static List<String> bannedCalls(Iterable<JavaClass> types) {
    return stream(types)
        .flatMap(type -> type.getAccessesFromSelf().stream())
        .flatMap(access -> complaint(access).stream())
        .sorted()
        .toList();
  }

  private static Optional<String> complaint(JavaAccess<?> access) {
    return BANS.stream()
        .filter(ban -> ban.covers(access))
        .findFirst()
        .map(ban -> access.getDescription() + ": " + ban.instead());
  }

  /** Fields that outlive every engine: not final, or a holder made to be changed. */
  private static List<String> staticState(Iterable<JavaClass> types) {
    return stream(types)
        .flatMap(type -> type.getFields().stream())
        .filter(field -> field.getModifiers().contains(STATIC))
        .filter(field -> !field.getModifiers().contains(FINAL) || isHolder(field))
        .map(field -> field.getFullName() + ": make it a field of the object that owns it")
        .sorted()
        .toList();
  }

  private static boolean isHolder(JavaField field) {
    String type = field.getRawType().getName();
    return type.startsWith("java.util.concurrent.") || type.equals("java.lang.ThreadLocal");
  }

  private static Stream<JavaClass> stream(Iterable<JavaClass> types) {
    return StreamSupport.stream(types.spliterator(), false);
  }
}

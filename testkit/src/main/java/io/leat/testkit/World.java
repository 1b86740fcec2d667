package io.leat.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing that the products of deterministic nodes do not depend on, and how it is made other. A
 * node is accused in the first in which it differs.
 */
enum World {
  AGAIN(
      "in a second process, in which nothing is other,",
      "random numbers, the clock and identity are no inputs: hand in what it needs by an event"),
  HASHES(
      "with other hash codes (HashMap, Set.of, Object.hashCode)",
      "iterate over a list, a TreeMap or a LinkedHashMap"),
  CLOCK(
      "at another time of the clock",
      "time is an input: read it from the event, or from a topic of time"),
  LANGUAGE("in another language (Turkish)", "say Locale.ROOT"),
  ZONE("in another time zone (Pacific/Chatham)", "say ZoneOffset.UTC"),
  TEXT("with another line separator and default charset", "say \\n and StandardCharsets.UTF_8"),
  CRASHES(
      "with a crash after each root",
      "what a node keeps in a field is lost in a crash; say that it reads its own products"),
  ORDER(
      "when its invocations come in another order",
      "a node keeps nothing between invocations, in no static field either");

  private final String told;
  private final String advice;

  World(String told, String advice) {
    this.told = told;
    this.advice = advice;
  }

  /** {@code with other hash codes}: what is other in this world, as part of a sentence. */
  String told() {
    return told;
  }

  /** What to do about a node that differs here. */
  String advice() {
    return advice;
  }

  /** Flags of a JVM in which these are other and nothing else is. */
  static List<String> flags(List<World> others) {
    List<String> flags = new ArrayList<>();
    flags.add("-XX:+IgnoreUnrecognizedVMOptions");
    flags.add("-XX:+UnlockExperimentalVMOptions");
    // In the order in which objects are asked for it, or by chance.
    flags.add("-XX:hashCode=" + (others.contains(HASHES) ? 0 : 3));
    boolean turkish = others.contains(LANGUAGE);
    flags.add("-Duser.language=" + (turkish ? "tr" : "en"));
    flags.add("-Duser.country=" + (turkish ? "TR" : "US"));
    flags.add("-Duser.timezone=" + (others.contains(ZONE) ? "Pacific/Chatham" : "UTC"));
    boolean text = others.contains(TEXT);
    flags.add("-Dline.separator=" + (text ? "\r\n" : "\n"));
    flags.add("-Dfile.encoding=" + (text ? "COMPAT" : "UTF-8"));
    return flags;
  }
}

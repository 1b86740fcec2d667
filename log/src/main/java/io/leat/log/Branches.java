package io.leat.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What both stores say about branches: their order, what a name may be, which lines a branch is
 * made of.
 */
final class Branches {
  static final Branch MAIN = new Branch(LogStore.MAIN, "0", null);

  /** {@code main} first, then by name. */
  static final Comparator<Branch> ORDER =
      Comparator.<Branch, Boolean>comparing(b -> !b.name().equals(LogStore.MAIN))
          .thenComparing(Branch::name);

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private Branches() {}

  /** Of a branch that is being made, the name is refused that it is to have. */
  static void checkName(String name) {
    checkName("branch", whole(name));
  }

  /** What a branch is to be called that is being made; any other's name is as it is. */
  static String whole(String name) {
    return name.endsWith(Branch.UNFINISHED)
        ? name.substring(0, name.length() - Branch.UNFINISHED.length())
        : name;
  }

  /**
   * @param what the name is for
   */
  static void checkName(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new LogException.Invalid(
          Message.of(
              "\"%s\" is no name for a %s: it has 1 to 100 letters, digits, '.', '_' or '-' and"
                  + " begins with a letter or digit",
              name, what));
    }
  }

  static LogException.Invalid unknown(String name, List<Branch> known) {
    return new LogException.Invalid(
        Message.of(
            "there is no branch %s; there are %s",
            name, String.join(", ", known.stream().map(Branch::name).toList())));
  }

  static LogException.Invalid taken(String name) {
    return new LogException.Invalid(
        Message.of("there is a branch %s already; choose another name", name));
  }

  /**
   * The branches that get other names, with those.
   *
   * @param names by the name that a branch has, the one that it gets
   */
  static Map<Branch, String> renamed(List<Branch> known, Map<String, String> names) {
    names.values().forEach(Branches::checkName);
    Map<Branch, String> renamed = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>();
    for (Branch branch : known) {
      String name = names.getOrDefault(branch.name(), branch.name());
      if (!taken.add(name)) {
        throw taken(name);
      }
      if (names.containsKey(branch.name())) {
        renamed.put(branch, name);
      }
    }
    for (String name : names.keySet()) {
      if (renamed.keySet().stream().noneMatch(branch -> branch.name().equals(name))) {
        throw unknown(name, known);
      }
    }
    if (!taken.contains(LogStore.MAIN)) {
      throw new LogException.Invalid("no branch would be called main any more");
    }
    return renamed;
  }

  static void checkFork(Chain parent, long offset) {
    long end = parent.end();
    if (offset < 0 || offset > end) {
      throw new LogException.Invalid(
          Message.of(
              "cannot fork at offset %d: branch %s has offsets 0 to %d",
              offset, parent.name(), end));
    }
  }

  /**
   * @param dependents those that share what they do not have copies of
   */
  static void checkDelete(Branch branch, List<Branch> dependents, Refs refs) {
    if (branch.name().equals(LogStore.MAIN)) {
      throw new LogException.Invalid("branch main cannot be deleted");
    }
    for (Branch other : dependents) {
      if (other.fork() != null && other.fork().line().equals(branch.line())) {
        throw new LogException.Invalid(
            Message.of(
                "branch %s was forked from %s; delete that first, or make it self-contained (leat"
                    + " branch detach %s)",
                other.name(), branch.name(), other.name()));
      }
    }
    refs.list()
        .forEach(
            (name, ref) -> {
              if (ref instanceof Ref.Place(String line, long offset)
                  && line.equals(branch.line())) {
                throw new LogException.Invalid(
                    Message.of(
                        "ref %s stands for offset %d of %s; delete that first",
                        name, offset, branch.name()));
              }
            });
  }

  /**
   * Checks that what a ref is to stand for is there.
   *
   * @param ends gives the end of a line; null if there is no such line
   */
  static void checkRef(Ref ref, ObjectStore objects, Function<String, @Nullable Long> ends) {
    switch (ref) {
      case Ref.Kept(ObjectId id) -> {
        if (!objects.holds(id)) {
          throw new LogException.Invalid("this workspace has no " + id);
        }
      }
      case Ref.Place(String line, long offset) -> {
        Long end = ends.apply(line);
        if (end == null || offset < 0 || offset > end) {
          throw new LogException.Invalid(
              end == null
                  ? "no branch of this workspace is line " + line
                  : Message.of(
                      "offset %d is not within line %s, which ends at %d", offset, line, end));
        }
      }
    }
  }

  /**
   * The identity of a new line.
   *
   * @param number counts the lines ever made in the workspace, so that no two are alike
   */
  static String line(String name, Branch.Fork fork, Instant time, long number) {
    String what =
        String.join(
            "\n",
            fork.line(),
            Long.toString(fork.offset()),
            name,
            time.toString(),
            Long.toString(number));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The pieces of lines that a branch reads, eldest first.
   *
   * @param lineage the branch itself, its parent, and so on up to one that was not forked
   */
  static <T> Chain chain(List<T> lineage, Function<T, Branch> branches, Function<T, Line> lines) {
    List<Chain.Piece> pieces = new ArrayList<>();
    long limit = Long.MAX_VALUE;
    for (T at : lineage) {
      long base = base(branches.apply(at));
      if (base < limit) {
        pieces.addFirst(new Chain.Piece(lines.apply(at), base, limit));
        limit = base;
      }
    }
    return new Chain(branches.apply(lineage.getFirst()).name(), List.copyOf(pieces));
  }

  /** The first offset that is not shared with the parent. */
  static long base(Branch branch) {
    return branch.fork() == null ? 0 : branch.fork().offset();
  }
}

package io.leat.engine;

import io.leat.log.Branch;
import io.leat.log.Commit;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.EventReader;
import io.leat.log.LogReader;
import io.leat.log.TopicFilter;
import io.leat.log.TopicSummary;
import io.leat.state.CurrentValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The part of a log in which one traversal lies, read whatever the length of the log: the root, all
 * that it caused so far, and what topics held before it. Owned by one thread.
 *
 * <p>What a root causes is written before a commit says that everything below a higher offset is
 * settled, and no earlier than the commit that settles the root so many roots before it as an
 * engine may be ahead. Both places are found by bisection, for {@code settled} never falls.
 */
final class Stretch {
  /** Events that are read before the root: most inputs are found there. */
  private static final int BEFORE = 1 << 11;

  /** Events that are read behind the root before its products are looked for farther off. */
  private static final int BEHIND = 1 << 15;

  private final EventLog log;
  private final long offset;
  private final int lead;
  private final Predicate<Event> asked;
  private final long end;

  private final List<Event> products = new ArrayList<>();
  private final List<Event> told = new ArrayList<>();
  private final Map<String, Event> before = new LinkedHashMap<>();
  private final List<Long> rootsBefore = new ArrayList<>();
  private @Nullable Event root;
  private boolean settled;

  /** Every event of the roots from here to this one was seen. */
  private long completeFrom;

  /** Every event below this offset was seen, from where reading began. */
  private long read;

  private Stretch(EventLog log, long offset, int lead, Predicate<Event> asked) {
    this.log = log;
    this.offset = offset;
    this.lead = lead;
    this.asked = asked;
    this.end = log.end();
  }

  /**
   * The stretch of the traversal of a root.
   *
   * @param lead how many roots an engine may take before the first of them is settled
   * @param asked which roots that were written meanwhile are to be kept too
   * @throws IllegalArgumentException if the event at this offset is no root
   */
  static Stretch of(EventLog log, long root, int lead, Predicate<Event> asked) {
    Stretch stretch = new Stretch(log, root, lead, asked);
    stretch.read();
    return stretch;
  }

  Event root() {
    return Objects.requireNonNull(root);
  }

  /** What the root caused, in order of offset; so far, if it is not settled. */
  List<Event> products() {
    return products;
  }

  /** The roots that were asked for, in order of offset. */
  List<Event> told() {
    return told;
  }

  /** Whether every node has finished the root. */
  boolean settled() {
    return settled;
  }

  /**
   * The last event of a topic, by position, that no later root than those before this one caused.
   */
  @Nullable Event before(String topic) {
    Event seen = before.get(topic);
    if (completeFrom == 0 || (seen != null && seen.root() >= completeFrom)) {
      return seen;
    }
    CurrentValues values = CurrentValues.of(log, TopicFilter.only(topic), offset);
    CurrentValues.Current last = values.get(topic);
    return last == null ? null : values.last(last);
  }

  /**
   * Of the topics that are wanted, the last events before the root that may be the last of all: the
   * highest root's.
   */
  List<Event> latestBefore(TopicFilter wanted) {
    List<Event> found = new ArrayList<>();
    for (Event event : before.values()) {
      if (event.root() >= completeFrom && wanted.wants(event.topic())) {
        found.add(event);
      }
    }
    if (!found.isEmpty() || completeFrom == 0) {
      return found;
    }
    Collection<TopicSummary> summaries = log.topics(wanted, offset);
    long highest = summaries.stream().mapToLong(TopicSummary::root).max().orElse(-1);
    for (TopicSummary summary : summaries) {
      if (summary.root() == highest) {
        found.add(at(log, summary.last()));
      }
    }
    return found;
  }

  /** The last event before the root of every topic that is wanted. Reads all there is of them. */
  Collection<Event> allBefore(TopicFilter wanted) {
    Map<String, Event> found = new LinkedHashMap<>();
    try (EventReader reader = log.read(log.first(), wanted)) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        if (event.root() < offset) {
          keepLater(found, event);
        }
      }
    }
    return found.values();
  }

  /** The event at an offset. */
  static Event at(EventLog log, long offset) {
    Event event = find(log, offset);
    if (event == null) {
      throw new IllegalArgumentException("no event at offset " + offset);
    }
    return event;
  }

  /**
   * The event at an offset; null if it is not there yet. A commit without events, as an idle engine
   * writes it, stands at the offset of the event behind it.
   */
  static @Nullable Event find(EventLog log, long offset) {
    try (LogReader reader = log.read(offset)) {
      Commit commit = reader.next();
      while (commit != null && commit.events().isEmpty()) {
        commit = reader.next();
      }
      return commit == null ? null : commit.events().getFirst();
    }
  }

  private void read() {
    readNear(BEFORE);
    if (root == null || !root.isRoot()) {
      throw new IllegalArgumentException("the event at offset " + offset + " is no root");
    }
    if (!settled && read < end) {
      readFar();
    }
  }

  private void readNear(long before) {
    long from = Math.max(log.first(), offset - before);
    completeFrom = from;
    readTo(from, Math.min(end, offset + BEHIND));
  }

  /** Reads on to the commit that settles the root, or up to a limit. */
  private void readTo(long from, long limit) {
    read = from;
    try (LogReader reader = log.read(from)) {
      while (!settled) {
        Commit commit = reader.next();
        if (commit == null) {
          return;
        }
        accept(commit, from);
        if (read >= limit && limit < end) {
          return;
        }
      }
    }
  }

  private void accept(Commit commit, long from) {
    for (Event event : commit.events()) {
      if (event.offset() >= from) {
        accept(event);
      }
    }
    read = Math.max(read, commit.end());
    settled |= commit.settled() > offset;
  }

  private void accept(Event event) {
    if (event.offset() == offset) {
      root = event;
    } else if (event.isRoot()) {
      if (event.offset() < offset) {
        rootsBefore.add(event.offset());
      } else if (asked.test(event)) {
        told.add(event);
      }
    } else if (event.root() == offset) {
      products.add(event);
    }
    if (event.root() < offset) {
      keepLater(before, event);
    }
  }

  private static void keepLater(Map<String, Event> lasts, Event event) {
    lasts.merge(event.topic(), event, (a, b) -> isBefore(b, a) ? a : b);
  }

  /** By position; events of one topic come from one node, so its rank does not matter. */
  private static boolean isBefore(Event a, Event b) {
    if (a.root() != b.root()) {
      return a.root() < b.root();
    }
    return a.call() != b.call() ? a.call() < b.call() : a.ordinal() < b.ordinal();
  }

  /**
   * Many roots were there before the first of them was handled: what this one caused is far off.
   */
  private void readFar() {
    long window = BEFORE;
    while (rootsBefore.size() < 2 * lead && completeFrom > log.first()) {
      window *= 8;
      forget();
      readNear(window);
      if (settled) {
        return;
      }
    }
    int count = rootsBefore.size();
    boolean reached = count < 2 * lead;
    completeFrom = reached ? log.first() : rootsBefore.get(count - lead);
    long begun = reached ? log.first() : rootsBefore.get(count - 2 * lead);
    long from = Math.max(read, firstWith(commit -> commit.settled() >= begun));
    readCarried(read, from);
    readTo(from, end);
  }

  private void forget() {
    products.clear();
    told.clear();
    before.clear();
    rootsBefore.clear();
  }

  /** The first commit of a fork carries over what the roots below it had caused. */
  private void readCarried(long from, long to) {
    List<Branch> lines = log.ancestry();
    for (int i = lines.size() - 1; i >= 0; i--) {
      Branch.Fork fork = lines.get(i).fork();
      if (fork != null && fork.offset() >= from && fork.offset() < to) {
        try (LogReader reader = log.read(fork.offset())) {
          Commit commit = reader.next();
          if (commit != null) {
            commit.events().forEach(this::accept);
          }
        }
      }
    }
  }

  /** An offset in the first commit for which this holds; the end if it holds for none. */
  private long firstWith(Predicate<Commit> holds) {
    long low = read;
    long high = end;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (holds.test(commitAt(middle))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private Commit commitAt(long offset) {
    try (LogReader reader = log.read(offset)) {
      return Objects.requireNonNull(reader.next());
    }
  }
}

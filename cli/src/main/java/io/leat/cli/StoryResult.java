package io.leat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.engine.Leat;
import io.leat.log.Event;
import io.leat.log.EventReader;
import io.leat.log.TopicFilter;
import io.leat.nodes.value.Pattern;
import io.leat.nodes.value.Value;
import io.leat.state.CurrentValues;
import io.leat.state.CurrentValues.Current;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/** What a story's graph made of its data, read from the log. */
final class StoryResult {
  private static final java.util.regex.Pattern FIELD =
      java.util.regex.Pattern.compile("\\{([^{}]+)}");

  private final Story story;
  private final CurrentValues current;

  /** By topic, its last value. */
  private final Map<String, Value> values = new HashMap<>();

  StoryResult(Story story, Leat leat) {
    this.story = story;
    this.current = leat.topics(Long.MAX_VALUE);
    try (EventReader reader = leat.log().read(0, TopicFilter.of(this::matters))) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        Current topic = current.get(event.topic());
        if (topic != null && topic.lastOffset() == event.offset()) {
          values.put(event.topic(), Leat.valueOf(event));
        }
      }
    }
  }

  private boolean matters(String topic) {
    Story.Ranking table = story.table();
    return story.facts().stream().anyMatch(fact -> fact.topics().match(topic) != null)
        || (table != null && table.topics().match(topic) != null);
  }

  /** The facts, then the table. */
  List<String> lines() {
    var facts = new TextTable("", "");
    story.facts().forEach(fact -> facts.row(fact.label(), found(fact)));
    List<String> lines = new ArrayList<>(facts.linesWithoutHeadings());
    Story.Ranking table = story.table();
    if (table != null) {
      lines.add("");
      lines.addAll(rows(table));
    }
    return lines;
  }

  private String found(Story.Fact fact) {
    Stream<Current> topics = matching(fact.topics());
    return switch (fact.kind()) {
      case EVENTS -> Long.toString(topics.mapToLong(Current::count).sum());
      case TOPICS -> Long.toString(topics.filter(topic -> !value(topic).isNull()).count());
      case VALUE ->
          topics.map(topic -> shown(value(topic).json(), fact.show())).findFirst().orElse("-");
    };
  }

  private List<String> rows(Story.Ranking ranking) {
    List<String> headings = new ArrayList<>(List.of(""));
    ranking.columns().values().forEach(heading -> headings.add(">" + heading));
    var table = new TextTable(headings.toArray(new String[0]));
    Comparator<Current> greatest =
        Comparator.comparingDouble(topic -> -at(value(topic).json(), ranking.sort()).asDouble());
    matching(ranking.topics())
        .sorted(greatest)
        .limit(ranking.rows())
        .forEach(topic -> table.row(row(topic, ranking)));
    return table.lines();
  }

  private String[] row(Current topic, Story.Ranking ranking) {
    JsonNode value = value(topic).json();
    List<String> cells = new ArrayList<>();
    cells.add(topic.topic().substring(topic.topic().lastIndexOf('/') + 1));
    ranking.columns().keySet().forEach(field -> cells.add(plain(at(value, field))));
    return cells.toArray(new String[0]);
  }

  private Stream<Current> matching(Pattern pattern) {
    return current.all().stream().filter(topic -> pattern.match(topic.topic()) != null);
  }

  private Value value(Current topic) {
    return java.util.Objects.requireNonNull(values.get(topic.topic()));
  }

  private static String shown(JsonNode value, @org.jspecify.annotations.Nullable String show) {
    if (show == null) {
      return plain(value);
    }
    Function<java.util.regex.MatchResult, String> field =
        found -> Matcher.quoteReplacement(plain(at(value, found.group(1))));
    return FIELD.matcher(show).replaceAll(field);
  }

  /** The field of a path such as {@code place.name}. */
  private static JsonNode at(JsonNode value, String path) {
    JsonNode at = value;
    for (String name : path.split("\\.", -1)) {
      at = at.path(name);
    }
    return at;
  }

  private static String plain(JsonNode value) {
    return value.isMissingNode() ? "-" : value.isTextual() ? value.textValue() : value.toString();
  }
}

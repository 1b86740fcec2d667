package io.leat.nodes.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PatternTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quakes",
        "state-changes.log",
        "classify.threshold",
        "order/{id}",
        "a/{x}/b/{y}",
        "order/*",
        "time/2026-11-20T10:00",
        "mail/a@b.example",
        "größe/京都/Ελλάδα",
        "_x",
        "9",
        "हिन्दी"
      })
  void legalNamesAreKeptAsWritten(String text) {
    assertThat(Pattern.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "a/",
        "/a",
        "a//b",
        ".",
        "..",
        "a/..",
        "a/../b",
        "-a",
        ".a",
        "a.",
        "a b",
        "a\tb",
        "a\u0000",
        "a\\b",
        "a\u202eb",
        "a\u200b",
        "e\u0301",
        "a\ud800",
        "a#",
        "a?",
        "a%2f",
        "~a",
        "a/{",
        "a/{}",
        "a/{x",
        "a/x}",
        "a/p{x}",
        "a/{x}{y}",
        "a/{x}/{x}",
        "a/x*",
        "a/**",
        "**",
        "a/{rest...}",
        "a/{x.y}",
        "a/{-x}",
        "\u3164",
        "a\ufe0f",
        "$HOME",
        "a;b",
        "\ufeffa"
      })
  void hostileNamesAreRefused(String text) {
    assertThatThrownBy(() -> Pattern.parse(text))
        .isInstanceOf(Invalid.class)
        .hasMessageStartingWith("topic '");
  }

  @Test
  void messagesShowWhatCannotBeSeen() {
    assertThatThrownBy(() -> Pattern.parse("a\u202eb"))
        .hasMessageContaining("'a\\u202eb'")
        .hasMessageContaining("contains '\\u202e'");
  }

  @Test
  void namesAreBounded() {
    Pattern.parse("x".repeat(255));

    assertThatThrownBy(() -> Pattern.parse("x".repeat(256))).hasMessageContaining("255");
    assertThatThrownBy(() -> Pattern.parse("abcdefghijklmno/".repeat(32) + "x"))
        .hasMessageContaining("segments");
    assertThatThrownBy(() -> Pattern.parse(("x".repeat(254) + "/").repeat(2) + "xxx"))
        .hasMessageContaining("512");
  }

  @Test
  void aMatchBindsTheVariables() {
    Pattern pattern = Pattern.parse("a/{y}/b/{x}");

    assertThat(pattern.variables()).containsExactly("x", "y");
    assertThat(pattern.match("a/1/b/2")).isEqualTo(Binding.of(Map.of("y", "1", "x", "2")));
    assertThat(pattern.match("a/1/c/2")).isNull();
    assertThat(pattern.match("a/1/b")).isNull();
    assertThat(pattern.match("a/1/b/2/c")).isNull();
    assertThat(pattern.match("a//b/2")).isNull();
  }

  @Test
  void wildcardsMatchOneSegmentAndBindNothing() {
    Pattern pattern = Pattern.parse("a/*/c");

    assertThat(pattern.wild()).isTrue();
    assertThat(pattern.match("a/b/c")).isEqualTo(Binding.EMPTY);
    assertThat(pattern.match("a/c")).isNull();
    assertThat(pattern.match("a/b/b/c")).isNull();
  }

  @Test
  void queriesMayAskForAllThatFollows() {
    assertThat(Pattern.query("**").match("a/b/c")).isNotNull();
    assertThat(Pattern.query("a/**").match("a/b/c")).isNotNull();
    assertThat(Pattern.query("a/**").match("a")).isNull();
    assertThat(Pattern.query("a/**").match("b/c")).isNull();
    assertThatThrownBy(() -> Pattern.query("**/a")).hasMessageContaining("**");
  }

  @Test
  void bindingFillsInVariables() {
    Pattern pattern = Pattern.parse("a/{x}/{y}");

    assertThat(pattern.at(Binding.of("y", "7"))).hasToString("a/{x}/7");
    assertThat(pattern.name(Binding.of(Map.of("x", "1", "y", "2", "z", "3")))).isEqualTo("a/1/2");
    assertThatThrownBy(() -> pattern.name(Binding.of("x", "1"))).hasMessageContaining("'y'");
  }

  @ParameterizedTest
  @CsvSource({
    "a/{x}, a/b, true",
    "a/{x}, a/*, true",
    "a/{x}, b/{x}, false",
    "a/{x}/c, a/b/{y}, true",
    "a/{x}/c, a/b/d, false",
    "a/{x}, a/b/c, false",
    "a, a, true"
  })
  void patternsOverlapIffSomeTopicMatchesBoth(String a, String b, boolean overlap) {
    assertThat(Pattern.parse(a).overlaps(Pattern.parse(b))).isEqualTo(overlap);
    assertThat(Pattern.parse(b).overlaps(Pattern.parse(a))).isEqualTo(overlap);
  }

  @ParameterizedTest
  @CsvSource({"a/{x}, a/b, true", "a/b, a/{x}, false", "a/{x}, a/{y}, true", "a/{x}, a/b/c, false"})
  void aPatternCoversWhatIsNarrower(String a, String b, boolean covers) {
    assertThat(Pattern.parse(a).covers(Pattern.parse(b))).isEqualTo(covers);
  }

  @Test
  void bindingsAreOrderedByTheBytesOfTheirValues() {
    Binding last = Binding.of("id", "\ud835\udd38");
    Binding first = Binding.of("id", "\uff21");

    assertThat(List.of(last, first).stream().sorted().toList()).containsExactly(first, last);
    assertThat(Binding.of("id", "10")).isLessThan(Binding.of("id", "9"));
    assertThat(Binding.of(Map.of("a", "1", "b", "2")))
        .isLessThan(Binding.of(Map.of("a", "2", "b", "1")));
  }

  @Test
  void bindingsAgreeOrAreRefused() {
    Binding one = Binding.of("x", "1");

    assertThat(one.and(Binding.of("y", "2"))).isEqualTo(Binding.of(Map.of("x", "1", "y", "2")));
    assertThat(one.and(one)).isEqualTo(one);
    assertThatThrownBy(() -> one.and(Binding.of("x", "2")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Binding.of("x", "a/b")).isInstanceOf(Invalid.class);
  }
}

package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Columns stand below each other on a terminal, which gives some characters two columns, some none.
 */
final class TextTableTest {

  @Test
  void wideCharactersTakeTwoColumnsAndMarksNone() {
    var table = new TextTable("topic", ">events");

    table.row("stock/日本", "1").row("stock/ｱｲ", "2").row("stock/한", "3").row("stock/🌊", "4");
    table.row("stock/n\u0303", "5").row("stock/Ａ", "6").row("stock/a", "700");

    assertThat(table.lines())
        .containsExactly(
            "topic       events",
            "stock/日本       1",
            "stock/ｱｲ         2",
            "stock/한         3",
            "stock/🌊         4",
            "stock/n\u0303          5",
            "stock/Ａ         6",
            "stock/a        700");
  }
}

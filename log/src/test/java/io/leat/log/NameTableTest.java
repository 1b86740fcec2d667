package io.leat.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A batch has each name once, by whichever way it comes. */
final class NameTableTest {
  @Test
  void eachNameHasOnePlaceInTheTablesThatItIsIn() {
    var random = new SplittableRandom(7);
    Map<String, Name> known = new HashMap<>();
    NameTable[] tables = {new NameTable(), new NameTable()};
    List<LinkedHashSet<String>> expected = List.of(new LinkedHashSet<>(), new LinkedHashSet<>());
    for (int step = 0; step < 20_000; step++) {
      int which = random.nextInt(2);
      if (random.nextInt(200) == 0) {
        tables[which].clear();
        expected.get(which).clear();
      }
      String text = "topic/" + random.nextInt(300);
      int index =
          random.nextBoolean()
              ? tables[which].index(text)
              : tables[which].index(known.computeIfAbsent(text, Name::of));
      expected.get(which).add(text);
      assertEquals(text, new ArrayList<>(expected.get(which)).get(index));
      assertEquals(new ArrayList<>(expected.get(which)), names(tables[which]));
    }
  }

  @Test
  void namesAloneAreNotLookedFor() {
    var table = new NameTable();
    Name a = Name.of("a");
    Name b = Name.of("b");
    assertEquals(0, table.index(a));
    assertEquals(1, table.index(b));
    assertEquals(0, table.index(a));
    table.clear();
    assertEquals(0, table.index(b));
    assertEquals(1, table.index(a));
    assertEquals(List.of("b", "a"), names(table));
  }

  private static List<String> names(NameTable table) {
    byte[] written = new byte[table.bytes()];
    table.write(written, 0);
    List<String> names = new ArrayList<>();
    int at = 4;
    while (at < written.length) {
      int length = (short) Document.SHORT.get(written, at) & 0xffff;
      names.add(new String(written, at + 2, length, StandardCharsets.UTF_8));
      at += 2 + length;
    }
    return names;
  }
}

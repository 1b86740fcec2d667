package io.leat.bench;

import io.leat.log.Event;
import java.nio.file.Path;

/** Knows its keys, and keeps nothing of a key but its names and its sum, in arrays. */
final class SumsOnLog extends ChainOnLog {
  private final Names[] names;
  private final long[] sums;

  SumsOnLog(Path folder, int keys) {
    super(folder, number -> Chain.root(number, keys));
    names = Names.all(keys);
    sums = new long[keys];
  }

  @Override
  void products(Event root) {
    int key = key(root);
    long scaled = 3 * Digits.read(root.payload());
    sums[key] += scaled;
    long flagged = sums[key] >= Chain.LIMIT ? 1 : 0;
    write(root.offset(), names[key], Digits.of(scaled), Digits.of(sums[key]), Digits.of(flagged));
  }
}

package io.leat.bench;

import io.leat.log.Event;
import io.leat.log.Payload;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Keeps the last value of every topic in a hash map, as an engine has to that knows no keys. */
final class StateOnLog extends ChainOnLog {

  /** The last values at a key. */
  private static final class State {
    final Names names;
    Payload scaled = Digits.of(0);
    Payload sum = Digits.of(0);
    Payload flag = Digits.of(0);

    State(int key) {
      names = Names.of(key);
    }
  }

  private final Map<String, State> byTopic = new HashMap<>();

  StateOnLog(Path folder, int keys) {
    super(folder, number -> Chain.root(number, keys));
  }

  @Override
  void products(Event root) {
    State at = byTopic.get(root.topic());
    if (at == null) {
      at = new State(key(root));
      byTopic.put(root.topic(), at);
    }
    long scaled = 3 * Digits.read(root.payload());
    long sum = Digits.read(at.sum) + scaled;
    at.scaled = Digits.of(scaled);
    at.sum = Digits.of(sum);
    at.flag = Digits.of(sum >= Chain.LIMIT ? 1 : 0);
    write(root.offset(), at.names, at.scaled, at.sum, at.flag);
  }
}

package io.leat.engine;

import io.leat.log.LogException;
import io.leat.log.Payload;
import io.leat.nodes.value.Content;
import io.leat.nodes.value.Value;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that lies in an object of the workspace. This is where the bytes of the log and the
 * values of nodes become one another; a long value is never copied on the way, but named.
 */
record LoggedValue(Payload payload) implements Content {

  /** The value of an event; nothing of an object is read yet. */
  static Value of(Payload payload) {
    return payload.object() == null
        ? Value.encoded(payload.bytes())
        : Value.kept(new LoggedValue(payload));
  }

  /** How a value is written to the log; one that lies in an object is only named again. */
  static Payload payload(Value value) {
    return value.content() instanceof LoggedValue(Payload payload)
        ? payload
        : Payload.of(value.bytes());
  }

  /** What was found wrong with one of these values while somebody read it; null if nothing. */
  static LogException.@Nullable Corrupt damageIn(List<@Nullable Value> values) {
    for (int i = 0; i < values.size(); i++) {
      Value value = values.get(i);
      if (value != null && value.content() instanceof LoggedValue(Payload payload)) {
        LogException.Corrupt damage = payload.damage();
        if (damage != null) {
          return damage;
        }
      }
    }
    return null;
  }

  @Override
  public long length() {
    return payload.length();
  }

  @Override
  public byte[] bytes() {
    return payload.bytes();
  }

  @Override
  public boolean raw() {
    return payload.raw();
  }

  @Override
  public InputStream open() {
    return payload.open();
  }

  @Override
  public InputStream openRaw() {
    return payload.openRaw();
  }
}

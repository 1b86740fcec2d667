package io.leat.engine.torture;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.nodes.Call;
import io.leat.nodes.Code;
import io.leat.nodes.Input;
import io.leat.nodes.Option;
import io.leat.nodes.Output;
import io.leat.nodes.value.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A node that passes its input on, unless that names its kind of poison: then it throws, takes all
 * the memory there is, or never ends.
 */
public final class Poison implements Code {
  private static final Input<JsonNode> ONE = Input.named("one", Type.ANY);
  private static final Output<JsonNode> OUT = Output.named("out", Type.ANY);
  private static final Option<String> POISON = Option.named("poison", Type.STRING);

  @Override
  public void run(Call call) {
    if (call.get(ONE).path("poison").asText().equals(call.get(POISON))) {
      switch (call.get(POISON).replaceFirst("-.*", "")) {
        case "throws" -> throw new IllegalStateException("poison");
        case "blocks" -> takeAll(1 << 20);
        case "crumbs" -> takeAll(16);
        case "endless" -> neverEnd();
        default -> throw new IllegalArgumentException(call.get(POISON));
      }
    }
    call.publish(OUT, call.get(ONE));
  }

  /** In pieces of so many bytes; until there is not even room for one more. */
  private static void takeAll(int bytes) {
    List<byte[]> taken = new ArrayList<>();
    while (taken.size() < Integer.MAX_VALUE) {
      taken.add(new byte[bytes]);
    }
  }

  /** Not even when it is interrupted. */
  private static void neverEnd() {
    for (long turn = 0; turn < Long.MAX_VALUE; turn++) {
      LockSupport.parkNanos(1_000_000);
      boolean _ = Thread.interrupted();
    }
  }
}

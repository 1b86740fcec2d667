package io.leat.engine.torture;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.nodes.Call;
import io.leat.nodes.Code;
import io.leat.nodes.Input;
import io.leat.nodes.Option;
import io.leat.nodes.Output;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Type;

/**
 * The nodes of the graph that {@code .ci/torture engine} draws: each publishes a digest of all that
 * it is handed, so that what goes wrong anywhere upstream shows. Its option {@code shape} names its
 * parts, and says how often it fails and publishes nothing.
 */
public final class Mix implements Code {
  private static final Option<JsonNode> SHAPE = Option.named("shape", Type.OBJECT);
  private static final Option<Long> SALT = Option.named("salt", Type.INTEGER);
  private static final long PRIME = 0x100000001b3L;

  @Override
  public void run(Call call) {
    JsonNode shape = call.get(SHAPE);
    long digest = digest(call, shape);
    if (oneIn(shape.get("fails").longValue(), digest)) {
      throw new IllegalStateException("an unlucky digest: " + digest);
    }
    for (JsonNode part : shape.get("outputs")) {
      long times =
          oneIn(shape.get("silent").longValue(), digest >>> 8) ? 0 : part.get("times").longValue();
      for (long time = 0; time < times; time++) {
        publish(call, part, digest + time);
      }
    }
  }

  private static void publish(Call call, JsonNode part, long digest) {
    Output<Long> output = Output.named(part.get("name").textValue(), Type.INTEGER);
    long value = Math.floorMod(digest, part.get("below").longValue());
    if (part.get("spread").booleanValue()) {
      call.publish(output, Binding.of("g", "g" + Math.floorMod(digest >>> 16, 4)), value);
    } else {
      call.publish(output, value);
    }
  }

  /** Over the binding, every input, the option and, if the node asks for them, its own products. */
  private static long digest(Call call, JsonNode shape) {
    long digest = mix(call.get(SALT), call.binding().toString());
    for (JsonNode name : shape.get("inputs")) {
      Input<JsonNode> input = Input.named(name.textValue(), Type.ANY);
      digest = mix(digest, call.present(input) ? call.get(input).toString() : "absent");
    }
    if (shape.get("own").booleanValue()) {
      for (JsonNode part : shape.get("outputs")) {
        Output<Long> output = Output.named(part.get("name").textValue(), Type.INTEGER);
        digest = mix(digest, call.own(output).map(Object::toString).orElse("none"));
      }
    }
    return digest;
  }

  private static long mix(long digest, String text) {
    long mixed = digest ^ text.length();
    for (int i = 0; i < text.length(); i++) {
      mixed = (mixed ^ text.charAt(i)) * PRIME;
    }
    return mixed ^ (mixed >>> 29);
  }

  /** True for one digest in so many; never if it is none. */
  private static boolean oneIn(long many, long digest) {
    return many > 0 && Math.floorMod(digest, many) == 0;
  }
}

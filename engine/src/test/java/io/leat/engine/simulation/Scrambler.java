package io.leat.engine.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.leat.engine.simulation.Blueprint.Habit;
import io.leat.engine.simulation.Blueprint.Out;
import io.leat.engine.simulation.Blueprint.Plan;
import io.leat.nodes.Call;
import io.leat.nodes.Code;
import io.leat.nodes.Input;
import io.leat.nodes.Kind;
import io.leat.nodes.Option;
import io.leat.nodes.Output;
import io.leat.nodes.value.Binding;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Code whose products depend on all that it is handed, and on dice if it is not pure: whatever an
 * engine hands wrongly shows in the canonical form sooner or later.
 */
record Scrambler(
    Plan plan,
    Health health,
    Diary diary,
    List<Input<JsonNode>> inputs,
    List<Output<JsonNode>> outputs,
    List<Option<JsonNode>> options)
    implements Code {

  @Override
  public void run(Call call) {
    Habit habit = plan.habit();
    long chance = plan.kind() == Kind.PURE ? 0 : diary.dice();
    if (plan.kind() == Kind.EFFECT && call.key(0).isEmpty()) {
      throw new AssertionError("an effect without a key");
    }
    var random = new SplittableRandom(digest(seen(call)) ^ habit.salt() ^ chance);
    boolean sick = habit.failsOneIn() > 0 && random.nextInt(habit.failsOneIn()) == 0;
    if (sick && (!plan.stops() || health.ill())) {
      throw new IllegalStateException("fails on purpose");
    }
    int products = random.nextInt(habit.productsMin(), habit.productsMax() + 1);
    for (int i = 0; i < products; i++) {
      publish(call, random);
    }
  }

  private void publish(Call call, SplittableRandom random) {
    int index = random.nextInt(outputs.size());
    Out out = plan.outputs().get(index);
    JsonNode value = value(random);
    if (out.brought() == null) {
      call.publish(outputs.get(index), value);
    } else {
      var rest = Binding.of(Map.of(out.brought(), RandomScript.key(random)));
      call.publish(outputs.get(index), rest, value);
    }
  }

  private JsonNode value(SplittableRandom random) {
    int values = plan.habit().values();
    if (values == 0) {
      return LongNode.valueOf(random.nextLong() & 0xffff_ffffL);
    }
    int value = random.nextInt(values);
    return value == 0 ? NullNode.getInstance() : IntNode.valueOf(value);
  }

  /** Everything that the call lets code see. */
  private String seen(Call call) {
    var seen = new StringBuilder(call.binding().values().toString());
    for (int i = 0; i < inputs.size(); i++) {
      Input<JsonNode> input = inputs.get(i);
      seen.append('|');
      if (call.present(input)) {
        seen.append(call.get(input)).append('@').append(call.topic(input));
      }
    }
    options.forEach(option -> seen.append(':').append(call.get(option)));
    if (plan.own()) {
      outputs.forEach(output -> seen.append('!').append(call.own(output)));
    }
    if (plan.context()) {
      seen.append('<').append(call.trigger());
    }
    return seen.toString();
  }

  private static long digest(String text) {
    long digest = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      digest = (digest ^ text.charAt(i)) * 0x100000001b3L;
    }
    return digest;
  }
}

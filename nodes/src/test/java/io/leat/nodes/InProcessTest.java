package io.leat.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class InProcessTest {

  /** A node with one of everything, and its handles. */
  private static final class Everything {
    final GraphBuilder g = Graph.builder();
    final NodeBuilder n = g.node("n");
    final Input<Double> number = n.input("number", g.topic("number/{id}", Type.NUMBER));
    final Input<Double> all = n.input("all", "number/*", Type.NUMBER);
    final Option<String> mode = n.option("mode", Type.STRING, "fast");
    final Output<Double> out = n.output("out", g.topic("out/{id}", Type.NUMBER));
    final Output<String> routed = n.output("routed", "routed/{id}/{to}", Type.STRING);

    List<Product> run(Code code) throws Exception {
      n.run(code);
      return run(Value.parse("1.5"), "number/b");
    }

    List<Product> run(@Nullable Value in, @Nullable String topic) throws Exception {
      Node node = g.build().nodes().getFirst();
      var handed =
          new Handed(
              3,
              "n",
              0,
              Binding.of("id", "a"),
              Arrays.asList(in, topic == null ? null : Value.parse("2")),
              Arrays.<@Nullable String>asList(null, topic),
              List.of(Value.parse("\"slow\"")),
              node.own() ? Arrays.<@Nullable Value>asList(Value.parse("7"), null) : List.of(),
              node.context() ? "number" : null,
              node.kind() == Kind.EFFECT ? "3.n.0" : null);
      try (Runner runner = node.body().open(node, Path.of("."))) {
        return runner.run(handed);
      }
    }
  }

  @Test
  void codeReadsAllThatItIsHanded() throws Exception {
    var it = new Everything();
    it.n.own().context();

    List<Product> products =
        it.run(
            call -> {
              assertThat(call.get(it.number)).isEqualTo(1.5);
              assertThat(call.find(it.all)).contains(2.0);
              assertThat(call.present(it.all)).isTrue();
              assertThat(call.topic(it.all)).isEqualTo("number/b");
              assertThat(call.topic(it.number)).isEqualTo("number/a");
              assertThat(call.get(it.mode)).isEqualTo("slow");
              assertThat(call.binding("id")).isEqualTo("a");
              assertThat(call.own(it.out)).contains(7.0);
              assertThat(call.own(it.routed)).isEmpty();
              assertThat(call.trigger()).isEqualTo("number");
              call.publish(it.out, 1.0);
              call.publish(it.routed, Binding.of("to", "x"), "there");
              call.publish(it.out, null);
            });

    assertThat(products)
        .containsExactly(
            new Product(0, Value.parse("1"), Binding.EMPTY),
            new Product(1, Value.parse("\"there\""), Binding.of("to", "x")),
            new Product(0, Value.NULL, Binding.EMPTY));
  }

  @Test
  void absentAndNullAreTwoThings() throws Exception {
    var it = new Everything();
    it.n.run(
        call -> {
          assertThat(call.present(it.number)).isTrue();
          assertThat(call.get(it.number)).isNull();
          assertThat(call.find(it.number)).isEmpty();
          assertThat(call.present(it.all)).isFalse();
          assertThatThrownBy(() -> call.get(it.all)).hasMessageContaining("input all is absent");
          assertThatThrownBy(() -> call.topic(it.all)).hasMessageContaining("absent");
        });

    assertThat(it.run(Value.NULL, null)).isEmpty();
  }

  @Test
  void whatANodeDidNotAskForItDoesNotGet() throws Exception {
    var it = new Everything();
    var other = Output.named("other", Type.NUMBER);

    it.run(
        call -> {
          assertThatThrownBy(() -> call.own(it.out)).hasMessageContaining("declare own");
          assertThatThrownBy(call::trigger).hasMessageContaining("declare context");
          assertThatThrownBy(() -> call.publish(other, 1.0))
              .hasMessageContaining("no output 'other'");
          assertThatThrownBy(() -> call.publish(it.routed, "x"))
              .hasMessageContaining("must bind to");
          assertThatThrownBy(() -> call.publish(it.out, Binding.of("id", "b"), 1.0))
              .hasMessageContaining("more than");
          assertThatThrownBy(() -> call.binding("to")).hasMessageContaining("'to'");
        });
  }

  @Test
  void whatCodeThrowsIsTheFailure() {
    assertThatThrownBy(
            () ->
                new Everything()
                    .run(
                        _ -> {
                          throw new IllegalStateException("boom");
                        }))
        .isInstanceOf(Failed.class)
        .hasMessage("IllegalStateException: boom")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () ->
                new Everything()
                    .run(
                        _ -> {
                          throw new AssertionError();
                        }))
        .hasMessage("AssertionError");
    assertThatThrownBy(() -> new Everything().run(call -> endless(call, 0)))
        .hasMessageStartingWith("StackOverflowError");
  }

  // The point is that it never ends.
  @SuppressWarnings("InfiniteRecursion")
  private static void endless(Call call, int depth) {
    endless(call, depth + 1);
  }

  @Test
  void aCallThatEndedIsOfNoUse() throws Exception {
    var it = new Everything();
    var kept = new ArrayList<Call>();
    it.run(kept::add);

    assertThatThrownBy(() -> kept.getFirst().get(it.number))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("invocation 3.n.0 of node n has ended");
    assertThatThrownBy(() -> kept.getFirst().publish(it.out, 1.0))
        .hasMessageContaining("has ended");
  }

  @Test
  void slowCodeRunsBesideTheEngine() {
    GraphBuilder g = Graph.builder();
    g.topic("x");
    NodeBuilder n = g.node("n");
    n.input("x", "x");
    n.beside(3, _ -> {});
    Node node = g.build().nodes().getFirst();

    assertThat(node.body().beside()).isTrue();
    assertThat(node.body().open(node, Path.of(".")).jobs()).isEqualTo(3);
  }
}

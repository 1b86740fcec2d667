package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.leat.engine.Merge.Side;
import io.leat.engine.simulation.Branching;
import io.leat.engine.simulation.Subject.Input;
import io.leat.engine.simulation.VirtualClock;
import io.leat.log.LogStore;
import io.leat.nodes.Graph;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Forks, merges and promotions of random histories against the naive oracle. {@code -Dleat.seed=N}
 * runs one seed, {@code -Dleat.from=N -Dleat.seeds=M} runs M from N on.
 */
class BranchingTest {
  private static final int SEEDS = 100;

  private static final Branching.Verbs VERBS =
      new Branching.Verbs() {
        @Override
        public boolean fork(Branching.Fork fork) {
          return new Replay(fork.store(), fork.parent(), fork.cut()).fork(fork.name());
        }

        @Override
        public void carry(Branching.Fork fork, List<Input> options) {
          List<Root> roots = options.stream().map(o -> new Root(o.topic(), o.value())).toList();
          new Replay(fork.store(), fork.parent(), fork.cut()).carryRoots(fork.name(), roots);
        }

        @Override
        public void carry(Branching.Fork fork, long to) {
          Revision revision = Revision.from(fork.cut()).carrying(to, List.of());
          new Replay(fork.store(), fork.parent(), fork.cut()).carryRoots(fork.name(), revision);
        }

        @Override
        public void merge(LogStore store, String fork, String target, Graph graph) {
          leat(store, graph).on(target).branches().merge(fork, _ -> Side.THEIRS);
        }

        @Override
        public void promote(LogStore store, String fork, String kept) {
          new Promotion(store, fork, LogStore.MAIN, kept, null).run();
        }

        private static Leat leat(LogStore store, Graph graph) {
          return Leat.over(
              store, graph, Path.of(""), new Machine(new VirtualClock(), Runnable::run));
        }
      };

  @Test
  void whatWasIsWhatAForkHoldsAMergeIsAppendingByHandAndAPromotionARunFromTheStart() {
    Long one = Long.getLong("leat.seed");
    long from = one == null ? Long.getLong("leat.from", 0) : one;
    long seeds = one == null ? Long.getLong("leat.seeds", SEEDS) : 1;

    for (long seed = from; seed < from + seeds; seed++) {
      long now = seed;
      assertThatCode(() -> Branching.run(EngineSubject.MAKER, VERBS, now))
          .as(
              "mvn -pl engine -am test -Dtest=BranchingTest"
                  + " -Dsurefire.failIfNoSpecifiedTests=false -Dleat.seed=%d",
              now)
          .doesNotThrowAnyException();
    }
  }
}

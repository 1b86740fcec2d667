package io.leat.engine;

/**
 * What a run did.
 *
 * @param roots taken
 * @param invoked attempts to run node code
 * @param reused invocations whose outcome was in the log
 * @param published products
 * @param failed invocations that failed for good
 */
public record Report(long roots, long invoked, long reused, long published, long failed) {
  static final Report NOTHING = new Report(0, 0, 0, 0, 0);

  Report and(EngineEvent event) {
    return switch (event) {
      case EngineEvent.Taken taken -> new Report(roots + 1, invoked, reused, published, failed);
      case EngineEvent.Invoked call -> new Report(roots, invoked + 1, reused, published, failed);
      case EngineEvent.Reused reuse -> new Report(roots, invoked, reused + 1, published, failed);
      case EngineEvent.Published product ->
          new Report(roots, invoked, reused, published + 1, failed);
      case EngineEvent.Failed failure -> new Report(roots, invoked, reused, published, failed + 1);
      case EngineEvent.Restored restored -> this;
      case EngineEvent.Committed committed -> this;
    };
  }
}

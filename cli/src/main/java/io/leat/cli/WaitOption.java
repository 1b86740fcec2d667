package io.leat.cli;

import io.leat.engine.Caused;
import io.leat.engine.Leat;
import io.leat.log.Event;
import java.time.Duration;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** {@code --wait}: for the end of what was appended, whoever runs the engine. */
final class WaitOption {
  /** How long nobody may run the engine. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Option(
      names = "--wait",
      description =
          "Wait until everything that it causes has ended, and print the products and the"
              + " failures. Ends with 3 if nobody runs the engine for 5 seconds.")
  private boolean wait;

  /** Waits for what the batch that begins at an offset causes, and prints it, if asked to. */
  void until(Leat leat, long first, Console console, boolean jsonl) {
    if (!wait) {
      return;
    }
    console.out().flush();
    Caused caused = leat.await(first, PATIENCE);
    var printer = new EventPrinter(console.out(), jsonl, leat.log().end());
    Stream.concat(caused.products().stream(), caused.failures().stream())
        .sorted((a, b) -> Long.compare(a.offset(), b.offset()))
        .forEach((Event event) -> printer.print(event));
  }
}

package io.leat.engine;

import io.leat.nodes.value.Binding;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What calls for invocations of a node in a traversal. Which ones is known once everything upstream
 * has finished the root.
 */
sealed interface Trigger {

  /** By position of the event, then in order of declaration; a waking root comes first. */
  Comparator<Trigger> ORDER = Comparator.comparing(Trigger::event).thenComparingInt(Trigger::input);

  /** The event at whose position the inputs are to be settled. */
  Published event();

  /** Index of the input that was triggered; -1 where the root wakes the node. */
  default int input() {
    return -1;
  }

  /** Name of the input or option that was triggered. */
  String context();

  /** Where the node is to be invoked, in order. */
  Collection<Site> sites(Station station);

  /** An event on a topic that the node subscribes to. */
  record Input(Subscription subscription, Published event) implements Trigger {
    @Override
    public int input() {
      return subscription.input;
    }

    @Override
    public String context() {
      return subscription.station.node.inputs().get(subscription.input).name();
    }

    @Override
    public Collection<Site> sites(Station station) {
      return subscription.sites(event.root);
    }
  }

  /** The root sets an option of the node: it is invoked wherever it was ever invoked. */
  record OptionSet(Published event, String context) implements Trigger {
    @Override
    public Collection<Site> sites(Station station) {
      return station.invokedSites();
    }
  }

  /** The root retries a failed invocation of the node. */
  record Retry(Published event, Binding binding) implements Trigger {
    @Override
    public String context() {
      return StateChange.RETRIED;
    }

    @Override
    public Collection<Site> sites(Station station) {
      return List.of(station.site(binding));
    }
  }

  /**
   * The root brings the graph that the node is new in: it is invoked wherever its topics are known.
   */
  record Arrival(Published event) implements Trigger {
    @Override
    public String context() {
      return StateChange.COMPILED;
    }

    @Override
    public Collection<Site> sites(Station station) {
      return station.knownSites(event.root);
    }
  }
}

package io.leat.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events that one invocation is handed.
 *
 * @param trigger the first that called for this set
 * @param events by index of input; null where absent
 */
record InputSet(Site site, Trigger trigger, List<@Nullable Published> events) {

  long root() {
    return trigger.event().root;
  }
}

package io.leat.engine;

import org.jspecify.annotations.Nullable;

/**
 * What a fork is made for.
 *
 * @param by on whose behalf; null if nobody said
 * @param reason for people; null if nobody said
 * @param asked identity of the replay that was asked for; null if none was
 */
record Purpose(@Nullable String by, @Nullable String reason, @Nullable String asked) {
  static final Purpose NONE = new Purpose(null, null, null);
}

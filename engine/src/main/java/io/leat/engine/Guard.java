package io.leat.engine;

import io.leat.log.Batch;
import io.leat.log.BatchKey;
import io.leat.log.ObjectStore;
import io.leat.nodes.value.Invalid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an append asks of the log, so that it can be repeated, or is refused where others came
 * first.
 *
 * @param key on each topic of the batch it belongs to this batch for ever: the same batch again is
 *     not written again, another is refused. Null for none
 * @param expectedLast offset of the last event that the batch's one topic is expected to have,
 *     {@link #ABSENT} if none; null to expect nothing
 */
public record Guard(@Nullable String key, @Nullable Long expectedLast) {
  /** What is expected of a topic without events. */
  public static final long ABSENT = -1;

  public static final Guard NONE = new Guard(null, null);

  /** Writes at most once under a key. */
  public static Guard key(String key) {
    return new Guard(key, null);
  }

  /** Writes only if the topic ends at this offset, {@link #ABSENT} if it is to have no event. */
  public static Guard expecting(long last) {
    return new Guard(null, last);
  }

  /** What a batch that was handed over asks. */
  static Guard of(Batch batch) {
    BatchKey key = batch.key();
    return new Guard(key == null ? null : key.id(), batch.expectedLast());
  }

  boolean isNone() {
    return key == null && expectedLast == null;
  }

  /**
   * An empty batch that asks this.
   *
   * @param roots what is to be appended
   * @param objects where long values are put
   * @throws Invalid if an offset is expected and the roots are of several topics
   */
  Batch batch(List<Root> roots, ObjectStore objects) {
    Batch batch = key == null ? Batch.create(objects) : Batch.under(batchKey(key, roots), objects);
    if (expectedLast != null) {
      List<String> topics = roots.stream().map(Root::topic).distinct().toList();
      if (topics.size() != 1) {
        throw new Invalid(
            "an offset is expected of one topic, but the batch has " + String.join(", ", topics));
      }
      batch.expect(topics.getFirst(), expectedLast);
    }
    return batch;
  }

  private static BatchKey batchKey(String key, List<Root> roots) {
    List<String> topics = roots.stream().map(Root::topic).toList();
    return BatchKey.of(
        key, topics, roots.stream().map(root -> LoggedValue.payload(root.value())).toList());
  }
}

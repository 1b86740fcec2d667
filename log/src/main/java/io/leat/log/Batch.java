package io.leat.log;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events that are to be written as one commit. Encodes each event as it is added, so that it is
 * encoded once. Mutable; owned by one thread; {@link #clear} makes it ready for the next use.
 *
 * <p>The array holds room for the header, then the entries, then, once {@link #seal sealed}, the
 * table of names: a document as it is written. The layout is that of {@link Document}.
 */
public final class Batch {
  /**
   * A batch that was handed over is decoded as if it were to start here, so that what it refers to
   * by index can be told apart.
   */
  private static final long NOWHERE = 1L << 62;

  /** A reference to an object: its name and its size. */
  private static final int OBJECT_BYTES = ObjectId.DIGEST_BYTES + Long.BYTES;

  /** Where long values go; null if they stay in the batch. */
  private final @Nullable ObjectStore objects;

  private final NameTable names = new NameTable();
  private byte[] array = new byte[1024];
  private int length = Document.HEADER;
  private int size;
  private long referenceMax = -1;
  private @Nullable BatchKey key;
  private @Nullable Expectation expectation;

  private Batch(@Nullable ObjectStore objects) {
    this.objects = objects;
  }

  /** An empty batch that holds every value itself, however long. */
  public static Batch create() {
    return new Batch(null);
  }

  /**
   * An empty batch. A value that is longer than {@link ObjectStore#INLINE_BYTES_MAX} is put as an
   * object when it is added, and the batch refers to it.
   */
  public static Batch create(ObjectStore objects) {
    return new Batch(objects);
  }

  /** As {@link #create(ObjectStore)}; the batch is written at most once under this key. */
  public static Batch under(BatchKey key, ObjectStore objects) {
    Batch batch = new Batch(objects);
    batch.key = key;
    key.topics().forEach(batch.names::index);
    batch.ensure(key.bytes());
    key.write(batch.array);
    batch.length += key.bytes();
    return batch;
  }

  /**
   * Makes the batch one that is written only if {@code topic} still ends where its author saw it.
   *
   * @param last offset of the topic's last event; -1 if it has none
   */
  public void expect(String topic, long last) {
    expectation = new Expectation(topic, last);
  }

  /** The key that it is appended under; null if it has none. */
  public @Nullable BatchKey key() {
    return key;
  }

  /** What {@link #expect} was told; null if nothing is expected. */
  public @Nullable Long expectedLast() {
    return expectation == null ? null : expectation.last();
  }

  @Nullable Expectation expectation() {
    return expectation;
  }

  /** Whether something has to be looked up before it may be written. */
  boolean isGuarded() {
    return key != null || expectation != null;
  }

  /**
   * Stands for the offset that the event at {@code index} of this batch will get. Always below -1.
   */
  public static long here(int index) {
    return -2L - index;
  }

  /** Adds a root and returns its index in the batch. */
  public int root(String topic, Payload value, @Nullable Origin origin, boolean quiet) {
    Payload payload = kept(value);
    int topicName = names.index(topic);
    int originName = origin == null ? -1 : names.index(origin.line());
    ensure(Document.ENTRY_MAX + bytesIn(payload));
    int flags =
        Document.ROOT | (quiet ? Document.QUIET : 0) | (origin == null ? 0 : Document.ORIGIN);
    array[length++] = (byte) (flags | flags(payload));
    number(topicName);
    if (origin != null) {
      number(originName);
      number(origin.offset());
    }
    return value(payload);
  }

  /**
   * Adds a product and returns its index in the batch.
   *
   * @param root offset of the root that it descends from, or {@link #here} of one added before
   * @param cause offset of the event that triggered the call, or {@link #here} of one added before
   */
  public int product(
      String topic, Payload value, long root, String node, int call, int ordinal, long cause) {
    checkPlace(node, call, ordinal);
    return product(names.index(topic), value, root, names.index(node), call, ordinal, cause);
  }

  /** As the other; the names need not be looked up if the batch has them. */
  public int product(
      Name topic, Payload value, long root, Name node, int call, int ordinal, long cause) {
    checkPlace(node.text(), call, ordinal);
    return product(names.index(topic), value, root, names.index(node), call, ordinal, cause);
  }

  private static void checkPlace(String node, int call, int ordinal) {
    if (call < 0 || ordinal < 0) {
      throw new LogException.Invalid(
          Message.of(
              "call %d and ordinal %d of a product of %s must not be negative",
              call, ordinal, node));
    }
  }

  private int product(
      int topic, Payload value, long root, int node, int call, int ordinal, long cause) {
    Payload payload = kept(value);
    long rootReference = reference("root", root);
    long causeReference = reference("cause", cause);
    ensure(Document.ENTRY_MAX + bytesIn(payload));
    array[length++] = (byte) flags(payload);
    number(topic);
    number(node);
    number(rootReference);
    number(call);
    number(ordinal);
    number(causeReference);
    return value(payload);
  }

  /** Number of events. */
  public int size() {
    return size;
  }

  /** Encoded size so far, bytes. */
  public int bytes() {
    return length + names.bytes();
  }

  /**
   * The events as they stand, as a door looks at them: offset, root and cause are {@link #here}
   * where they lie in this batch.
   */
  public List<Event> events() {
    seal(NOWHERE, 0, 0, 0);
    Document document = Document.checked(Arrays.copyOf(array, bytes()));
    return new EventDecoder(objects)
        .decode(document, 0, size).stream().map(Batch::relative).toList();
  }

  /** Forgets the events, the key and what was expected. */
  public void clear() {
    key = null;
    expectation = null;
    names.clear();
    length = Document.HEADER;
    size = 0;
    referenceMax = -1;
  }

  /**
   * Completes the document. May be called again with other numbers.
   *
   * @throws LogException.Invalid if an event refers to an offset that is not below its own
   */
  void seal(long first, long timeMicros, long run, long settled) {
    if (referenceMax >= first) {
      throw new LogException.Invalid(
          Message.of(
              "an event of this batch names offset %d as root or cause, but the batch itself starts"
                  + " at %d",
              referenceMax, first));
    }
    int total = bytes();
    if (array.length < total) {
      array = Arrays.copyOf(array, total);
    }
    names.write(array, length);
    int kind = key == null ? Document.COMMIT : Document.KEYED;
    Document.seal(array, total, kind, length, size, first, timeMicros, run, settled);
  }

  /** The document of the last {@link #seal}; its length is {@link #bytes}. */
  byte[] array() {
    return array;
  }

  /** A copy of the batch for another process, behind it what is expected. */
  byte[] encode() {
    seal(NOWHERE, 0, 0, 0);
    Expectation expected = expectation;
    byte[] behind = expected == null ? new byte[0] : expected.encode();
    byte[] copy = Arrays.copyOf(array, bytes() + behind.length);
    System.arraycopy(behind, 0, copy, bytes(), behind.length);
    return copy;
  }

  /**
   * A batch that another process encoded, which put what it refers to.
   *
   * @throws LogException if the bytes are not those of a batch, or an object is not there
   */
  static Batch decode(byte[] bytes, ObjectStore objects) {
    int length = Document.length(bytes);
    Document document = Document.checked(Arrays.copyOf(bytes, length));
    if (!Document.isCommit(document.kind()) || document.first() != NOWHERE) {
      throw new LogException.Invalid("what was handed over is not a batch");
    }
    Batch batch =
        document.kind() == Document.KEYED
            ? under(BatchKey.read(document), objects)
            : new Batch(objects);
    if (length < bytes.length) {
      batch.expectation = Expectation.decode(Arrays.copyOfRange(bytes, length, bytes.length));
    }
    for (Event event : new EventDecoder(objects).decode(document, 0, document.count())) {
      checkHeld(event.payload(), objects);
      if (event.node() == null) {
        batch.root(event.topic(), event.payload(), event.origin(), event.quiet());
      } else {
        long root = relative(event.root());
        batch.product(
            event.topic(),
            event.payload(),
            root,
            event.node(),
            event.call(),
            event.ordinal(),
            relative(event.cause()));
      }
    }
    return batch;
  }

  private static void checkHeld(Payload payload, ObjectStore objects) {
    ObjectId object = payload.object();
    if (object != null && !objects.holds(object)) {
      throw new LogException.Invalid(
          Message.of(
              "the batch refers to %s, which this workspace does not have; it is put before the"
                  + " batch is handed over",
              object));
    }
  }

  private static Event relative(Event e) {
    return new Event(
        relative(e.offset()),
        e.topic(),
        e.payload(),
        relative(e.root()),
        e.node(),
        e.call(),
        e.ordinal(),
        relative(e.cause()),
        e.timeMicros(),
        e.origin(),
        e.quiet());
  }

  private static long relative(long offset) {
    return offset < NOWHERE ? offset : here((int) (offset - NOWHERE));
  }

  /** Twice the offset, or twice the index in the batch plus one. */
  private long reference(String what, long offset) {
    if (offset >= 0 && offset < NOWHERE) {
      referenceMax = Math.max(referenceMax, offset);
      return offset << 1;
    }
    long index = here(0) - offset;
    if (index < 0 || index >= size) {
      throw new LogException.Invalid(
          Message.of(
              "%s %d is neither an offset nor here(index) of one of the %d events added before",
              what, offset, size));
    }
    return index << 1 | 1;
  }

  /** The value as it is written: a long one lies in an object. */
  private Payload kept(Payload value) {
    if (objects == null
        || value.object() != null
        || value.length() <= ObjectStore.INLINE_BYTES_MAX) {
      return value;
    }
    return Payload.kept(new KeptValue(objects, objects.put(value.bytes()), false, ""));
  }

  private static long bytesIn(Payload payload) {
    return payload.object() == null ? payload.length() : OBJECT_BYTES;
  }

  private static int flags(Payload payload) {
    return payload.object() == null ? 0 : Document.OBJECT | (payload.raw() ? Document.RAW : 0);
  }

  private int value(Payload payload) {
    ObjectId object = payload.object();
    if (object == null) {
      number(payload.length());
      payload.copyTo(array, length);
      length += (int) payload.length();
    } else {
      System.arraycopy(object.digest(), 0, array, length, ObjectId.DIGEST_BYTES);
      Document.LONG.set(array, length + ObjectId.DIGEST_BYTES, object.size());
      length += OBJECT_BYTES;
    }
    return size++;
  }

  private void number(long value) {
    if (value >>> 28 == 0) {
      shortNumber((int) value);
      return;
    }
    long rest = value;
    int at = length;
    while (rest >>> 7 != 0) {
      array[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    array[at++] = (byte) rest;
    length = at;
  }

  /**
   * A number of up to 28 bits, without a branch for each of its bytes: how many there are changes
   * from number to number. Writes four bytes, of which the next number takes back what is not
   * needed; there is room for ten.
   */
  private void shortNumber(int value) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(value | 1);
    int bytes = (bits + 6) / 7;
    int sevens =
        (value & 0x7f)
            | ((value & 0x3f80) << 1)
            | ((value & 0x1fc000) << 2)
            | ((value & 0xfe00000) << 3);
    int more = 0x808080 & ((1 << (8 * (bytes - 1))) - 1);
    Document.INT.set(array, length, sevens | more);
    length += bytes;
  }

  private void ensure(long more) {
    long needed = length + more + names.bytes();
    if (needed > array.length) {
      if (needed > Document.BYTES_MAX) {
        throw new LogException.Invalid(
            Message.of(
                "a batch of %d bytes is above the largest, %d; append it in smaller batches",
                needed, Document.BYTES_MAX));
      }
      array =
          Arrays.copyOf(
              array, (int) Math.max(needed, Math.min(Document.BYTES_MAX, array.length * 2L)));
    }
  }
}

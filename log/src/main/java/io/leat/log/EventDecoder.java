package io.leat.log;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns documents into events. Owned by one thread; remembers names from document to document. */
final class EventDecoder {
  private static final byte[] NONE = {};

  /** Documents in a row often have the same table, if it is a small one. */
  private static final int TABLE_BYTES_KEPT = 1 << 10;

  /** Where values lie that are not in the document; null if none may be elsewhere. */
  private final @Nullable ObjectStore objects;

  private final NameCache cache = new NameCache();

  /** The table of names of the document before, as bytes, and what it says. */
  private byte[] table = NONE;

  private String[] names = new String[64];
  private int namesCount;

  private byte[] array = NONE;
  private int at;
  private int end;

  EventDecoder(@Nullable ObjectStore objects) {
    this.objects = objects;
  }

  /**
   * The events at index {@code from} (inclusive) to {@code to} (exclusive) of a document.
   *
   * @throws LogException.Corrupt if the document does not hold what its header says
   */
  List<Event> decode(Document document, int from, int to) {
    array = document.array;
    try {
      return events(document, from, to);
    } catch (IndexOutOfBoundsException | Malformed e) {
      throw new LogException.Corrupt("malformed document: " + e.getMessage());
    } finally {
      array = NONE;
    }
  }

  private List<Event> events(Document document, int from, int to) {
    names(document.namesAt());
    at = document.entriesAt();
    end = document.namesAt();
    if (at < Document.HEADER || at > end) {
      throw new Malformed(Message.of("entries at %d", at));
    }
    Event[] events = new Event[to - from];
    for (int index = 0; index < to; index++) {
      Event event = event(document, index);
      if (index >= from) {
        events[index - from] = event;
      }
    }
    if (to == document.count() && at != end) {
      throw new Malformed(Message.of("%d bytes behind the last event", end - at));
    }
    return Arrays.asList(events);
  }

  private Event event(Document document, int index) {
    long first = document.first();
    long offset = first + index;
    int flags = array[at++];
    if ((flags & ~Document.FLAGS) != 0) {
      throw new Malformed("flags " + flags + " of a later version");
    }
    String topic = name();
    if ((flags & Document.ROOT) != 0) {
      Origin origin = (flags & Document.ORIGIN) == 0 ? null : new Origin(name(), number());
      boolean quiet = (flags & Document.QUIET) != 0;
      return new Event(
          offset,
          topic,
          value(flags, offset),
          offset,
          null,
          0,
          0,
          -1,
          document.timeMicros(),
          origin,
          quiet);
    }
    String node = name();
    long root = reference(first);
    int call = (int) number();
    int ordinal = (int) number();
    long cause = reference(first);
    return new Event(
        offset,
        topic,
        value(flags, offset),
        root,
        node,
        call,
        ordinal,
        cause,
        document.timeMicros(),
        null,
        false);
  }

  private Payload value(int flags, long offset) {
    if ((flags & (Document.OBJECT | Document.RAW)) != 0) {
      return object(flags, offset);
    }
    int length = (int) number();
    if (length < 0 || length > end - at) {
      throw new Malformed(Message.of("a value of %d bytes where %d are left", length, end - at));
    }
    Payload payload = Payload.view(array, at, length);
    at += length;
    return payload;
  }

  private Payload object(int flags, long offset) {
    if (objects == null || (flags & Document.OBJECT) == 0) {
      throw new Malformed("flags " + flags + " without an object");
    }
    int sizeAt = at + ObjectId.DIGEST_BYTES;
    long size = (long) Document.LONG.get(array, sizeAt);
    if (sizeAt + Long.BYTES > end || size < 0 || size > ObjectStore.BYTES_MAX) {
      throw new Malformed(Message.of("an object of %d bytes", size));
    }
    ObjectId id = ObjectId.of(Arrays.copyOfRange(array, at, sizeAt), size);
    at = sizeAt + Long.BYTES;
    boolean raw = (flags & Document.RAW) != 0;
    return Payload.kept(new KeptValue(objects, id, raw, Message.of("offset %d: ", offset)));
  }

  private long reference(long first) {
    long number = number();
    return (number & 1) == 0 ? number >>> 1 : first + (number >>> 1);
  }

  private String name() {
    int index = (int) number();
    if (index < 0 || index >= namesCount) {
      throw new Malformed(Message.of("name %d of %d", index, namesCount));
    }
    return names[index];
  }

  private long number() {
    byte lowest = array[at++];
    if (lowest >= 0) {
      return lowest;
    }
    long number = lowest & 0x7f;
    for (int shift = 7; shift < 64; shift += 7) {
      byte next = array[at++];
      number |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new Malformed("a number of more than ten bytes");
  }

  private void names(int start) {
    if (start < Document.HEADER || start > array.length - 4) {
      throw new Malformed(Message.of("names at %d of %d bytes", start, array.length));
    }
    if (Arrays.equals(table, 0, table.length, array, start, array.length)) {
      return;
    }
    table = NONE;
    readNames(start);
    if (array.length - start <= TABLE_BYTES_KEPT) {
      table = Arrays.copyOfRange(array, start, array.length);
    }
  }

  private void readNames(int start) {
    namesCount = (int) Document.INT.get(array, start);
    int position = start + 4;
    if (namesCount < 0 || namesCount > array.length - position) {
      throw new Malformed(Message.of("%d names", namesCount));
    }
    if (namesCount > names.length) {
      names = new String[namesCount * 2];
    }
    for (int i = 0; i < namesCount; i++) {
      int length = (short) Document.SHORT.get(array, position) & 0xffff;
      if (length > array.length - position - 2) {
        throw new Malformed(Message.of("a name of %d bytes past the end", length));
      }
      names[i] = cache.name(array, position + 2, length);
      position += 2 + length;
    }
    if (position != array.length) {
      throw new Malformed(Message.of("%d bytes behind the names", array.length - position));
    }
  }

  private static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }
}

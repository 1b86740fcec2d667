package io.leat.log;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ConcurrentHashMap;

/** The twin of {@link ObjectFiles} on the heap. Thread-safe. */
final class MemoryObjects implements ObjectStore {
  private final ConcurrentHashMap<ObjectId, byte[]> objects = new ConcurrentHashMap<>();

  @Override
  public ObjectId put(byte[] content) {
    ObjectId id = ObjectId.of(content);
    objects.computeIfAbsent(id, _ -> content.clone());
    return id;
  }

  @Override
  public ObjectId put(InputStream content) throws IOException {
    return put(content.readAllBytes());
  }

  @Override
  public boolean holds(ObjectId id) {
    return objects.containsKey(id);
  }

  @Override
  public InputStream open(ObjectId id) {
    byte[] content = objects.get(id);
    if (content == null) {
      throw new LogException.Corrupt(id + " is missing");
    }
    return new ObjectStream(new ByteArrayInputStream(content), id, id.toString());
  }
}

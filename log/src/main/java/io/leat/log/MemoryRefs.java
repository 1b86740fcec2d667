package io.leat.log;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The twin of {@link RefFiles} on the heap. Thread-safe. */
final class MemoryRefs implements Refs {
  private final ConcurrentSkipListMap<String, Ref> refs = new ConcurrentSkipListMap<>();
  private final Consumer<Ref> check;

  MemoryRefs(Consumer<Ref> check) {
    this.check = check;
  }

  @Override
  public @Nullable Ref get(String name) {
    Branches.checkName("ref", name);
    return refs.get(name);
  }

  @Override
  public void set(String name, Ref ref) {
    Branches.checkName("ref", name);
    check.accept(ref);
    refs.put(name, ref);
  }

  @Override
  public void delete(String name) {
    Branches.checkName("ref", name);
    if (refs.remove(name) == null) {
      throw RefFiles.unknown(name);
    }
  }

  @Override
  public SortedMap<String, Ref> list() {
    return new TreeMap<>(refs);
  }
}

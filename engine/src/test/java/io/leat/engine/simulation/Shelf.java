package io.leat.engine.simulation;

import io.leat.state.Snapshots;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Snapshots on the heap, and what can happen to files: they are lost, cut short, flipped a bit, put
 * under another name, or come back from a backup.
 */
final class Shelf implements Snapshots.Store {
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Copy(long cut, byte[] bytes) {}

  private final TreeMap<Long, byte[]> kept = new TreeMap<>();
  private final List<Copy> backups = new ArrayList<>();

  /** Of a log that lost its end. */
  private final List<Copy> orphans = new ArrayList<>();

  @Override
  public List<Long> cuts() {
    return List.copyOf(kept.descendingKeySet());
  }

  @Override
  public InputStream open(long cut) throws IOException {
    byte[] bytes = kept.get(cut);
    if (bytes == null) {
      throw new IOException("there is no snapshot " + cut);
    }
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public void keep(long cut, Content content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    content.writeTo(bytes);
    kept.put(cut, bytes.toByteArray());
    backups.add(new Copy(cut, bytes.toByteArray()));
  }

  @Override
  public void drop(long cut) {
    kept.remove(cut);
  }

  /** Something happens to the snapshots. */
  void spoil(SplittableRandom random) {
    if (random.nextInt(4) == 0) {
      kept.clear();
    }
    if (!kept.isEmpty()) {
      boolean newest = random.nextInt(3) > 0;
      var chosen =
          List.copyOf(kept.entrySet()).get(newest ? kept.size() - 1 : random.nextInt(kept.size()));
      long cut = chosen.getKey();
      byte[] bytes = chosen.getValue().clone();
      // Of one that was cut to nothing before there is nothing left to spoil.
      switch (bytes.length == 0 ? 0 : random.nextInt(5)) {
        case 0 -> kept.remove(cut);
        case 1 -> kept.put(cut, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
        case 2, 3 -> {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
          kept.put(cut, bytes);
        }
        default -> kept.put(cut + random.nextInt(-3, 20), bytes);
      }
    }
    if (!orphans.isEmpty() && random.nextBoolean()) {
      restore(orphans.get(random.nextInt(orphans.size())));
    } else if (!backups.isEmpty() && random.nextBoolean()) {
      Copy copy = backups.get(random.nextInt(backups.size()));
      kept.put(copy.cut(), copy.bytes());
    }
  }

  /** A copy is all there is. */
  private void restore(Copy copy) {
    kept.clear();
    kept.put(copy.cut(), copy.bytes());
  }

  /** The log ends here now: what was cut later is of a log that is no more. */
  void lostFrom(long end) {
    backups.stream().filter(copy -> copy.cut() > end).forEach(orphans::add);
    backups.removeIf(copy -> copy.cut() > end);
  }
}

package io.leat.log;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes a branch of a bundle. The whole file is read and checked before anything is written; then
 * it is read again, and what it holds is written to a folder that nobody looks into, checked there
 * as {@link Verify} does it, and only then given its name.
 */
final class Import {
  /** Where a branch is made, among the folders of branches. Only by the holder of their lock. */
  private static final String STAGING = ".importing";

  private static final int BUFFER_BYTES = 1 << 20;

  private final ChronicleStore store;
  private final Path bundle;
  private final Consumer<Event> check;

  /**
   * @param check throws to refuse an event, and with it the bundle
   */
  Import(ChronicleStore store, Path bundle, Consumer<Event> check) {
    this.store = store;
    this.bundle = bundle;
    this.check = check;
  }

  /**
   * Reads the whole bundle and writes nothing.
   *
   * @return the branch that it says that it holds
   * @throws LogException.Invalid if it is no bundle of this version
   * @throws LogException.Corrupt if it is damaged or cut off
   */
  Branch check() throws IOException {
    return read(new Nowhere());
  }

  /**
   * Makes the branch, given that nobody else makes or deletes branches meanwhile.
   *
   * @param folder where the branch is to be
   * @param line what the new line is
   */
  void run(Path folder, Branch line) throws IOException {
    Path staging = folder.resolveSibling(STAGING);
    clear(staging);
    Folder.make(staging);
    boolean done = false;
    try {
      BranchFile.write(staging, line);
      try (LineCopy copy = new LineCopy(staging, line, store.bounds().freeBytesMin())) {
        read(new Here(store.objects(), copy));
      }
      verify(staging, line);
      Folder.move(staging, folder);
      done = true;
    } finally {
      if (!done) {
        clear(staging);
      }
    }
  }

  /** Where what is read goes. */
  private interface Target {
    /** Takes an object, to the end of its content. */
    void object(InputStream content) throws IOException;

    void document(Document document);
  }

  /** Nothing is kept. */
  private static final class Nowhere implements Target {
    @Override
    public void object(InputStream content) throws IOException {
      content.transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public void document(Document document) {}
  }

  private record Here(ObjectStore objects, LineCopy copy) implements Target {
    @Override
    public void object(InputStream content) throws IOException {
      var _ = objects.put(content);
    }

    @Override
    public void document(Document document) {
      copy.write(document);
    }
  }

  private Branch read(Target target) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(bundle), BUFFER_BYTES)) {
      BundleReader reader = new BundleReader(in, bundle.toString());
      Reading reading = new Reading(reader, target, store.objects(), check);
      while (true) {
        switch (reader.next()) {
          case BundleReader.Kept object -> reading.object(object);
          case BundleReader.Written written -> reading.document(written.document());
          case BundleReader.End end -> {
            reading.end(end);
            return reader.branch();
          }
        }
      }
    }
  }

  /** One pass over a bundle: what a record can only be right or wrong about beside the others. */
  private static final class Reading {
    private final BundleReader reader;
    private final Target target;
    private final Consumer<Event> check;
    private final EventDecoder decoder;
    private final LineHash hash;
    private final Set<ObjectId> objects = new HashSet<>();
    private long end;

    Reading(BundleReader reader, Target target, ObjectStore store, Consumer<Event> check) {
      this.reader = reader;
      this.target = target;
      this.check = check;
      this.decoder = new EventDecoder(store);
      this.hash = new LineHash(reader.branch());
    }

    void object(BundleReader.Kept object) throws IOException {
      objects.add(object.id());
      target.object(object.content());
    }

    void document(Document document) {
      if (document.first() != end) {
        throw reader.damaged(Message.of("expected offset %d, found %d", end, document.first()));
      }
      end = document.end();
      try {
        if (document.kind() != Document.OPENING) {
          decoder.decode(document, 0, document.count()).forEach(this::checkEvent);
        }
        hash.add(document);
      } catch (LogException.Corrupt e) {
        throw reader.damaged(e.getMessage());
      }
      target.document(document);
    }

    private void checkEvent(Event event) {
      check.accept(event);
      ObjectId object = event.payload().object();
      if (object != null && !objects.contains(object)) {
        throw new LogException.Corrupt(
            Message.of("offset %d names %s, which did not come before", event.offset(), object));
      }
    }

    void end(BundleReader.End told) {
      if (told.offset() != end || !told.head().equals(hash.head())) {
        throw reader.damaged("the head is not that of the documents before");
      }
    }
  }

  private void verify(Path staging, Branch line) {
    List<Verify.Problem> problems = new ArrayList<>();
    ObjectCheck objects = new ObjectCheck(store.objects(), problems);
    new LineCheck(line, staging, objects, problems, (_, _, _) -> {}).run();
    if (!problems.isEmpty()) {
      throw new LogException.Corrupt(
          bundle + " holds what cannot be a branch: " + problems.getFirst());
    }
  }

  private static void clear(Path staging) {
    if (Files.exists(staging)) {
      Folder.deleteTree(staging);
    }
  }
}

package io.leat.log;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Objects as files {@code ab/cdef…} under a folder. Thread-safe.
 *
 * <p>A file gets its name only once all of it is on the disk, so under a name there is a whole
 * object or none, whenever the process dies. An object that is there already is replaced by the
 * same one rather than trusted, unless all of it was compared: what was acknowledged must be
 * readable, also if the file was damaged before.
 */
final class ObjectFiles implements ObjectStore {
  private static final int BUFFER_BYTES = 1 << 20;

  private final Path root;
  private final long freeBytesMin;

  /** Whether what dead processes left behind was cleared away. Guarded by this. */
  private boolean swept;

  /**
   * The objects in a folder, which need not be there yet.
   *
   * @param freeBytesMin what must stay free on the disk
   */
  ObjectFiles(Path root, long freeBytesMin) {
    this.root = root;
    this.freeBytesMin = freeBytesMin;
  }

  @Override
  public ObjectId put(byte[] content) {
    ObjectId id = ObjectId.of(content);
    if (holdsExactly(id, content)) {
      forceFolders(id);
      return id;
    }
    try (Incoming incoming = incoming(content.length)) {
      incoming.write(content, content.length);
      keep(incoming, id);
    }
    return id;
  }

  @Override
  public ObjectId put(InputStream content) throws IOException {
    try (Incoming incoming = incoming(0)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
        if (incoming.size() + count > BYTES_MAX) {
          throw new LogException.Invalid(
              Message.of("more than %d bytes, the most that an object has", BYTES_MAX));
        }
        Space.checkFloor(root, count, freeBytesMin);
        incoming.write(buffer, count);
      }
      ObjectId id = incoming.id();
      keep(incoming, id);
      return id;
    }
  }

  @Override
  public boolean holds(ObjectId id) {
    try {
      return Files.size(file(id.sha256())) == id.size();
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw Folder.failed("look at", file(id.sha256()), e);
    }
  }

  @Override
  public InputStream open(ObjectId id) {
    Path file = file(id.sha256());
    String place = id + ", " + file;
    try {
      long size = Files.size(file);
      if (size != id.size()) {
        throw new LogException.Corrupt(Message.of("%s: the file has %d bytes", place, size));
      }
      return new ObjectStream(new FileInputStream(file.toFile()), id, place);
    } catch (NoSuchFileException | FileNotFoundException e) {
      if (Files.exists(file)) {
        throw Folder.failed("read", file, e);
      }
      throw new LogException.Corrupt(place + ": the file is missing");
    } catch (IOException e) {
      throw Folder.failed("read", file, e);
    }
  }

  /** Every file below a folder of objects, in order; what processes are writing left out. */
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (Path folder : list(root)) {
      if (!folder.getFileName().toString().startsWith(".")) {
        files.addAll(Files.isDirectory(folder) ? list(folder) : List.of(folder));
      }
    }
    return files;
  }

  /** Where the object of this name lies, or would. */
  Path file(String sha256) {
    return root.resolve(sha256.substring(0, 2)).resolve(sha256.substring(2));
  }

  private boolean holdsExactly(ObjectId id, byte[] content) {
    if (!holds(id)) {
      return false;
    }
    try (InputStream there =
        new BufferedInputStream(new FileInputStream(file(id.sha256()).toFile()))) {
      return Arrays.equals(there.readAllBytes(), content);
    } catch (IOException e) {
      return false; // unreadable: it is replaced
    }
  }

  private Incoming incoming(long bytes) {
    Path folder = root.resolve(Incoming.FOLDER);
    Folder.make(folder);
    Space.checkFloor(root, bytes, freeBytesMin);
    synchronized (this) {
      if (!swept) {
        Incoming.sweep(folder);
        swept = true;
      }
    }
    return Incoming.in(folder);
  }

  /** Gives a file that is written its name. */
  private void keep(Incoming incoming, ObjectId id) {
    Path file = file(id.sha256());
    Folder.make(Objects.requireNonNull(file.getParent()));
    incoming.force();
    try {
      Files.move(
          incoming.file(),
          file,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Folder.failed("name", file, e);
    }
    forceFolders(id);
  }

  /** Who made the file and its folder may have died before it forced them. */
  private void forceFolders(ObjectId id) {
    Folder.force(Objects.requireNonNull(file(id.sha256()).getParent()));
    Folder.force(root);
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw Folder.failed("list", folder, e);
    }
  }
}

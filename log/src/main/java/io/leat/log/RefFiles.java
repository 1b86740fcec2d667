package io.leat.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refs as small text files, each under its name, with a checksum.
 *
 * <pre>
 * leat ref 1                       leat ref 1
 * line 5f0c…                       object 9f86…
 * offset 42                        size 70000
 * crc32c 1a2b3c4d                  crc32c 1a2b3c4d
 * </pre>
 */
final class RefFiles implements Refs {
  private static final String HEAD = "leat ref 1";
  private static final String LOCK = ".refs.lock";

  private final Path folder;
  private final Consumer<Ref> check;

  /**
   * The refs in a folder, which need not be there yet.
   *
   * @param check throws if what a ref is to stand for is not there
   */
  RefFiles(Path folder, Consumer<Ref> check) {
    this.folder = folder;
    this.check = check;
  }

  @Override
  public @Nullable Ref get(String name) {
    Branches.checkName("ref", name);
    Path file = folder.resolve(name);
    String text = Folder.read(file);
    return text == null ? null : parse(Checksum.checkedLines(text, file), file);
  }

  @Override
  public void set(String name, Ref ref) {
    Branches.checkName("ref", name);
    check.accept(ref);
    Folder.make(folder);
    try (WriterLock _ = lock()) {
      String body = body(ref);
      Folder.write(folder.resolve(name), folder.resolve(".new"), body + Checksum.line(body), true);
    }
  }

  @Override
  public void delete(String name) {
    if (get(name) == null) {
      throw unknown(name);
    }
    try (WriterLock _ = lock()) {
      Files.delete(folder.resolve(name));
    } catch (NoSuchFileException e) {
      throw unknown(name);
    } catch (IOException e) {
      throw Folder.failed("delete", folder.resolve(name), e);
    }
    Folder.force(folder);
  }

  @Override
  public SortedMap<String, Ref> list() {
    TreeMap<String, Ref> refs = new TreeMap<>();
    for (Path file : files()) {
      String name = file.getFileName().toString();
      Ref ref = get(name);
      if (ref != null) {
        refs.put(name, ref);
      }
    }
    return refs;
  }

  /** Every file that is, or should be, a ref, in order of name. */
  List<Path> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw Folder.failed("list", folder, e);
    }
  }

  static LogException.Invalid unknown(String name) {
    return new LogException.Invalid("there is no ref " + name);
  }

  private WriterLock lock() {
    return WriterLock.take(folder, LOCK, "the list of refs");
  }

  private static String body(Ref ref) {
    return HEAD
        + switch (ref) {
          case Ref.Place(String line, long offset) -> "\nline " + line + "\noffset " + offset;
          case Ref.Kept(ObjectId id) -> "\nobject " + id.sha256() + "\nsize " + id.size();
        }
        + "\n";
  }

  private static Ref parse(List<String> lines, Path file) {
    try {
      if (lines.size() == 3 && lines.getFirst().equals(HEAD)) {
        String[] what = lines.get(1).split(" ", 2);
        String[] number = lines.get(2).split(" ", 2);
        if (what[0].equals("line") && number[0].equals("offset")) {
          return new Ref.Place(what[1], Long.parseLong(number[1]));
        }
        if (what[0].equals("object") && number[0].equals("size")) {
          return new Ref.Kept(new ObjectId(what[1], Long.parseLong(number[1])));
        }
      }
      throw new LogException.Corrupt(Message.of("%s: not a ref of this version", file));
    } catch (NumberFormatException | IndexOutOfBoundsException | LogException.Invalid e) {
      throw new LogException.Corrupt(Message.of("%s: not a ref: %s", file, e));
    }
  }
}

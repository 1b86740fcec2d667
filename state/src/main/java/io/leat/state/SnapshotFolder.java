package io.leat.state;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Snapshots as files: {@code snapshot-CUT} in a folder that is made when it is needed. */
final class SnapshotFolder implements Snapshots.Store {
  private static final String PREFIX = "snapshot-";
  private static final String HALF = "half-written-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9]{1,18}");

  private final Path folder;

  SnapshotFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public List<Long> cuts() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> NAME.matcher(name).matches())
          .map(name -> Long.valueOf(name.substring(PREFIX.length())))
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (IOException | UncheckedIOException e) {
      // What cannot be listed is not there: snapshots are never needed.
      return List.of();
    }
  }

  @Override
  public InputStream open(long cut) throws IOException {
    return Files.newInputStream(file(cut));
  }

  @Override
  public void keep(long cut, Content content) throws IOException {
    Files.createDirectories(folder);
    Path half = folder.resolve(HALF + cut);
    try {
      write(half, content);
      Files.move(half, file(cut), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      dropHalfWritten();
    }
  }

  private static void write(Path half, Content content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            half,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  /** What could not be written, now or before a crash. */
  private void dropHalfWritten() throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, HALF + "*")) {
      for (Path half : left) {
        Files.deleteIfExists(half);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  @Override
  public void drop(long cut) throws IOException {
    Files.deleteIfExists(file(cut));
  }

  private Path file(long cut) {
    return folder.resolve(PREFIX + cut);
  }
}

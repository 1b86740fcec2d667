import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * The format gate, started by the root pom straight from source. {@code check ROOT COMPLAINTS}
 * names every Java source that google-java-format would write otherwise, on stderr and in the file
 * COMPLAINTS, which is there afterwards iff there are any; {@code apply ROOT COMPLAINTS} writes the
 * sources instead, and complains only of those that do not parse.
 */
final class Format {

  public static void main(String[] args) throws IOException {
    boolean apply = args[0].equals("apply");
    Path root = Path.of(args[1]);
    Path complaintsFile = Path.of(args[2]);
    var formatter = new Formatter();
    var complaints = new ArrayList<String>();
    for (Path file : sources(root)) {
      String before = Files.readString(file);
      try {
        String after = formatter.formatSourceAndFixImports(before);
        if (after.equals(before)) {
          continue;
        }
        if (apply) {
          Files.writeString(file, after);
        } else {
          complaints.add(root.relativize(file) + " is not formatted");
        }
      } catch (FormatterException e) {
        complaints.add(root.relativize(file) + ":" + e.getMessage());
      }
    }
    complaints.forEach(System.err::println);
    if (complaints.isEmpty()) {
      Files.deleteIfExists(complaintsFile);
    } else {
      Files.write(complaintsFile, complaints);
    }
  }

  /** Every Java source of the checkout, in order; build output and hidden folders are left out. */
  private static List<Path> sources(Path root) throws IOException {
    var found = new ArrayList<Path>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean skip = name.equals("target") || name.startsWith(".") && !name.equals(".ci");
            return skip && !folder.equals(root)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(null);
    return found;
  }
}

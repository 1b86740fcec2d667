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
 * The format gate: {@code check ROOT} names every Java source that google-java-format would write
 * otherwise and exits with 1; {@code apply ROOT} writes them. Started from the root pom, straight
 * from source.
 */
final class Format {

  public static void main(String[] args) throws IOException, FormatterException {
    boolean apply = args[0].equals("apply");
    Path root = Path.of(args[1]);
    var formatter = new Formatter();
    int unformatted = 0;
    for (Path file : sources(root)) {
      String before = Files.readString(file);
      String after;
      try {
        after = formatter.formatSourceAndFixImports(before);
      } catch (FormatterException e) {
        System.err.println(root.relativize(file) + ": " + e.getMessage());
        unformatted++;
        continue;
      }
      if (after.equals(before)) {
        continue;
      }
      if (apply) {
        Files.writeString(file, after);
      } else {
        System.err.println(root.relativize(file) + " is not formatted");
        unformatted++;
      }
    }
    if (unformatted > 0) {
      System.err.println("To format every file: mvn -N validate -Dformat=apply");
      System.exit(1);
    }
  }

  /** Every Java source of the checkout, build output and hidden folders left out, in order. */
  private static List<Path> sources(Path root) throws IOException {
    var found = new ArrayList<Path>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            String name = directory.getFileName().toString();
            boolean skip =
                name.equals("target") || name.equals("node_modules") || name.startsWith(".");
            return skip && !directory.equals(root) && !name.equals(".ci")
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

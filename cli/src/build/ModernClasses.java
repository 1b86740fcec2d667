import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Copies the jar of a library whose classes are older than Java 6, with the tables of types that
 * the JVM's verifier has wanted since. Without them the JVM verifies these classes anew at each
 * start, the slow way, and does not take them into its ahead-of-time cache.
 *
 * <pre>java -cp LIBRARY ModernClasses.java A.CLASS.OF.IT TARGET.jar</pre>
 */
final class ModernClasses {
  private static final ClassFile CLASS_FILE = ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS);

  private static final ClassTransform MODERN =
      ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
          .andThen(
              (target, element) ->
                  target.with(
                      element instanceof ClassFileVersion
                          ? ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0)
                          : element));

  private ModernClasses() {}

  public static void main(String... args)
      throws IOException, ClassNotFoundException, URISyntaxException {
    Class<?> one = Class.forName(args[0]);
    Path source = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path target = Path.of(args[1]);
    Files.createDirectories(target.getParent());
    try (JarFile from = new JarFile(source.toFile());
        OutputStream file = Files.newOutputStream(target);
        JarOutputStream to = new JarOutputStream(file)) {
      for (JarEntry entry : from.stream().toList()) {
        JarEntry copy = new JarEntry(entry.getName());
        copy.setLastModifiedTime(entry.getLastModifiedTime());
        to.putNextEntry(copy);
        if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
          manifest(from.getManifest()).write(to);
        } else {
          byte[] bytes = from.getInputStream(entry).readAllBytes();
          to.write(isOld(entry, bytes) ? modern(bytes) : bytes);
        }
      }
    }
  }

  private static boolean isOld(JarEntry entry, byte[] bytes) {
    return entry.getName().endsWith(".class") && bytes[7] < ClassFile.JAVA_6_VERSION;
  }

  private static byte[] modern(byte[] bytes) {
    return CLASS_FILE.transformClass(CLASS_FILE.parse(bytes), MODERN);
  }

  /** Says that the jar is not as its authors made it, as its licence asks for. */
  private static Manifest manifest(Manifest manifest) {
    manifest
        .getMainAttributes()
        .put(
            new Attributes.Name("Changed-By-Leat"),
            "class files of version 49 were given stack maps and version 52");
    return manifest;
  }
}

package io.leat.nodes.value;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** Identities of code: 64 lower-case hex digits. */
public final class CodeDigest {

  /*
   * The identity of Java code is a digest of the class in which it is written, together with the classes
   * nested in the same file, without what only debuggers read (lines, names of locals, name of the file).
   *
   * It does not see: other classes that the code calls, values that a lambda captured, the versions of
   * libraries. And it changes with any change in the file, and with the compiler. An explicit version
   * says better than any digest what counts as the same code.
   */

  private static final ClassFile WITHOUT_DEBUG =
      ClassFile.of(
          ClassFile.DebugElementsOption.DROP_DEBUG,
          ClassFile.LineNumbersOption.DROP_LINE_NUMBERS,
          ClassFile.ConstantPoolSharingOption.NEW_POOL);

  private static final ClassValue<String> KNOWN =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> code) {
          return digest(code);
        }
      };

  private CodeDigest() {}

  /**
   * Of the code of a class, or of the class in which a lambda is written.
   *
   * @throws Invalid if the class has no file to read, such as one that was made at run time
   */
  public static String of(Class<?> code) {
    return KNOWN.get(code);
  }

  /** Of the code of several classes, in order; of one that of this class. */
  public static String ofAll(List<Class<?>> classes) {
    return classes.size() == 1
        ? of(classes.getFirst())
        : of(classes.stream().map(code -> of(code).getBytes(StandardCharsets.US_ASCII)).toList());
  }

  private static String digest(Class<?> code) {
    Class<?> host = code.getNestHost();
    MessageDigest digest = sha256();
    Class<?>[] nest = host.getNestMembers();
    for (Class<?> member :
        Arrays.stream(nest).sorted(Comparator.comparing(Class::getName)).toList()) {
      add(digest, member.getName().getBytes(StandardCharsets.UTF_8));
      add(digest, withoutDebug(member));
    }
    // A lambda's class is not among the members; the class that it is written in is.
    add(digest, (code.isHidden() ? "" : code.getName()).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Of texts and contents of files, in order. */
  public static String of(List<byte[]> parts) {
    MessageDigest digest = sha256();
    parts.forEach(part -> add(digest, part));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] withoutDebug(Class<?> type) {
    return WITHOUT_DEBUG.transformClass(
        WITHOUT_DEBUG.parse(classFile(type)),
        ClassTransform.dropping(SourceFileAttribute.class::isInstance));
  }

  /**
   * The bytes of a class, as its file has them.
   *
   * @throws Invalid if it has no file to read
   */
  static byte[] classFile(Class<?> type) {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      if (in == null) {
        throw new Invalid("the code of " + type.getName() + " has no file; give it a version");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With its length before it, so that no two lists of parts read the same. */
  private static void add(MessageDigest digest, byte[] part) {
    digest.update((part.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(part);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}

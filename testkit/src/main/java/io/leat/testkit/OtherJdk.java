package io.leat.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Classes of the JDK as they might be as well: hash tables that spread hash codes otherwise,
 * another salt of {@code Set.of}, another time of day. Written to a folder that a JVM takes in
 * their place ({@code --patch-module java.base=FOLDER}).
 *
 * <p>What the JDK promises stays as it is. What merely happens to be so (the order in which a
 * {@code HashMap} iterates) does not, and that is what nodes must not lean on.
 */
final class OtherJdk {
  private static final ClassDesc INSTANT = ClassDesc.of("java.time.Instant");
  private static final MethodTypeDesc PLUS_SECONDS =
      MethodTypeDesc.of(INSTANT, ConstantDescs.CD_long);

  private final Path folder;

  /**
   * @param folder in which the classes are written
   */
  OtherJdk(Path folder) {
    this.folder = folder;
  }

  /**
   * Tables with the same salt in each process.
   *
   * @param other whether they iterate the other way round: each bucket is the last where it was the
   *     first
   */
  void hashes(boolean other) throws IOException {
    ClassTransform salt =
        method("<clinit>", calls("nanoTime", (code, _) -> code.ldc(0x5EED_0F5E_0F5AL)));
    write("java/util/ImmutableCollections", other ? salt.andThen(otherWayRound()) : salt);
    if (other) {
      write("java/util/HashMap", method("hash", before(ReturnInstruction.class, OtherJdk::flip)));
      write(
          "java/util/concurrent/ConcurrentHashMap",
          method(
              "spread",
              before(
                  ReturnInstruction.class,
                  code -> {
                    flip(code);
                    code.ldc(Integer.MAX_VALUE).iand();
                  })));
    }
  }

  /** On the stack: a hash code; then its complement. */
  private static void flip(CodeBuilder code) {
    code.iconst_m1().ixor();
  }

  /** What {@code Set.of} and {@code Map.of} iterate by. */
  private static ClassTransform otherWayRound() {
    return method(
        "<clinit>",
        (code, element) -> {
          if (element instanceof FieldInstruction field
              && field.opcode() == Opcode.PUTSTATIC
              && field.name().equalsString("REVERSE")) {
            code.iconst_1().ixor();
          }
          code.with(element);
        });
  }

  /** Another time, in {@code java.time}, {@code Date} and {@code Calendar}. */
  void clock(long secondsLater) throws IOException {
    write(
        "java/time/Clock",
        method(
            "currentInstant",
            before(
                ReturnInstruction.class,
                b -> b.ldc(secondsLater).invokevirtual(INSTANT, "plusSeconds", PLUS_SECONDS))));
    CodeTransform later =
        calls("currentTimeMillis", (b, call) -> b.with(call).ldc(secondsLater * 1_000).ladd());
    for (String type :
        List.of("java/util/Date", "java/util/Calendar", "java/util/GregorianCalendar")) {
      write(type, ClassTransform.transformingMethodBodies(later));
    }
  }

  private interface Emitter {
    void emit(CodeBuilder code);
  }

  private interface Replacement {
    void emit(CodeBuilder code, InvokeInstruction call);
  }

  private static ClassTransform method(String name, CodeTransform body) {
    return ClassTransform.transformingMethodBodies(
        method -> method.methodName().equalsString(name), body);
  }

  private static CodeTransform before(Class<? extends CodeElement> kind, Emitter emitter) {
    return (code, element) -> {
      if (kind.isInstance(element)) {
        emitter.emit(code);
      }
      code.with(element);
    };
  }

  private static CodeTransform calls(String method, Replacement replacement) {
    return (code, element) -> {
      if (element instanceof InvokeInstruction call && call.name().equalsString(method)) {
        replacement.emit(code, call);
      } else {
        code.with(element);
      }
    };
  }

  private void write(String type, ClassTransform transform) throws IOException {
    String name = type + ".class";
    try (InputStream original = ClassLoader.getSystemResourceAsStream(name)) {
      if (original == null) {
        throw new IOException("this JDK has no " + name);
      }
      ClassFile files = ClassFile.of();
      byte[] other = files.transformClass(files.parse(original.readAllBytes()), transform);
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, other);
    }
  }
}

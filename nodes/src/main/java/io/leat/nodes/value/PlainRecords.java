package io.leat.nodes.value;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Records that only hold: their constructor stores what it is given and nothing else, their
 * accessors return what is stored. One that is made again from what its accessors return is the
 * same. Known from the class file: a record may say both in its own way, and no reflection tells.
 */
final class PlainRecords {

  private PlainRecords() {}

  /** Whether a record only holds; false if it does, but was compiled in an unusual way. */
  static boolean plain(Class<?> type) {
    ClassModel file;
    try {
      file = ClassFile.of().parse(CodeDigest.classFile(type));
    } catch (Invalid | IllegalArgumentException e) {
      return false;
    }
    RecordComponent[] components = type.getRecordComponents();
    return stores(file, components)
        && Arrays.stream(components).allMatch(component -> returns(file, component));
  }

  private static boolean stores(ClassModel file, RecordComponent[] components) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    var stored = new ArrayList<>(List.of("load 0", "call java/lang/Record.<init>"));
    int slot = 1;
    for (RecordComponent component : components) {
      stored.addAll(List.of("load 0", "load " + slot, "PUTFIELD " + component.getName()));
      slot += TypeKind.from(component.getType()).slotSize();
    }
    stored.add("return");
    return steps(file, "<init>", MethodType.methodType(void.class, types)).equals(stored);
  }

  private static boolean returns(ClassModel file, RecordComponent component) {
    return steps(file, component.getName(), MethodType.methodType(component.getType()))
        .equals(List.of("load 0", "GETFIELD " + component.getName(), "return"));
  }

  /** What a method does, a word or two for each instruction; nothing if there is no such method. */
  private static List<String> steps(ClassModel file, String name, MethodType type) {
    return file.methods().stream()
        .filter(method -> method.methodName().equalsString(name))
        .filter(method -> method.methodType().equalsString(type.descriptorString()))
        .flatMap(PlainRecords::steps)
        .toList();
  }

  private static Stream<String> steps(MethodModel method) {
    return method.code().stream()
        .flatMap(CodeModel::elementStream)
        .filter(Instruction.class::isInstance)
        .map(element -> step((Instruction) element));
  }

  private static String step(Instruction instruction) {
    return switch (instruction) {
      case LoadInstruction load -> "load " + load.slot();
      case FieldInstruction field -> field.opcode() + " " + field.name().stringValue();
      case InvokeInstruction call ->
          "call " + call.owner().asInternalName() + "." + call.name().stringValue();
      case ReturnInstruction _ -> "return";
      default -> "something else";
    };
  }
}

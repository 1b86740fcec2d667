package io.leat.nodes.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Types;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the types of a graph file, each after its parent, in whatever order they stand. Used once.
 */
final class FileTypes {
  private final FileSection section;
  private final Types types = new Types();
  private final Set<String> known;
  private final Set<String> underWay = new LinkedHashSet<>();

  FileTypes(FileSection section) {
    this.section = section;
    this.known = new LinkedHashSet<>(section.keys());
    section.keys().forEach(this::declare);
  }

  Types types() {
    return types;
  }

  /** The type that a key names; any if it is missing or unknown, which is a problem. */
  Type<JsonNode> type(FileSection of, String key) {
    String name = of.text(key);
    if (name == null) {
      return Type.ANY;
    }
    Type<?> type = find(name);
    if (type == null) {
      of.problem(
          key,
          known.contains(bare(name)) ? "type '" + name + "' is not usable" : types.unknown(name));
      return Type.ANY;
    }
    return type.as(JsonNode.class);
  }

  private @Nullable Type<?> find(String name) {
    if (known.contains(bare(name))) {
      declare(bare(name));
    }
    return types.find(name);
  }

  /** The name of what is innermost in a list. */
  private static String bare(String name) {
    return name.startsWith("list<") && name.endsWith(">")
        ? bare(name.substring("list<".length(), name.length() - 1))
        : name;
  }

  private void declare(String name) {
    if (types.declared().containsKey(name)) {
      return;
    }
    if (!underWay.add(name)) {
      return;
    }
    FileSection fields = section.section(name).only(List.of("parent", "schema"), List.of());
    String parentName = fields.text("parent");
    if (parentName != null
        && underWay.contains(bare(parentName))
        && !types.declared().containsKey(bare(parentName))) {
      fields.problem(
          "parent",
          "cycle: "
              + name
              + " descends from itself through "
              + parentName
              + "; end it in a built-in type");
      return;
    }
    Type<JsonNode> parent = type(fields, "parent");
    Yaml schema = fields.find("schema");
    try {
      types.add(schema == null ? parent.named(name) : parent.where(name, schema.json()));
    } catch (Invalid e) {
      e.problems().forEach(problem -> fields.problem(schema == null ? "" : "schema", problem));
    }
  }
}

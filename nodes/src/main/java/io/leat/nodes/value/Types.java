package io.leat.nodes.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The types of a graph by name, those built in and lists of them included. */
public final class Types {
  private final Map<String, Type<?>> declared = new TreeMap<>(Utf8.ORDER);

  /** Declared types in order of name, with the types that they descend from. */
  public Map<String, Type<?>> declared() {
    return declared;
  }

  /**
   * Adds a type and all above it. Returns the other type that has a name of theirs already, else
   * null.
   */
  public @Nullable Type<?> add(Type<?> type) {
    for (Type<?> at = type; at != null; at = at.parent()) {
      if (at.declared()) {
        Type<?> known = declared.putIfAbsent(at.name(), at);
        if (known != null && !known.equals(at)) {
          return known;
        }
      }
    }
    return null;
  }

  /** The type of a name: built in, declared, or a list of such; null if there is none. */
  public @Nullable Type<?> find(String name) {
    if (name.startsWith("list<") && name.endsWith(">")) {
      Type<?> elements = find(name.substring("list<".length(), name.length() - 1));
      return elements == null ? null : Type.list(elements);
    }
    Type<?> builtIn = Type.builtIn(name);
    return builtIn == null ? declared.get(name) : builtIn;
  }

  /** {@code unknown type 'x'; did you mean y?} */
  public String unknown(String name) {
    List<String> known = new ArrayList<>(Type.builtInNames());
    known.addAll(declared.keySet());
    known.add("list<TYPE>");
    return "unknown type " + Show.quoted(name) + Nearest.hint(name, known);
  }
}

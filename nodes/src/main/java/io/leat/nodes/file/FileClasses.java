package io.leat.nodes.file;

import io.leat.nodes.Code;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Show;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Java classes that a graph file names, from its class path. They live as long as the process.
 */
final class FileClasses {
  private final ClassLoader loader;
  private final List<String> classpath;

  /**
   * @param entries folders and jars that exist
   */
  FileClasses(List<java.nio.file.Path> entries, List<String> classpath) {
    var urls = new URL[entries.size()];
    for (int i = 0; i < urls.length; i++) {
      try {
        urls[i] = entries.get(i).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new AssertionError(e);
      }
    }
    this.classpath = classpath;
    this.loader =
        urls.length == 0
            ? FileClasses.class.getClassLoader()
            : new URLClassLoader("classpath", urls, FileClasses.class.getClassLoader());
  }

  /**
   * The graph of a class with a static method {@code graph()}.
   *
   * @throws Invalid if there is no such class or method, with what the method refused otherwise
   */
  Graph graph(String className) {
    Class<?> type = find(className);
    Method method;
    try {
      method = type.getMethod("graph");
    } catch (NoSuchMethodException e) {
      throw new Invalid("class " + className + " has no method public static Graph graph()");
    }
    if (!Modifier.isStatic(method.getModifiers()) || !Graph.class.equals(method.getReturnType())) {
      throw new Invalid("graph() of class " + className + " must be static and return a Graph");
    }
    try {
      if (method.invoke(null) instanceof Graph graph) {
        return graph;
      }
      throw new Invalid("graph() of class " + className + " returned null");
    } catch (IllegalAccessException e) {
      throw new Invalid("class " + className + " is not public");
    } catch (InvocationTargetException | ExceptionInInitializerError e) {
      throw thrown(className, e.getCause());
    }
  }

  private static Invalid thrown(String className, @Nullable Throwable cause) {
    Throwable inner =
        cause instanceof ExceptionInInitializerError && cause.getCause() != null
            ? cause.getCause()
            : cause;
    return inner instanceof Invalid invalid
        ? invalid
        : new Invalid("class " + className + " failed: " + Show.text(String.valueOf(inner), 200));
  }

  /**
   * An instance of a class that is {@link Code} and has a constructor without arguments.
   *
   * @throws Invalid if there is no such class
   */
  Code code(String className) {
    Class<?> type = find(className);
    if (!Code.class.isAssignableFrom(type)) {
      throw new Invalid("class " + className + " does not implement " + Code.class.getName());
    }
    try {
      return (Code) type.getConstructor().newInstance();
    } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
      throw new Invalid("class " + className + " needs a public constructor without arguments");
    } catch (InvocationTargetException | ExceptionInInitializerError e) {
      throw thrown(className, e.getCause());
    }
  }

  private Class<?> find(String className) {
    try {
      return Class.forName(className, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new Invalid(
          "no class %s on the class path %s; is it compiled, and named under classpath?"
              .formatted(Show.text(className), classpath));
    }
  }
}

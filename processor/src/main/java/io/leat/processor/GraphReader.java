package io.leat.processor;

import io.leat.nodes.annotation.Node;
import io.leat.nodes.annotation.Nodes;
import io.leat.nodes.annotation.Renamed;
import io.leat.nodes.annotation.Topic;
import io.leat.nodes.value.Durations;
import io.leat.nodes.value.Show;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.MirroredTypesException;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Reads a class with {@code @Nodes}, and the classes that it names. */
final class GraphReader {
  private final JavaTypes types;
  private final Complaints complaints;

  GraphReader(JavaTypes types, Complaints complaints) {
    this.types = types;
    this.complaints = complaints;
  }

  /** What can be read of it; the rest is complained of. */
  AnnotatedGraph read(TypeElement host) {
    var nodes = new ArrayList<AnnotatedNode>();
    var constructors = new ArrayList<ExecutableElement>();
    for (TypeElement owner : owners(host)) {
      var reader = new NodeReader(types, new TypeFields(owner, types, complaints), complaints);
      List<AnnotatedNode> read =
          ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
              .filter(method -> method.getAnnotation(Node.class) != null)
              .map(reader::read)
              .toList();
      nodes.addAll(read);
      read.stream()
          .filter(node -> !node.isStatic())
          .findFirst()
          .ifPresent(node -> addConstructor(node, constructors));
    }
    if (nodes.isEmpty()) {
      complaints.add(
          host,
          "class %s: expected a method with @Node; add one, or name the classes that have some in @Nodes(with)"
              .formatted(host.getSimpleName()));
    }
    List<Renamed> renames = List.of(host.getAnnotationsByType(Renamed.class));
    return new AnnotatedGraph(host, topics(host), nodes, constructors, renames);
  }

  private Set<TypeElement> owners(TypeElement host) {
    Set<TypeElement> owners = new LinkedHashSet<>(List.of(host));
    try {
      Class<?>[] none = host.getAnnotation(Nodes.class).with();
      throw new AssertionError(none);
    } catch (MirroredTypesException e) {
      for (TypeMirror with : e.getTypeMirrors()) {
        if (with instanceof DeclaredType declared) {
          owners.add((TypeElement) declared.asElement());
        }
      }
    }
    return owners;
  }

  private List<DeclaredTopic> topics(TypeElement host) {
    var fields = new TypeFields(host, types, complaints);
    var topics = new ArrayList<DeclaredTopic>();
    for (Topic topic : host.getAnnotationsByType(Topic.class)) {
      Duration every = every(topic, host);
      VariableElement field =
          topic.type().isEmpty() ? null : fields.find(topic.type(), host, "topic " + topic.value());
      TypeMirror values =
          every != null ? types.instant() : field == null ? types.json() : fields.valuesOf(field);
      topics.add(new DeclaredTopic(topic.value(), values, field, topic.distinct(), every, host));
    }
    return topics;
  }

  /** The time between two ticks of a topic that the clock feeds; null for others. */
  private @Nullable Duration every(Topic topic, TypeElement host) {
    if (topic.every().isEmpty()) {
      return null;
    }
    String subject = "topic " + topic.value() + ": ";
    if (topic.distinct() || !topic.type().isEmpty()) {
      complaints.add(
          host,
          subject + "ticks are of type instant, and no two are equal; leave type and distinct out");
    }
    Duration every = Durations.parse(topic.every());
    if (every == null) {
      complaints.add(
          host,
          subject
              + "every is %s; expected a duration such as 500ms, 10s or 5m"
                  .formatted(Show.quoted(topic.every())));
    }
    return every;
  }

  private void addConstructor(AnnotatedNode node, List<ExecutableElement> constructors) {
    TypeElement owner = node.owner();
    String subject =
        "node %s is a method of an instance of %s: ".formatted(node.name(), owner.getSimpleName());
    List<ExecutableElement> usable =
        ElementFilter.constructorsIn(owner.getEnclosedElements()).stream()
            .filter(constructor -> !constructor.getModifiers().contains(Modifier.PRIVATE))
            .toList();
    if (owner.getKind() == ElementKind.INTERFACE
        || owner.getModifiers().contains(Modifier.ABSTRACT)) {
      complaints.add(
          node.method(), subject + "expected a class that is not abstract; make the method static");
    } else if (owner.getNestingKind() == NestingKind.MEMBER
        && !owner.getModifiers().contains(Modifier.STATIC)) {
      complaints.add(
          owner, subject + "expected a class that needs no other instance; make the class static");
    } else if (usable.size() != 1) {
      complaints.add(
          owner,
          subject
              + "expected one constructor that is not private, found %d; leave one, or make the method static"
                  .formatted(usable.size()));
    } else {
      constructors.add(usable.getFirst());
    }
  }

  /** The classes that an annotation names; javac has no {@code Class} for them. */
  static List<TypeMirror> helpers(Element element) {
    try {
      Class<?>[] none = element.getAnnotation(Node.class).helpers();
      throw new AssertionError(none);
    } catch (MirroredTypesException e) {
      return List.copyOf(e.getTypeMirrors());
    }
  }
}

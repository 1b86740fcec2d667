package io.leat.processor;

import io.leat.nodes.annotation.Nodes;
import java.io.IOException;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/**
 * For each class with {@code @Nodes}: reads it, drafts its graph, and if everything fits writes the
 * class that wires it. javac calls it; for one thread.
 */
@SupportedAnnotationTypes("io.leat.nodes.annotation.*")
public final class NodeProcessor extends AbstractProcessor {

  /** For javac. */
  public NodeProcessor() {}

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (TypeElement host : ElementFilter.typesIn(round.getElementsAnnotatedWith(Nodes.class))) {
      process(host);
    }
    return false;
  }

  private void process(TypeElement host) {
    var complaints = new Complaints(processingEnv.getMessager());
    var types = new JavaTypes(processingEnv.getElementUtils(), processingEnv.getTypeUtils());
    AnnotatedGraph graph = new GraphReader(types, complaints).read(host);
    // What could not be read would only be missed by the draft, and complained of twice.
    if (complaints.count() > 0 || new Draft(graph, types, complaints).graph() == null) {
      return;
    }
    var families = new Families(graph, types, complaints);
    if (complaints.count() == 0) {
      write(host, new GraphWriter(graph, families, types, processingEnv.getElementUtils()));
    }
  }

  private void write(Element host, GraphWriter writer) {
    try {
      writer.file().writeTo(processingEnv.getFiler());
    } catch (IOException e) {
      new Complaints(processingEnv.getMessager())
          .add(
              host,
              "class %s: its wiring cannot be written: %s".formatted(host.getSimpleName(), e));
    }
  }
}

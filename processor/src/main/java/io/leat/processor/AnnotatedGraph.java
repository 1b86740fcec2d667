package io.leat.processor;

import io.leat.nodes.annotation.Renamed;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/**
 * A class with {@code @Nodes}, and what belongs to its graph.
 *
 * @param constructors of the classes whose nodes are methods of an instance
 */
record AnnotatedGraph(
    TypeElement host,
    List<DeclaredTopic> topics,
    List<AnnotatedNode> nodes,
    List<ExecutableElement> constructors,
    List<Renamed> renames) {}

package io.leat.processor;

import java.time.Duration;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * A topic that a class declares.
 *
 * @param pattern as written, perhaps wrong
 * @param type of its values in Java
 * @param field holds the type; null for any JSON
 * @param every the time between two ticks, if the clock feeds it
 * @param host declares it
 */
record DeclaredTopic(
    String pattern,
    TypeMirror type,
    @Nullable VariableElement field,
    boolean distinct,
    @Nullable Duration every,
    TypeElement host) {}

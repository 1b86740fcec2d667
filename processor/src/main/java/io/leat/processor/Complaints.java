package io.leat.processor;

import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

/** What is wrong with a source, each told at the element that it is wrong with. */
final class Complaints {
  private final Messager messager;
  private int count;

  Complaints(Messager messager) {
    this.messager = messager;
  }

  /**
   * An error of the compilation.
   *
   * @param sentence names the element, what was expected, and the next step
   */
  void add(Element at, String sentence) {
    count++;
    messager.printMessage(Diagnostic.Kind.ERROR, sentence, at);
  }

  /** How many there are so far. */
  int count() {
    return count;
  }
}

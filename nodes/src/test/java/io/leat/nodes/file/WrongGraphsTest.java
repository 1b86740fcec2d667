package io.leat.nodes.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leat.nodes.value.Invalid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the builder refuses is refused of a file in the same words, at its line and column. */
final class WrongGraphsTest {
  @TempDir private Path folder;

  @Test
  void whatDoesNotFitTogetherIsToldAtItsPlace() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("leat.yaml"),
            """
            types:
              fee: {parent: number, schema: {minimum: 0}}
            topics:
              "order/{id}": {type: object}
              "shop/{region}": {}
              fx: {type: number}
              tick: {every: 1s}
              "m/{id}": {type: fee}
              "m/1": {type: string}
              "part/1": {}
              one.limit: {}
              "w/*": {}
              "{any}": {}
              state-changes.log: {}
            nodes:
              one:
                inputs: {order: "order/{id}"}
                options: {limit: {default: 1}, order: {default: 1}}
                outputs: {out: "bill/{id}", again: "bill/{id}", part: "part/{id}"}
                run: &cat {command: [cat], mode: worker}
              two:
                inputs: {order: "order/{id}"}
                outputs: {out: "bill/x", tick: tick}
                run: *cat
              join:
                inputs: {order: "order/{id}", shop: "shop/{region}", fx: fx}
                run: *cat
              look:
                inputs: {fx: {topic: fx, trigger: false}}
                retry: {attempts: 0}
                run: *cat
              self:
                inputs: {own: own}
                outputs: {own: own}
                run: *cat
              idle: {run: *cat}
              dear:
                inputs: {fx: fx}
                options: {fee: {type: fee, default: -1}}
                run: *cat
              lazy: {inputs: {fx: fx}}
            """);

    Invalid refused = catchThrowableOfType(Invalid.class, () -> GraphFile.load(file));

    assertThat(refused.problems().stream().map(p -> p.replace(file + ":", "")))
        .containsExactly(
            "9:3: topic m/1: overlaps topic m/{id}, which is declared otherwise (fee, not string);"
                + " some topic would be of both",
            "12:3: topic w/*: has a wildcard in w/*; only inputs may, a topic is named by"
                + " variables",
            "13:3: topic {any}: {any} would be every topic of one segment, options and"
                + " state-changes.log too; begin it with a word: prices/{any}",
            "14:3: topic state-changes.log: state-changes.log is written by the engine alone",
            "18:32: node one, option limit: is set at topic one.limit, which is a topic already;"
                + " rename one",
            "18:53: node one, option order: the name is given twice; inputs and options share their"
                + " names",
            "19:40: node one, output again: publishes to bill/{id}, as output out does; publish"
                + " several events to one output",
            "19:59: node one, output part: publishes to part/{id}, of which part/1 is only a part;"
                + " declare part/{id}",
            "23:20: node two, output out: publishes to bill/x, but node one does too (bill/{id}); a"
                + " topic has one source",
            "23:36: node two, output tick: publishes to tick, which the clock feeds; a topic has"
                + " one source",
            "26:62: node join, input fx: triggers, but leaves id, region unbound, which no other"
                + " input has together; say trigger: false or add such an input",
            "28:3: node look: has no input that triggers, so nothing would ever invoke it",
            "30:23: node look: attempts must be 1 to 100, not 0",
            "32:3: node self: cycle: self -> self; its own last product a node sees by own (own:"
                + " true, @Own)",
            "36:3: node idle: has no inputs, so nothing would ever invoke it",
            "39:41: node dear, option fee: the default -1 is not of type fee: must have a minimum"
                + " value of 0",
            "41:3: node lazy: does nothing; say what it runs");
  }
}

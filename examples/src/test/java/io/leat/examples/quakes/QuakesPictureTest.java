package io.leat.examples.quakes;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.nodes.drawing.Drawing;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The picture in the README is of this graph. To draw it anew: {@code -Dleat.write}. */
final class QuakesPictureTest {

  @Test
  void thePictureIsWhatTheGraphDraws() throws IOException {
    var file = QuakesFileTest.DATA.resolve("graph.svg");
    String drawn = Drawing.SVG.of(Quakes.graph());
    if (System.getProperty("leat.write") != null) {
      Files.writeString(file, drawn);
    }

    assertThat(file).content().isEqualTo(drawn);
  }
}

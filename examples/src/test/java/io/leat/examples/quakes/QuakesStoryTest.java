package io.leat.examples.quakes;

import static io.leat.testkit.LeatTest.json;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.nodes.value.Invalid;
import io.leat.testkit.LeatTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The quakes graph, told one event after the other. The regions stand in docs/testing.md. */
final class QuakesStoryTest {
  @RegisterExtension final LeatTest leat = LeatTest.of(Quakes::graph);

  private static Quake quake(String id, String type, double mag, String place) {
    return new Quake(id, 1_517_966_773_840L, type, mag, place, 10);
  }

  @Test
  void aStrongEarthquakeBecomesAnAlert() {
    leat.append("quake/a", quake("a", "earthquake", 5.0, "Banda Sea"));

    leat.expect(
        "alert/a",
        json(
            """
            {"id": "a", "mag": 5, "place": "Banda Sea", "time": "2018-02-07T01:26:13.840Z"}
            """));
    leat.expect("total/alerts", 1);
  }

  @Test
  void blastsAreCountedAsReadAndGoNoFurther() {
    leat.append("quake/b", quake("b", "quarry blast", 5.5, "10km N of Mina, Nevada"));

    leat.expect("total/quakes", 1).expectNothingElse();
    leat.expectRan("count-quakes", "sift");
  }

  @Test
  void anOptionThatIsTurnedInvokesItsNodeAloneWhereverItRan() {
    leat.append("quake/a", quake("a", "earthquake", 5.0, "Banda Sea"));
    leat.append("quake/c", quake("c", "earthquake", 4.0, "Alaska"));
    leat.expect("total/alerts", 1);
    leat.expectRan(
        "sift",
        "classify",
        "strongest",
        "route",
        "regions",
        "days",
        "count-quakes",
        "count-earthquakes",
        "sift",
        "classify",
        "strongest",
        "route",
        "regions",
        "days",
        "count-quakes",
        "count-earthquakes");

    leat.set("classify.threshold", 4.0);

    leat.expectRan("classify {id=a}", "classify {id=c}");
    leat.expect("total/alerts", 2);
  }

  @Test
  void anAlertThatIsStillRightIsNotSaidAgain() {
    leat.append("quake/a", quake("a", "earthquake", 5.0, "Banda Sea"));
    leat.expect("total/alerts", 1);

    leat.set("classify.threshold", 4.9);

    leat.expectNothing("total/alerts");
  }

  @Test
  void aCrashLosesNothingAndRunsNothingAgain() {
    leat.append("quake/a", quake("a", "earthquake", 5.0, "Banda Sea"));
    leat.expect("total/quakes", 1).expect("total/alerts", 1);

    leat.crash();
    leat.append("quake/d", quake("d", "earthquake", 6.0, "Hualian, Taiwan"));

    leat.expect("total/quakes", 2).expect("total/alerts", 2);
  }

  @Test
  void aNodeIsReplacedByAStub() {
    leat.replace("sift", call -> {});
    leat.append("quake/a", quake("a", "earthquake", 5.0, "Banda Sea"));

    leat.expectRan("sift", "count-quakes");
  }

  @Test
  void aNodeThatFailsLeavesTheOthersAlone() {
    leat.fail("route");
    leat.append("quake/a", quake("a", "earthquake", 5.0, "Banda Sea"));

    leat.expectFailure("route", "the story says that it fails");
    leat.expectNothing("region/*").expect("total/alerts", 1);
  }

  @Test
  void theGraphIsDeterministic() {
    leat.append("quake/a", quake("a", "earthquake", 5.0, "Banda Sea"));
    leat.append("quake/c", quake("c", "earthquake", 4.0, "Alaska"));
    leat.set("classify.threshold", 4.0);
    leat.append("quake/a", quake("a", "earthquake", 3.0, "Banda Sea"));

    leat.expectDeterministic();
  }

  @Test
  void negativeMagnitudesAreLegalAndImpossibleOnesAreNot() {
    leat.append("quake/c", quake("c", "earthquake", -0.5, "Alaska"));

    assertThatThrownBy(() -> leat.append("quake/d", quake("d", "earthquake", 99, "Alaska")))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("quake/d")
        .hasMessageContaining("99")
        .hasMessageContaining("/mag: must have a maximum value of 10");
    assertThatThrownBy(() -> leat.set("classify.threshold", 11))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("must have a maximum value of 10");
  }
}

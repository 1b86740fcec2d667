package io.leat.engine.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.engine.cases.WorkedCase;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OracleTest {

  static List<WorkedCase> cases() {
    return WorkedCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theOracleSaysWhatTheWorkedCaseDemands(WorkedCase worked) {
    var oracle = new Oracle(worked.graph(0));

    worked.roots().forEach(root -> oracle.append(root.topic(), root.value()));

    assertThat(WorkedCase.text(oracle.invocations())).isEqualTo(worked.demanded());
  }
}

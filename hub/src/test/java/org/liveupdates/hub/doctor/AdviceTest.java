package org.liveupdates.hub.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdviceTest {
    @ParameterizedTest
    @EnumSource(Problem.class)
    void thereIsSomeOnEveryProblem(Problem problem) {
        assertThat(Advice.on(problem).title()).isNotBlank();
    }
}

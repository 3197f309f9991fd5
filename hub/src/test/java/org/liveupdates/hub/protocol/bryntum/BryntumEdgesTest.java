package org.liveupdates.hub.protocol.bryntum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.auth.Principal;

/** What one client does at the edge of what is allowed, and what the others still can. */
class BryntumEdgesTest {
    private final BryntumStage stage = new BryntumStage(Users.anybody());

    @Test
    void aTreeAsDeepAsMayBeIsLoadedByTheNext() {
        joins("anna");
        String chain = IntStream.range(0, Store.LEVELS)
                .mapToObj(i -> "{\"$PhantomId\":\"_%d\",\"name\":\"t\"%s}"
                        .formatted(i, i == 0 ? "" : ",\"$PhantomParentId\":\"_" + (i - 1) + "\""))
                .collect(Collectors.joining(","));
        assertThat(stage.say(
                        "anna",
                        "{\"command\":\"projectChange\",\"project\":1,\"changes\":{\"tasks\":{\"added\":[" + chain
                                + "]}}}"))
                .singleElement()
                .asString()
                .contains("projectChange");
        stage.say("bert", "{\"command\":\"login\",\"login\":\"Bert\"}");
        assertThat(stage.say("bert", "{\"command\":\"dataset\",\"project\":1}"))
                .singleElement()
                .asString()
                .contains("tasksData")
                .doesNotContain("error");
    }

    @Test
    void oneWhoMayOnlyReadIsNotToldToSaveAVersionAndLeavesItToTheNext() {
        stage.connect("reader", new Principal("reader", Set.of(), Set.of(), true, Optional.empty()));
        joins("reader");
        joins("anna");
        String wish = "{\"command\":\"requestVersionAutoSave\",\"project\":1}";
        assertThat(stage.say("reader", wish)).isEmpty();
        assertThat(stage.say("anna", wish)).singleElement().asString().contains("versionAutoSaveOK");
    }

    /** Nothing of it is applied or told, and the connection goes on. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aChangeThatCannotBeAppliedIsRefusedWithItsReason(boolean wrapped) {
        joins("anna");
        joins("bert");
        String dataset = "{\"command\":\"dataset\",\"project\":1}";
        List<String> before = stage.say("bert", dataset);
        String changes = "{\"tasks\":{\"updated\":[{\"id\":1,\"name\":\"N\"}],\"removed\":[{\"id\":2}]},"
                + "\"assignments\":{\"added\":[{\"$PhantomId\":\"_a\",\"event\":1,\"resource\":77}]}}";
        assertThat(stage.say(
                        "anna",
                        wrapped
                                ? "{\"command\":\"project_change\",\"data\":{\"project\":1,\"revisions\":"
                                        + "[{\"revision\":\"local-1\",\"changes\":" + changes + "}]}}"
                                : "{\"command\":\"projectChange\",\"project\":1,\"changes\":" + changes + "}"))
                .containsExactly("anna ← {\"command\":\"error\",\"message\":"
                        + "\"assignments.added[0].resource names a record that does not exist: 77\"}");
        assertThat(stage.say("bert", dataset)).isEqualTo(before);
        stage.say(
                "anna",
                "{\"command\":\"projectChange\",\"project\":1,\"changes\":{\"tasks\":{\"removed\":[{\"id\":2}]}}}");
        assertThat(stage.said()).singleElement().asString().startsWith("bert ← ");
    }

    private void joins(String name) {
        stage.say(name, "{\"command\":\"login\",\"login\":\"" + name + "\"}");
        stage.say(name, "{\"command\":\"dataset\",\"project\":1}");
    }
}

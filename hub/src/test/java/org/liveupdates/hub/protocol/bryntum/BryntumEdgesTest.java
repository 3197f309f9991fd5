package org.liveupdates.hub.protocol.bryntum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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

    private void joins(String name) {
        stage.say(name, "{\"command\":\"login\",\"login\":\"" + name + "\"}");
        stage.say(name, "{\"command\":\"dataset\",\"project\":1}");
    }
}

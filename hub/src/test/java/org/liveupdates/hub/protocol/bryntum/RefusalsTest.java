package org.liveupdates.hub.protocol.bryntum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.auth.Principal;

/** What is not carried out, and in which words, in both dialects. */
class RefusalsTest {
    private final BryntumStage stage = new BryntumStage(Users.anybody());

    private void logIn(boolean wrapped) {
        stage.say(
                "ann",
                wrapped
                        ? "{\"command\":\"login\",\"data\":{\"login\":\"Ann\"}}"
                        : "{\"command\":\"login\",\"login\":\"Ann\"}");
    }

    private void load(boolean wrapped) {
        stage.say(
                "ann",
                wrapped
                        ? "{\"command\":\"dataset\",\"data\":{\"project\":1}}"
                        : "{\"command\":\"dataset\",\"project\":1}");
    }

    private void isRefused(boolean wrapped, String command, String fields, String words) {
        String said = wrapped
                ? "{\"command\":\"" + command + "\",\"data\":{" + fields + "}}"
                : "{\"command\":\"" + command + "\"" + (fields.isEmpty() ? "" : "," + fields) + "}";
        assertThat(stage.say("ann", said))
                .containsExactly("ann ← {\"command\":\"" + command + "\",\"error\":\"" + words + "\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "false | logout",
                "true | logout",
                "false | projects",
                "true | projects",
                "false | users",
                "true | users",
                "false | dataset",
                "true | dataset",
                "false | projectChange",
                "false | projectChanges",
                "true | project_change",
                "false | reset",
                "true | reset",
                "false | requestVersionAutoSave",
                "true | request_version_autosave",
                "false | loadVersionContent",
                "true | load_version_content"
            })
    void beforeTheLogin(boolean wrapped, String command) {
        isRefused(wrapped, command, "", "Authentication required");
        isRefused(wrapped, command, "\"project\":1,\"changes\":{}", "Authentication required");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "false | dataset",
                "true | dataset",
                "false | projectChange",
                "false | projectChanges",
                "true | project_change",
                "false | reset",
                "true | reset",
                "false | requestVersionAutoSave",
                "true | request_version_autosave",
                "false | loadVersionContent",
                "true | load_version_content"
            })
    void withoutAProjectOrWithAnothers(boolean wrapped, String command) {
        logIn(wrapped);
        for (String none : List.of(
                "", "\"project\":null", "\"project\":\"\"", "\"project\":{}", "\"project\":[1]", "\"project\":true")) {
            isRefused(wrapped, command, none, "Project id is required");
        }
        for (String others :
                List.of("\"project\":\"secret\"", "\"project\":77", "\"project\":\"77\"", "\"project\":1.5")) {
            isRefused(wrapped, command, others, "Authorization required");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "false | projectChange",
                "false | projectChanges",
                "true | project_change",
                "false | reset",
                "true | reset",
                "false | requestVersionAutoSave",
                "true | request_version_autosave",
                "false | loadVersionContent",
                "true | load_version_content"
            })
    void withoutTheProjectBeingLoaded(boolean wrapped, String command) {
        logIn(wrapped);
        String words = "Subscription to project is required. Load project first";
        String fields = "\"versionId\":15,\"changes\":{},\"project\":";
        isRefused(wrapped, command, fields + "1", words);
        load(wrapped);
        isRefused(wrapped, command, fields + "2", words);
        isRefused(wrapped, command, fields + "\"secret\"", "Authorization required");
    }

    @ParameterizedTest
    @CsvSource({"false, loadVersionContent", "true, load_version_content"})
    void aVersionThatThereIsNot(boolean wrapped, String command) {
        logIn(wrapped);
        load(wrapped);
        for (String version : List.of("", ",\"versionId\":16", ",\"versionId\":null", ",\"versionId\":{}")) {
            isRefused(wrapped, command, "\"project\":1" + version, "Version not found");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"login\":\"\"",
                "\"login\":\"  \"",
                "\"login\":7",
                "\"login\":null",
                "\"login\":{}",
                "\"password\":\"x\"",
                "\"login\":\"a\\nb\"",
                "\"login\":\"a\\u202eb\"",
                "\"login\":\"a\\u2028b\"",
                "\"login\":\"a\\ud800\"",
                "\"login\":\"Ann\\u200d\"",
                "\"login\":\"\\u200dAnn\"",
                "\"login\":\"Ann\\u200b\"",
                "\"login\":\"\\ufeffAnn\"",
                "\"login\":\"\\u00a0\\u0301\"",
                "\"login\":\"\\u3164\""
            })
    void aNameThatIsNone(String fields) {
        isRefused(false, "login", fields, "Wrong username/password");
        isRefused(true, "login", fields, "Wrong username/password");
        isRefused(false, "login", "\"login\":\"" + "x".repeat(101) + "\"", "Wrong username/password");
        isRefused(false, "projects", "", "Authentication required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ann", "Zoë", "Zoe\u0308", "م\u200cح", "क\u094d\u200dष", "👩\u200d🔬", "7", "Ann Lee", "王"})
    void aNameInAnyScript(String name) {
        assertThat(stage.say("ann", "{\"command\":\"login\",\"login\":\"" + name + "\"}"))
                .contains("ann ← {\"command\":\"users\",\"users\":[\"" + name + "\"]}");
    }

    @ParameterizedTest
    @CsvSource({"false, projectChange", "true, project_change", "false, reset", "true, reset"})
    void whatWhoMayOnlyReadWouldWrite(boolean wrapped, String command) {
        stage.connect("ann", new Principal("ann", Set.of(), Set.of(), true, Optional.empty()));
        logIn(wrapped);
        load(wrapped);
        isRefused(wrapped, command, "\"project\":1,\"changes\":{}", "Authorization required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "{\"command\":\"projects\"",
                "{\"command\":\"projects\"} {}",
                "null",
                "7",
                "[]",
                "[{\"command\":\"projects\"}]",
                "\"projects\"",
                "{}",
                "{\"command\":7}",
                "{\"command\":null}",
                "{\"command\":{\"command\":\"projects\"}}",
                "{\"command\":\"projects\",\"x\":1e99999999999}",
                "{\"command\":\"projects\",\"x\":-1.5e-2147483648}",
                "{\"command\":\"projectChange\",\"project\":1}",
                "{\"command\":\"projectChange\",\"project\":1,\"changes\":[]}",
                "{\"command\":\"projectChange\",\"project\":1,\"changes\":7}",
                "{\"command\":\"projectChange\",\"project\":1,\"changes\":{\"tasks\":7}}",
                "{\"command\":\"projectChange\",\"project\":1,\"changes\":{\"tasks\":{\"added\":{}}}}",
                "{\"command\":\"projectChange\",\"project\":1,\"changes\":{\"tasks\":{\"updated\":[7]}}}",
                "{\"command\":\"project_change\",\"data\":{\"project\":1,\"revisions\":{}}}",
                "{\"command\":\"project_change\",\"data\":{\"project\":1,\"revisions\":[]}}",
                "{\"command\":\"project_change\",\"data\":{\"project\":1,\"revisions\":[7]}}",
                "{\"command\":\"project_change\",\"data\":{\"project\":1,\"revisions\":[{\"changes\":{}}]}}",
                "{\"command\":\"project_change\",\"data\":{\"project\":1,\"revisions\":[{\"revision\":\"local-1\"}]}}",
                "{\"command\":\"project_change\",\"data\":{\"project\":1,\"revisions\":[{\"revision\":{},\"changes\":{}}]}}"
            })
    void whatIsNoMessage(String text) {
        logIn(false);
        load(false);
        List<String> answer = stage.say("ann", text);
        assertThat(answer).hasSize(1);
        assertThat(answer.get(0))
                .startsWith("ann ← {\"command\":\"error\",\"message\":\"")
                .doesNotContain("xception", "jackson", "java");
        assertThat(stage.say("ann", "{\"command\":\"projects\"}")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void whatIsNestedTooDeep(String open) {
        String close = open.equals("[") ? "]" : "}";
        String deep = "{\"command\":\"x\",\"y\":" + open.repeat(120) + "1" + close.repeat(120) + "}";
        assertThat(stage.say("ann", deep)).hasSize(1).allMatch(it -> it.contains("max-nesting"));
    }

    /** Of a later version, or the page's own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"command\":\"dance\"}",
                "{\"command\":\"\"}",
                "{\"command\":\"LOGIN\",\"login\":\"Ann\"}",
                "{\"command\":\"versionAutoSaveOK\",\"project\":1}",
                "{\"command\":\"error\",\"message\":\"x\"}",
                "{\"command\":\"let_us_dance\",\"data\":{}}"
            })
    void silenceForACommandThatIsNotKnown(String text) {
        assertThat(stage.say("ann", text)).isEmpty();
        logIn(false);
        load(false);
        assertThat(stage.say("ann", text)).isEmpty();
    }
}

package org.liveupdates.hub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private final Path dir;

    SettingsTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @Test
    void theReadmeListsThemAsTheCodeDoes() throws Exception {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(readme).contains("<!-- settings -->\n" + Settings.markdown() + "<!-- /settings -->");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --prot=1      | HUB_PROT      | prto          | --port | HUB_PORT | port
        --max-quue=1  | HUB_MAX_QUUE  | max-quue      | --max-queue | HUB_MAX_QUEUE | max-queue
        --relays=x    | HUB_RELAYS    | relays        | --relay | HUB_RELAY | relay
        """)
    void anUnknownKeyIsNamedWithTheNearestOne(
            String arg, String variable, String key, String option, String rightVariable, String rightKey)
            throws Exception {
        String file = properties(key + "=1");

        assertThat(mistakes(List.of(arg, "--config=" + file), Map.of(variable, "1")))
                .containsExactly(
                        arg.replaceFirst("=.*", "") + " is not a setting. Did you mean " + option + "?",
                        variable + " is not a setting. Did you mean " + rightVariable + "?",
                        key + " in hub.properties is not a setting. Did you mean " + rightKey + "?");
    }

    @Test
    void aKeyThatResemblesNoneIsStillRefused() {
        assertThat(mistakes("--frobnicate", "8"))
                .containsExactly("--frobnicate is not a setting. The command 'help' lists them all.");
    }

    @Test
    void variablesOfOtherProgramsAndOfTheTestsAreLeftAlone() throws Exception {
        Map<String, String> env = Map.of("PATH", "/bin", "GITHUB_TOKEN", "x", "HUB_TEST_REQUIRE", "1");

        assertThat(HubConfig.read(List.of(), env)).isEqualTo(HubConfig.of());
    }

    @Test
    void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws Exception {
        String file = properties("port=1", "max-batch=1", "max-nesting=11");
        Map<String, String> env = Map.of("HUB_CONFIG", file, "HUB_PORT", "2", "HUB_MAX_BATCH", "2");

        HubConfig config = HubConfig.read(List.of("--port", "3"), env);

        assertThat(config.port()).isEqualTo(3);
        assertThat(config.limits().batch()).isEqualTo(2);
        assertThat(config.limits().nesting()).isEqualTo(11);
        assertThat(config.limits().sessions()).isEqualTo(50_000);
    }

    @Test
    void allMistakesOfAllSourcesAreToldTogether() throws Exception {
        String file = properties("max-batch=many", "config=other");

        assertThat(mistakes(
                        List.of("--config", file, "--port=99999", "--timeout=25", "--echo=maybe", "nonsense"),
                        Map.of("HUB_STATIC", "/not/there")))
                .containsExactly(
                        "'nonsense' is neither a command nor a setting: 'help' lists them all.",
                        "config in hub.properties would name a second file: keep all settings in one.",
                        "--port=99999 is out of range: use 0 to 65535.",
                        "--timeout=25 has no unit: write for example 250ms, 25s, 5m or 1h.",
                        "--echo=maybe is neither true nor false: choose one.",
                        "HUB_STATIC=/not/there is not a directory: name an existing one.",
                        "max-batch=many in hub.properties is not a whole number: use 1 to 100000.");
    }

    @Test
    void aMissingValueIsAskedFor() {
        assertThat(mistakes("--port", "--echo")).containsExactly("--port needs a value: write --port=N.");
        assertThat(mistakes("--host")).containsExactly("--host needs a value: write --host=ADDRESS.");
        assertThat(mistakes("--host=")).containsExactly("--host is empty: it needs a value, or leave it out.");
        assertThat(mistakes("--bryntum-projects="))
                .containsExactly("--bryntum-projects is empty: it needs a value, or leave it out.");
    }

    @Test
    void aSettingGivenTwiceIsAMistakeUnlessItTakesSeveralValues() {
        assertThat(mistakes("--port=1", "--port=2")).containsExactly("--port is there twice: give it once.");
        assertThat(HubConfig.of("--relay=/a:/b", "--relay", "/c:/d,/e:/f").relays())
                .hasSize(3);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(mistakes("--config=/not/there"))
                .containsExactly("--config=/not/there is not a file that can be read: name an existing one.");
    }

    @Test
    void aFileMayHoldEverything() throws Exception {
        List<String> lines = new ArrayList<>(
                List.of("# a comment", "open = true ", "public-url=https://a.example,https://b.example"));
        lines.add("host=0.0.0.0");

        Access access = HubConfig.of("--config", properties(lines.toArray(String[]::new)))
                .access();

        assertThat(access.open()).isTrue();
        assertThat(access.publicOrigins()).containsExactly("https://a.example", "https://b.example");
    }

    private String properties(String... lines) throws Exception {
        return Files.write(dir.resolve("hub.properties"), List.of(lines)).toString();
    }

    static List<String> mistakes(String... args) {
        return mistakes(List.of(args), Map.of());
    }

    static List<String> mistakes(List<String> args, Map<String, String> env) {
        try {
            HubConfig.read(args, env);
            return List.of();
        } catch (ConfigMistakes mistakes) {
            return mistakes.sentences();
        }
    }

    @Test
    void aQueueMustHoldOneMessage() {
        assertThatThrownBy(() -> HubConfig.read(List.of("--max-message=2MiB", "--max-queue-bytes=1MiB"), Map.of()))
                .isInstanceOfSatisfying(ConfigMistakes.class, mistakes -> assertThat(mistakes.sentences())
                        .singleElement()
                        .asString()
                        .startsWith("--max-queue-bytes must not be less than --max-message"));
    }
}

package org.liveupdates.hub.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.testkit.RawHttp;
import org.liveupdates.hub.testkit.Tools;

/** The systemd unit and the file with its environment. */
class ServiceUnitTest {
    private static final String UNIT = Installed.example("live-updates-hub.service");
    private static final String ENVIRONMENT = Installed.example("live-updates-hub.env");

    /** A setting that stands there to be switched on. */
    private static final Pattern SWITCHED_OFF = Pattern.compile("(?m)^#(?=\\w+=)");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isUnderstoodBySystemdAndTight(boolean allSwitchedOn) throws IOException {
        Path systemd = Tools.program("systemd-analyze");
        String text = allSwitchedOn ? SWITCHED_OFF.matcher(UNIT).replaceAll("") : UNIT;
        Path file = Files.writeString(
                folder.resolve("live-updates-hub.service"), text.replace("/usr/bin/java", Installed.JAVA.toString()));

        assertThat(run(systemd, "verify", file)).isEqualTo("0 "); // what it does not know it only tells
        assertThat(run(systemd, "security", "--offline=yes", "--no-pager", "--threshold=15", file))
                .startsWith("0 ");
    }

    private static String run(Object... command) {
        List<String> words = new ArrayList<>();
        for (Object word : command) {
            words.add(word.toString());
        }
        try (Program program = Program.start(Map.of(), words)) {
            return program.exitCode() + " " + program.out() + program.err();
        }
    }

    @Test
    void namesOnlySettingsThatExist() {
        assertThat(Installed.unknownSettings(UNIT + ENVIRONMENT)).isEmpty();
    }

    @Test
    void startsTheHubAndEndsItWell() throws IOException {
        Installed installed = Installed.in(folder);
        try (Program hub = Program.start(environment(), command(installed))) {
            int port = hub.port();

            assertThat(new RawHttp(port).get("/client.js").status()).isEqualTo(200);
            assertThat(hub.err()).isEmpty();
            assertThat(hub.exitCodeWhenTold()).isEqualTo(Integer.parseInt(value("SuccessExitStatus")));
        }
    }

    @Test
    void isNotStartedAgainWithAWrongSetting() throws IOException {
        Map<String, String> environment = environment();
        environment.put("HUB_OPEN", "perhaps");
        try (Program hub = Program.start(environment, command(Installed.in(folder)))) {
            assertThat(hub.exitCode()).isEqualTo(Integer.parseInt(value("RestartPreventExitStatus")));
        }
    }

    /** As systemd makes words of it. */
    private static List<String> command(Installed installed) {
        return List.of(
                installed.here(value("ExecStart")).replace("$JAVA_OPTS ", "").split(" "));
    }

    private static Map<String, String> environment() throws IOException {
        Properties lines = new Properties();
        lines.load(new StringReader(ENVIRONMENT));
        Map<String, String> variables = new HashMap<>();
        lines.forEach((name, value) -> variables.put(name.toString(), value.toString()));
        assertThat(variables).containsKey("HUB_PUBLIC_URL");
        variables.put("HUB_PORT", "0");
        return variables;
    }

    private static String value(String key) {
        Matcher line = Pattern.compile("(?m)^" + key + "=(.*)$").matcher(UNIT);
        assertThat(line.find()).as(key).isTrue();
        return line.group(1);
    }
}

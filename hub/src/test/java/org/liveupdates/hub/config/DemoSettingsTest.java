package org.liveupdates.hub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveupdates.hub.config.SettingsTest.mistakes;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoSettingsTest {
    private static final String REFUSED =
            "--demo is for a hub of this machine alone, because everybody may write there: leave it out.";

    private final Path dir;

    DemoSettingsTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @Test
    void thereIsNoDemoUnlessAskedFor() {
        assertThat(HubConfig.of().demo()).isEmpty();
        assertThat(HubConfig.of("--demo-library=https://example.com/s").demo()).isEmpty();
        assertThat(HubConfig.of("--demo").demo())
                .contains(new DemoLibraries(
                        URI.create("https://cdn.dhtmlx.com/scheduler/7.2/"),
                        URI.create("https://cdn.dhtmlx.com/gantt/10.0/")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--host=0.0.0.0", "--host=192.168.1.5", "--public-url=https://example.com"})
    void aHubThatOthersReachHasNone(String deployed) {
        assertThat(mistakes("--open", deployed, "--demo")).containsExactly(REFUSED);
        assertThat(mistakes("--open", deployed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1"})
    void aHubOfThisMachineMayHaveIt(String host) {
        assertThat(mistakes("--demo", "--host", host)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/scheduler", "http://localhost:8080/s/"})
    void theLibraryMayBeASite(String site) {
        String folder = site.endsWith("/") ? site : site + "/";
        assertThat(library("--demo-library", site)).isEqualTo(folder);
        assertThat(library("--demo-gantt", site)).isEqualTo(folder);
    }

    @ParameterizedTest
    @CsvSource({"--demo-library, dhtmlxscheduler.js", "--demo-gantt, dhtmlxgantt.js"})
    void theLibraryMayBeAFolderOrAnNpmPackage(String option, String script) throws Exception {
        Path codebase = Files.createDirectory(dir.resolve("codebase"));
        Files.createFile(codebase.resolve(script));

        assertThat(library(option, dir)).isEqualTo(codebase.toUri().toString());
        assertThat(library(option, codebase)).isEqualTo(codebase.toUri().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/not/there", "ftp://example.com/s", "https://", "https://a b/", "https://me@example.com/", "."})
    void anythingElseIsRefused(String place) {
        assertThat(mistakes("--demo-library=" + place, "--demo-gantt=" + place))
                .containsExactly(
                        "--demo-library=" + place
                                + " is neither a site's address nor a folder with dhtmlxscheduler.js: name one of them.",
                        "--demo-gantt=" + place
                                + " is neither a site's address nor a folder with dhtmlxgantt.js: name one of them.");
    }

    private static String library(String option, Object place) {
        DemoLibraries demo = HubConfig.of("--demo", option + "=" + place).demo().orElseThrow();
        return (option.endsWith("gantt") ? demo.gantt() : demo.scheduler()).toString();
    }
}

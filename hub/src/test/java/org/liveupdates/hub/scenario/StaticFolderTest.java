package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.testkit.HttpAnswer;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Inside;
import org.liveupdates.hub.testkit.RawHttp;

/** An operator's folder of scripts: they come in place of the hub's own and beside them, and nothing else of the disk does. */
class StaticFolderTest {
    @TempDir
    Path disk;

    private HubRelay hub;
    private RawHttp http;

    @BeforeEach
    void start() throws IOException {
        Path folder = Files.createDirectories(disk.resolve("scripts"));
        Path client = Files.writeString(folder.resolve("client.js"), "// another client, \u20ac");
        Files.setLastModifiedTime(client, FileTime.from(Instant.parse("2024-02-29T12:30:15.678Z")));
        Files.writeString(folder.resolve("live_updates.js"), "// a plug-in");
        Files.writeString(folder.resolve("secret.txt"), "s3cret");
        Files.writeString(disk.resolve("outside.js"), "s3cret");
        Files.writeString(Files.createDirectories(folder.resolve("deep")).resolve("inner.js"), "s3cret");
        hub = new HubRelay("--static=" + folder);
        http = new RawHttp(hub.port());
    }

    @AfterEach
    void stop() {
        hub.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/client.js", "/sync.js", "/liveUpdates/client.js", "/foo/foo.js"})
    void replacesTheClient(String path) {
        HttpAnswer answer = http.get(path);
        assertThat(answer.body()).isEqualTo("// another client, \u20ac");
        assertThat(answer.header("Last-Modified")).isEqualTo("Thu, 29 Feb 2024 12:30:15 GMT");
    }

    @Test
    void addsScriptsAtAnyDepth() {
        assertThat(http.get("/live_updates.js").body()).isEqualTo("// a plug-in");
        assertThat(http.get("/proxy/path/live_updates.js").body()).isEqualTo("// a plug-in");
    }

    @Test
    void isNamedWhenAScriptIsNotInIt() {
        assertThat(http.get("/other.js").body())
                .isEqualTo("No such script; the hub serves client.js, live_updates.js\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../outside.js",
                "/..%2foutside.js",
                "/..%2Foutside.js",
                "/%2e%2e/outside.js",
                "/%2e%2e%2foutside.js",
                "/..%5coutside.js",
                "/..\\outside.js",
                "/....//outside.js",
                "/%252e%252e%252foutside.js",
                "/outside.js",
                "/deep/inner.js",
                "/deep%2finner.js",
                "/secret.txt",
                "/secret.txt%00.js",
                "/secret.txt;.js",
                "/secret.txt?.js",
                "/x.js/../../outside.js",
                "//outside.js",
                "/%c0%ae%c0%ae/outside.js"
            })
    void showsNothingElse(String path) {
        HttpAnswer answer = Inside.staysHidden(http.get(path));
        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.toString()).doesNotContain("s3cret").doesNotContain(disk.toString());
    }
}

package org.liveupdates.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveupdates.hub.testkit.HttpAnswer;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Inside;
import org.liveupdates.hub.testkit.RawHttp;

/** The demo's pages, and a folder of the Scheduler's files when one is given: these are served, and nothing else of the disk is. */
class DemoFilesTest {
    private static final String PERSON = "Accept: text/html,*/*;q=0.8";

    @Test
    void areThePagesForWhoeverOpensThem() {
        try (HubRelay hub = new HubRelay("--demo")) {
            RawHttp http = new RawHttp(hub.port());
            assertThat(http.get("/demo", PERSON).header("Location")).isEqualTo("/demo/");
            HttpAnswer index = http.get("/demo/", PERSON);
            assertThat(index.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
            assertThat(index.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(index.body())
                    .contains("<iframe")
                    .isEqualTo(http.get("/demo/index.html").body());
            assertThat(http.get("/demo/pane.js").header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
            assertThat(http.get("/demo/pane.css").header("Content-Type")).isEqualTo("text/css; charset=utf-8");
            assertThat(http.get("/demo/pane.html").body())
                    .contains("data-library=\"https://cdn.dhtmlx.com/scheduler/7.2/\"");

            HttpAnswer head = http.ask("HEAD /demo/ HTTP/1.1", "Host: localhost", "Connection: close");
            assertThat(head.bytes()).isEmpty();
            assertThat(head.header("Content-Length")).isEqualTo(index.header("Content-Length"));
        }
    }

    @Test
    void runNoScriptButTheirOwnAndTheLibrarys() {
        try (HubRelay hub = new HubRelay("--demo", "--demo-library=https://files.example:8443/a/b")) {
            HttpAnswer page = new RawHttp(hub.port()).get("/demo/pane.html");
            assertThat(page.header("Content-Security-Policy"))
                    .contains("default-src 'none'; script-src 'self' https://files.example:8443;")
                    .contains("frame-ancestors 'self'");
            assertThat(page.body())
                    .contains("data-library=\"https://files.example:8443/a/b/\"")
                    .doesNotContainPattern("<script(?! src)| on[a-z]+=");
        }
    }

    @Test
    void areOnlyRead() {
        try (HubRelay hub = new HubRelay("--demo")) {
            RawHttp http = new RawHttp(hub.port());
            HttpAnswer answer = Inside.staysHidden(http.post("/demo/", "{}"));
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
            for (String path : new String[] {"/demo/x", "/demo/client.js", "/demo/library/"}) {
                assertThat(Inside.staysHidden(http.get(path, PERSON)).status())
                        .as(path)
                        .isIn(400, 404);
            }
            assertThat(http.get("/demos", PERSON).body()).contains("is running");
        }
    }

    @Test
    void areTheLibrarysFromAFolderOfThisMachine(@TempDir Path disk) throws IOException {
        Path codebase = Files.createDirectories(disk.resolve("package/codebase"));
        Files.writeString(codebase.resolve("dhtmlxscheduler.js"), "// genuine");
        Files.writeString(codebase.resolve("dhtmlxscheduler.css"), "/* genuine */");
        Files.writeString(disk.resolve("package/package.json"), "s3cret");
        Files.createSymbolicLink(codebase.resolve("link.js"), Files.writeString(disk.resolve("out.js"), "s3cret"));
        try (HubRelay hub = new HubRelay("--demo", "--demo-library=" + disk.resolve("package"))) {
            RawHttp http = new RawHttp(hub.port());
            assertThat(http.get("/demo/pane.html").body()).contains("data-library=\"library/\"");
            assertThat(http.get("/demo/library/dhtmlxscheduler.js").body()).isEqualTo("// genuine");
            assertThat(http.get("/demo/library/dhtmlxscheduler.css").header("Content-Type"))
                    .startsWith("text/css");
            for (String path : new String[] {
                "/demo/library/",
                "/demo/library/../package.json",
                "/demo/library/..%2fpackage.json",
                "/demo/library/%2e%2e/package.json",
                "/demo/library/..%5cpackage.json",
                "/demo/library//../package.json",
                "/demo/library/%252e%252e/package.json",
                "/demo/library/link.js",
                "/demo/library" + disk.resolve("out.js")
            }) {
                HttpAnswer answer = Inside.staysHidden(http.get(path));
                assertThat(answer.status()).as(path).isIn(400, 403, 404);
                assertThat(answer.toString()).doesNotContain("s3cret").doesNotContain(disk.toString());
            }
        }
    }
}

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

/** The demo's pages, and folders of the widgets' files when they are given: these are served, and nothing else of the disk is. */
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
                    .contains("data-scheduler=\"https://cdn.dhtmlx.com/scheduler/7.2/\"")
                    .contains("data-gantt=\"https://cdn.dhtmlx.com/gantt/10.0/\"");

            HttpAnswer head = http.ask("HEAD /demo/ HTTP/1.1", "Host: localhost", "Connection: close");
            assertThat(head.bytes()).isEmpty();
            assertThat(head.header("Content-Length")).isEqualTo(index.header("Content-Length"));
        }
    }

    @Test
    void runNoScriptButTheirOwnAndTheLibrarys() {
        try (HubRelay hub = new HubRelay(
                "--demo", "--demo-library=https://files.example:8443/a/b", "--demo-gantt=http://localhost:9/g")) {
            HttpAnswer page = new RawHttp(hub.port()).get("/demo/pane.html");
            assertThat(page.header("Content-Security-Policy"))
                    .contains("default-src 'none'; script-src 'self' https://files.example:8443 http://localhost:9;")
                    .contains("frame-ancestors 'self'");
            assertThat(page.body())
                    .contains("data-scheduler=\"https://files.example:8443/a/b/\"")
                    .contains("data-gantt=\"http://localhost:9/g/\"")
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
            for (String path :
                    new String[] {"/demo/x", "/demo/client.js", "/demo/library/", "/demo/library/gantt/dhtmlxgantt.js"
                    }) {
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
        Path gantt = Files.createDirectory(disk.resolve("gantt"));
        Files.writeString(gantt.resolve("dhtmlxgantt.js"), "// another");
        try (HubRelay hub =
                new HubRelay("--demo", "--demo-library=" + disk.resolve("package"), "--demo-gantt=" + gantt)) {
            RawHttp http = new RawHttp(hub.port());
            assertThat(http.get("/demo/pane.html").body())
                    .contains("data-scheduler=\"library/scheduler/\" data-gantt=\"library/gantt/\"");
            assertThat(http.get("/demo/library/scheduler/dhtmlxscheduler.js").body())
                    .isEqualTo("// genuine");
            assertThat(http.get("/demo/library/scheduler/dhtmlxscheduler.css").header("Content-Type"))
                    .startsWith("text/css");
            assertThat(http.get("/demo/library/gantt/dhtmlxgantt.js").body()).isEqualTo("// another");
            for (String path : new String[] {
                "/demo/library/scheduler/",
                "/demo/library/scheduler/../package.json",
                "/demo/library/scheduler/..%2fpackage.json",
                "/demo/library/scheduler/%2e%2e/package.json",
                "/demo/library/scheduler/..%5cpackage.json",
                "/demo/library/scheduler//../package.json",
                "/demo/library/scheduler/%252e%252e/package.json",
                "/demo/library/scheduler/link.js",
                "/demo/library/scheduler" + disk.resolve("out.js")
            }) {
                HttpAnswer answer = Inside.staysHidden(http.get(path));
                assertThat(answer.status()).as(path).isIn(400, 403, 404);
                assertThat(answer.toString()).doesNotContain("s3cret").doesNotContain(disk.toString());
            }
        }
    }
}

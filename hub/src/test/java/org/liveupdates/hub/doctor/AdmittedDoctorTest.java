package org.liveupdates.hub.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveupdates.hub.Main;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.SessionApplication;

/** Where not everybody comes in, the doctor shows what he was given, and does not call well what he has not seen. */
class AdmittedDoctorTest {
    private final Path dir;

    AdmittedDoctorTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @Test
    void saysWhatItHasNotLookedAt() {
        try (SessionApplication application = new SessionApplication().knows("anna", "");
                HubRelay hub = new HubRelay("--auth-url=" + application.url(), "--timeout=2s")) {
            assertThat(examine(hub.url().toString()))
                    .contains("show it a token (--token-file) or cookies (--cookie-file)")
                    .contains("Not looked at: what pages hear")
                    .doesNotContain("\nPages get through")
                    .endsWith("exit code 1");
        }
    }

    @Test
    void comesInWithACookieOfTheApplication() throws Exception {
        try (SessionApplication application = new SessionApplication().knows("anna", "");
                HubRelay hub = new HubRelay("--auth-url=" + application.url(), "--timeout=2s")) {
            Path cookies = Files.writeString(dir.resolve("cookies"), "theme=dark; session=anna\n");
            assertThat(examine(hub.url().toString(), "--cookie-file=" + cookies))
                    .contains("long-polling delivers at once")
                    .endsWith("Pages get through.\nexit code 0");
        }
    }

    @Test
    void comesInWithATokenInTheAddress() throws Exception {
        String token = "page-token-0123456789";
        Path pages = Files.writeString(dir.resolve("pages"), "anna " + token);
        try (HubRelay hub =
                new HubRelay("--remote-tokens-file=" + pages, "--auth-url=http://127.0.0.1:9/whoami", "--timeout=2s")) {
            assertThat(examine(hub.url() + "?token=" + token))
                    .contains("EventSource  delivers at once")
                    .doesNotContain(token)
                    .endsWith("Pages get through.\nexit code 0");
        }
    }

    @Test
    void refusesAFileWithoutCookies() throws Exception {
        Path cookies = Files.writeString(dir.resolve("cookies"), "one\ntwo");
        assertThat(examine("http://localhost:1/sync", "--cookie-file=" + cookies))
                .contains("cookies is not a file with cookies: write cookies into it, and nothing else.");
    }

    private static String examine(String... arguments) {
        List<String> all = new ArrayList<>(List.of("doctor", "--idle=3"));
        all.addAll(List.of(arguments));
        StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out, true);
        int code = Main.run(all, Map.of(), InputStream.nullInputStream(), printer, printer);
        return out + "exit code " + code;
    }
}

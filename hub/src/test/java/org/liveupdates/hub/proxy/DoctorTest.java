package org.liveupdates.hub.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liveupdates.hub.Main;
import org.liveupdates.hub.testkit.Certificate;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.ProxyServer;

/** The doctor looks at every example, at all of them at the same time, and finds nothing bad. */
class DoctorTest {
    private static final Map<Example, CompletableFuture<String>> FOUND = new EnumMap<>(Example.class);
    private static HubRelay hub;
    private static ExecutorService threads;
    private static List<Site> sites;

    @BeforeAll
    static void start() {
        hub = new HubRelay("--timeout=2s", "--session-timeout=30s");
        threads = Executors.newCachedThreadPool();
        sites = List.of(Example.values()).stream()
                .map(example -> example.before(hub.port()).start())
                .toList();
        sites.forEach(Site::ready);
        sites.forEach(site -> FOUND.put(site.example(), CompletableFuture.supplyAsync(() -> examine(site), threads)));
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
        sites.forEach(Site::close);
        hub.close();
    }

    @ParameterizedTest
    @EnumSource(Example.class)
    void findsNothingBad(Example example) {
        assertThat(FOUND.get(example).join()).endsWith("exit code 0").contains("Pages get through.");
    }

    /** In a JVM of its own, which trusts the site's certificate. */
    @Test
    void findsNothingBadBehindTls() {
        Path folder = ProxyServer.folder();
        List<Object> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")));
        command.addAll(Certificate.trustedBy(folder));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "doctor"));
        command.addAll(List.of("https://127.0.0.1:" + nginx().tlsPort() + Site.MOUNT, "--idle=3"));
        try (ProxyServer doctor = ProxyServer.start(folder, 0, command.toArray())) {
            assertThat(doctor.awaitEnd()).contains("WebSocket    passed on").endsWith("Pages get through.");
        }
    }

    @Test
    void saysThatACertificateIsNotTrusted() {
        StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out, true);
        String url = "https://127.0.0.1:" + nginx().tlsPort() + Site.MOUNT;
        int code = Main.run(List.of("doctor", url), Map.of(), InputStream.nullInputStream(), printer, printer);
        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).contains("BAD   address").contains("no certificate that this machine accepts");
    }

    private static Site nginx() {
        return sites.get(Example.NGINX.ordinal());
    }

    private static String examine(Site site) {
        StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out, true);
        String url = site.hub().toString().replace("127.0.0.1", "localhost");
        int code =
                Main.run(List.of("doctor", url, "--idle=3"), Map.of(), InputStream.nullInputStream(), printer, printer);
        return out + "exit code " + code;
    }
}

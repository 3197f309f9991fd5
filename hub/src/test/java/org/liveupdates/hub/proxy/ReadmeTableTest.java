package org.liveupdates.hub.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.testkit.ProxyServer;
import org.liveupdates.hub.testkit.Tools;

/** The table of proxies tells what these tests ran with, and its lines are those of the files. */
class ReadmeTableTest {
    private static final Pattern VERSION = Pattern.compile("(\\d+\\.\\d+)\\.\\d+");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final int VERSIONS = 2;
    private static final int LINES = 3;

    @ParameterizedTest
    @CsvSource({
        "nginx, nginx, -v",
        "Apache httpd, apache2, -v",
        "HAProxy, haproxy, -v",
        "Caddy, caddy, version",
        "http-proxy, http-proxy,",
        "http-proxy, express-4,",
        "http-proxy, express-5,",
        "http-proxy-middleware, http-proxy-middleware,",
        "http-proxy-middleware, express-4,",
        "http-proxy-middleware, express-5,"
    })
    void namesTheVersion(String proxy, String program, String option) throws IOException {
        String said = option == null ? npmVersion(program) : output(program, option);
        Matcher version = VERSION.matcher(said);
        assertThat(version.find()).as("%s", said).isTrue();
        assertThat(row(proxy).get(VERSIONS))
                .as("%s", said)
                .containsPattern("\\b" + Pattern.quote(version.group(1)) + "\\b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "Apache httpd", "HAProxy", "Caddy", "http-proxy", "http-proxy-middleware"})
    void quotesTheFile(String proxy) throws IOException {
        Matcher link = Pattern.compile("]\\(([^)]+)\\)").matcher(row(proxy).get(1));
        assertThat(link.find()).isTrue();
        String file = Files.readString(Example.FOLDER.resolve(link.group(1)));
        assertThat(CODE.matcher(row(proxy).get(LINES)).results().map(found -> found.group(1)))
                .hasSizeGreaterThan(1)
                .allSatisfy(code -> assertThat(file).contains(code));
    }

    private static List<String> row(String proxy) throws IOException {
        return Files.readAllLines(Example.FOLDER.resolve("README.md")).stream()
                .filter(line -> line.startsWith("| [" + proxy + "]("))
                .map(line -> List.of(line.split("\\|")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row for " + proxy));
    }

    private static String npmVersion(String name) throws IOException {
        return Files.readString(Tools.npm(name, "package.json"))
                .lines()
                .filter(line -> line.contains("\"version\""))
                .findFirst()
                .orElseThrow();
    }

    private static String output(String program, String option) {
        Path path = Tools.program(program);
        try (ProxyServer run = ProxyServer.start(ProxyServer.folder(), 0, path, option)) {
            return run.awaitEnd();
        }
    }
}

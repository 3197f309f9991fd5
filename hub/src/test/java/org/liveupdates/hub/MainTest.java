package org.liveupdates.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.config.Settings;
import org.liveupdates.hub.testkit.SessionApplication;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help", "serve --help", "help serve"})
    void helpListsEverySetting(String line) {
        assertThat(run(line.split(" "))).isZero();

        assertThat(Settings.all()).allSatisfy(it -> assertThat(out.toString()).contains(it.usage()));
        assertThat(out.toString()).doesNotContain("`");
    }

    /** In a JVM of its own, since picocli complains to the standard error that its classes have found at their start. */
    @Test
    void helpIsAllThatIsShown() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String classes = System.getProperty("java.class.path");
        Process help = new ProcessBuilder(java.toString(), "-cp", classes, Main.class.getName(), "--help")
                .redirectErrorStream(true)
                .start();
        try (InputStream shown = help.getInputStream()) {
            assertThat(new String(shown.readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("Usage: ")
                    .contains("%Y-%m-%d %H:%i")
                    .doesNotContain("%%");
        } finally {
            help.destroy();
        }
    }

    @Test
    void helpListsTheCommands() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString()).contains("serve", "watch", "publish", "hash-password", "training-run", "help");
    }

    @Test
    void theTrainingRunEndsByItself() {
        assertThat(run(Map.of("HUB_PORT", "-1"), "training-run"))
                .as("its exit code, whatever the environment says")
                .isZero();

        assertThat(out.toString() + err).isEmpty();
    }

    @Test
    void theVersionIsOneLine() {
        assertThat(run("--version")).isZero();

        assertThat(out.toString()).isEqualToIgnoringNewLines("live updates hub " + Main.version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--prot=1 --host", "serve --prot=1 --host", "--prot 1 --host"})
    void wrongSettingsAreAllToldAndNothingStarts(String line) {
        assertThat(run(line.split(" "))).isEqualTo(2);

        assertThat(err.toString().lines())
                .containsExactly(
                        "--prot is not a setting. Did you mean --port?", "--host needs a value: write --host=ADDRESS.");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void theEnvironmentCountsToo() {
        assertThat(run(Map.of("HUB_PROT", "1"))).isEqualTo(2);

        assertThat(err.toString()).startsWith("HUB_PROT is not a setting. Did you mean HUB_PORT?");
    }

    @Test
    void aWordThatIsNoCommandIsNamed() {
        assertThat(run("wacth")).isEqualTo(2);

        assertThat(err.toString()).startsWith("'wacth' is neither a command nor a setting");
    }

    @Test
    void aPortThatIsTakenHasItsOwnExitCode() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThat(run("--port=" + port)).isEqualTo(3);

            assertThat(err.toString())
                    .isEqualToIgnoringNewLines("Port " + port
                            + " is already in use. Stop the other program or choose another with --port.");
        }
    }

    @Test
    void theSecondPortMayBeTakenToo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThat(run("--port=0", "--bryntum-port=" + port)).isEqualTo(3);

            assertThat(err.toString())
                    .isEqualToIgnoringNewLines("Port " + port
                            + " is already in use. Stop the other program or choose another with --bryntum-port.");
        }
    }

    @Test
    void aWrongProjectsFileIsAWrongSetting(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("projects.json"), "{\"users\":[],\"projekts\":[]}");

        assertThat(run("--port=0", "--bryntum-projects=" + file)).isEqualTo(2);

        assertThat(err.toString().lines())
                .containsExactly(
                        file + ": projekts is not known here; there are groups, projects, users.",
                        file + ": users must be a list with at least one element.",
                        file + ": projects must be a list with at least one element.");
    }

    @Test
    void anAddressThatIsNotHereMayComeYet() {
        assertThat(run("--host=192.0.2.1", "--open", "--port=0")).isEqualTo(3);

        assertThat(err.toString())
                .isEqualToIgnoringNewLines("192.0.2.1 is not an address of this machine. Choose one with --host.");
    }

    @Test
    void wrongTokenFilesAreAllTold(@TempDir Path dir) throws Exception {
        Path tokens = Files.writeString(dir.resolve("tokens"), "anna short\n");
        Path secret = Files.writeString(dir.resolve("secret"), "short");

        assertThat(run("--port=0", "--remote-tokens-file=" + tokens, "--jwt-secret-file=" + secret, "--open-old-pages"))
                .isEqualTo(2);

        assertThat(err.toString().lines())
                .containsExactly(
                        tokens + ", line 1: the token is shorter than 16 characters.",
                        secret + " holds a secret of less than 32 bytes: make one by 'openssl rand -hex 32'.");
    }

    @Test
    void anApplicationThatLetsInEverybodyIsAWrongSetting() {
        try (SessionApplication application = new SessionApplication()) {
            application.mood(SessionApplication.Mood.ANYBODY);

            assertThat(run("--port=0", "--auth-url=" + application.url())).isEqualTo(2);

            assertThat(err.toString())
                    .isEqualToIgnoringNewLines(application.url() + " (--auth-url) answers 200 to a request without"
                            + " cookie and token, so it would let in everybody: name an address that refuses who is"
                            + " not logged in.");
        }
    }

    @Test
    void aHubThatIsReadySaysSoAndEndsWhenItIsTold() {
        FutureTask<Integer> exit = new FutureTask<>(() -> run("--port=0"));
        Thread thread = new Thread(exit, "serve");
        thread.start();
        await().until(() -> out.toString().contains("watch"));

        assertThat(out.toString()).startsWith("live updates hub dev on http://127.0.0.1:");

        thread.interrupt();
        assertThat(CompletableFuture.supplyAsync(() -> result(exit)))
                .succeedsWithin(Duration.ofSeconds(20))
                .isEqualTo(0);
    }

    private static int result(FutureTask<Integer> exit) {
        try {
            return exit.get();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private int run(String... args) {
        return run(Map.of(), args);
    }

    private int run(Map<String, String> env, String... args) {
        return Main.run(
                List.of(args),
                env,
                InputStream.nullInputStream(),
                new PrintWriter(out, true),
                new PrintWriter(err, true));
    }
}

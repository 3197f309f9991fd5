package org.liveupdates.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishTest {
    private static final String DATA =
            "{\"big\":123456789012345678901234567890,\"dec\":1.10,\"zero\":-0.0,\"large\":1e400,\"text\":\"\\u00e4ö€\"}";

    private final ScriptedHub hub = new ScriptedHub();
    private final Shell shell = new Shell();

    PublishTest() throws IOException {}

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void sendsTheJsonAsItWasWritten() {
        assertThat(shell.run("publish", hub.url(), DATA)).isZero();

        assertThat(hub.received)
                .anySatisfy(it -> assertThat(it).contains("\"data\":" + DATA).contains("\"channel\":\"/broadcast\""));
        assertThat(shell.out() + shell.err()).isEmpty();
    }

    @Test
    void readsADashFromStandardInput() {
        assertThat(shell.typing("[1,\n2]\n").run("publish", "--channel=/other", hub.url(), "-"))
                .isZero();

        assertThat(hub.received)
                .anySatisfy(it -> assertThat(it).contains("\"data\":[1,\n2]").contains("\"channel\":\"/other\""));
    }

    @Test
    void takesLeaveSoThatTheHubForgetsItAtOnce() {
        shell.run("publish", hub.url(), "{}");

        assertThat(hub.received).anySatisfy(it -> assertThat(it).contains("/meta/disconnect"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/meta/handshake", "/broadcast"})
    void saysWhatTheHubRefuses(String channel) {
        hub.refusals.put(channel, "\"error\":\"403::not today\"");

        assertThat(shell.run("publish", hub.url(), "{}")).isEqualTo(1);

        assertThat(shell.err())
                .isEqualToIgnoringNewLines("The hub at " + hub.url() + " refused " + channel
                        + " (403::not today): show it a token with --token-file.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        302 | use the address it has moved to, https://elsewhere.example/sync
        403 | it does not let this program in; look at --open and --allowed-origins of the hub
        404 | no hub is there; check the path of the address
        413 | the update is too large; look at --max-message of the hub
        421 | it does not serve the name localhost; use another, or add --public-url to the hub
        502 | the hub behind that proxy is not running; start it
        500 | check that a hub answers at that address
        """)
    void saysWhatAnHttpStatusAsksFor(int status, String advice) {
        hub.status = status;

        assertThat(shell.run("publish", hub.url(), "{}")).isEqualTo(1);

        assertThat(shell.err())
                .isEqualToIgnoringNewLines(hub.url() + " answers with HTTP status " + status + ": " + advice + ".");
    }

    @Test
    void saysWhenNothingListens() throws IOException {
        String url;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            url = "http://127.0.0.1:" + free.getLocalPort() + "/sync";
        }

        assertThat(shell.run("publish", url, "{}")).isEqualTo(1);

        assertThat(shell.err())
                .isEqualToIgnoringNewLines("Nothing listens at " + url + ": start the hub or check the address.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8008/sync", "ws://localhost/sync", "http://", "a b", ""})
    void saysHowAnAddressLooks(String url) {
        assertThat(shell.run("publish", url, "{}")).isEqualTo(1);

        assertThat(shell.err())
                .isEqualToIgnoringNewLines(
                        "'" + url + "' is not the address of a hub: write it as http://localhost:8008/sync.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":}", "{\"a\":1}}", "{'a':1}", "{\"a\":01}", "{\"a\"", "plain"})
    void saysWhereTheJsonIsWrong(String json) {
        assertThat(shell.run("publish", hub.url(), json)).isEqualTo(1);

        assertThat(shell.err())
                .startsWith("The JSON is wrong at line 1, column ")
                .hasLineCount(1);
        assertThat(hub.received).isEmpty();
    }

    @Test
    void saysWhenThereIsNoJson() {
        assertThat(shell.typing(" \n").run("publish", hub.url(), "-")).isEqualTo(1);

        assertThat(shell.err()).startsWith("There is no JSON to publish").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"broadcast", "/a/*", "/meta/connect", "/service/x"})
    void aChannelNobodyMayPublishOnIsWrongUsage(String channel) {
        assertThat(shell.run("publish", hub.url(), "{}", "--channel", channel)).isEqualTo(2);

        assertThat(shell.err()).startsWith("'" + channel + "' is not a channel to publish on: write it as /broadcast.");
    }
}

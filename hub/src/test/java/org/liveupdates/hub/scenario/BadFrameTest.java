package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.LogBook;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.StalledPage;
import org.liveupdates.hub.testkit.Watcher;

/** Frames on a WebSocket that no Bayeux client sends: harmless, or the end of that socket with the code that RFC 6455 has for it. */
class BadFrameTest {
    private static final int TEXT = 0x81;
    private static final int TEXT_TO_BE_CONTINUED = 0x01;
    private static final int CONTINUED = 0x00;
    private static final int END = 0x80;
    private static final int BINARY = 0x82;
    private static final int PING = 0x89;
    private static final int PONG = 0x8a;

    private HubRelay hub;
    private LogBook log;
    private Watcher other;
    private StalledPage page;

    @BeforeEach
    void start() {
        hub = new HubRelay("--max-message=64KiB");
        log = new LogBook();
        other = new Watcher(hub.url(), "/update");
        page = StalledPage.onSocket(hub.port());
    }

    @AfterEach
    void leavesOthersAlone() {
        page.close();
        new RawBayeux(hub.url()).publishBare("/broadcast", "\"marker\"");
        other.awaitData("marker");
        assertThat(other.heard()).extracting(Object::toString).containsExactly("\"marker\"");
        other.close();
        assertThat(log.lines()).isEmpty();
        log.close();
        hub.stop();
    }

    @Test
    void mayBePingsAndPongs() {
        page.frame(PING, ascii("beat"));
        assertThat(page.readUntil("beat")).isEqualTo("\u008a\u0004beat");
        page.frame(PONG, ascii("unasked"));
        isUsable();
    }

    @Test
    void mayBePartsOfAMessage() {
        page.frame(TEXT_TO_BE_CONTINUED, ascii("[{\"channel\":\"/serv"));
        page.frame(PING, ascii("between"));
        page.frame(CONTINUED, ascii("ice/parts\",\"da"));
        page.frame(END, ascii("ta\":1}]"));
        page.readUntil("\"channel\":\"/service/parts\",\"successful\":true}]");
        isUsable();
    }

    @Test
    void mayBeEmpty() {
        page.frame(TEXT, new byte[0]);
        isUsable();
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                Arguments.of(TEXT, new byte[] {'[', '"', (byte) 0xff, '"', ']'}, 1007),
                Arguments.of(TEXT, ascii(" ".repeat(65 * 1024) + "[]"), 1009),
                Arguments.of(BINARY, ascii("[]"), 1003),
                Arguments.of(0x83, ascii("[]"), 1002),
                Arguments.of(0x8f, ascii("[]"), 1002),
                Arguments.of(0xc1, ascii("[]"), 1002),
                Arguments.of(CONTINUED, ascii("[]"), 1002),
                Arguments.of(0x09, ascii("a ping in parts"), 1002),
                Arguments.of(PING, new byte[126], 1002));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void endTheirSocketOnly(int first, byte[] payload, int code) {
        page.frame(first, payload);
        assertThat(closeCode(page.readToTheEnd())).isEqualTo(code);
    }

    @Test
    void areCountedTogetherWhenTheyArePartsOfOneMessage() {
        page.frame(TEXT_TO_BE_CONTINUED, ascii("["));
        for (int i = 0; i < 5; i++) {
            page.frame(CONTINUED, ascii(" ".repeat(16 * 1024)));
        }
        assertThat(closeCode(page.readToTheEnd())).isEqualTo(1009);
    }

    @Test
    void mustBeMasked() {
        page.bytes(new byte[] {(byte) TEXT, 2, '[', ']'});
        assertThat(closeCode(page.readToTheEnd())).isEqualTo(1002);
    }

    @Test
    void mayAnnounceNoMoreThanTheLimit() {
        byte[] head = {(byte) TEXT, (byte) 0xff, 0x7f, -1, -1, -1, -1, -1, -1, -1, 1, 2, 3, 4};
        page.bytes(head);
        assertThat(closeCode(page.readToTheEnd())).isIn(1002, 1009);
    }

    @Test
    void mayBeAGoodBye() {
        page.frame(0x88, new byte[] {3, (byte) 0xe8});
        assertThat(closeCode(page.readToTheEnd())).isEqualTo(1000);
    }

    private void isUsable() {
        page.send("[{\"channel\":\"/service/still\",\"data\":1}]");
        page.readUntil("\"channel\":\"/service/still\",\"successful\":true}]");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Code of the close frame at the end of what came, 0 when there is none. */
    private static int closeCode(byte[] bytes) {
        for (int i = bytes.length - 4; i >= 0; i--) {
            if ((bytes[i] & 0xff) == 0x88 && (bytes[i + 1] & 0xff) == bytes.length - i - 2) {
                return (bytes[i + 2] & 0xff) << 8 | bytes[i + 3] & 0xff;
            }
        }
        return 0;
    }
}

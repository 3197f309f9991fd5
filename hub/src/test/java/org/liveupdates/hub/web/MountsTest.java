package org.liveupdates.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MountsTest {
    @ParameterizedTest
    @CsvSource({
        "/client.js,               client.js",
        "/sync/client.js,          client.js",
        "/liveUpdates/client.js,   client.js",
        "/a/b/client.js,           client.js",
        "/sync.js,                 client.js",
        "/liveUpdates.js,          client.js",
        "/proxy/sync.js,           client.js",
        "/foo/foo.js,              client.js",
        "/a/foo/foo.js,            client.js",
        "/foo.js,                  foo.js",
        "/foo/bar.js,              bar.js",
        "/foo/foo/bar.js,          bar.js",
        "/SYNC.js,                 SYNC.js",
        "/.js,                     .js",
        "//.js,                    .js",
        "/a/.js,                   .js",
        "/client.js/client.js,     client.js",
        "/..js,                    ..js",
    })
    void tellWhichFileAScriptsPathMeans(String path, String file) {
        assertThat(Mounts.isScript(path)).isTrue();
        assertThat(Mounts.script(path)).isEqualTo(file);
    }

    @ParameterizedTest
    @CsvSource({
        "/demo, true",
        "/demo/, true",
        "/demo/pane.js, true",
        "/demo/old/events/1, true",
        "/demos, false",
        "/demo.js, false",
        "/a/demo/, false",
        "/, false",
        "'', false"
    })
    void giveTheDemoWhatIsBelowItsName(String path, boolean demo) {
        assertThat(Mounts.isDemo(path)).isEqualTo(demo);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/sync", "/sync/", "/sync.js/", "/client.jsx", "/client.JS", "/js", "/sync.json", "*", ""})
    void leaveAllElseToTheProtocols(String path) {
        assertThat(Mounts.isScript(path)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/, default, ''",
        "'', default, ''",
        "/sync, default, ''",
        "/liveUpdates/sync, default, ''",
        "/api/v1, default, api/v1",
        "/liveUpdates/api/v1/, default, api/v1",
        "//liveUpdates//api//v1, default, api/v1",
        "/api/v2, default, ''",
        "/xapi/v1, default, ''",
        "/api/v1/x, default, ''",
        "/publish, default, publish",
        "/liveUpdates/publish, default, publish",
        "/publishing, default, ''",
        "/API/V1, default, ''",
        "/hr, hr, ''",
        "/hr/, hr, ''",
        "//hr, hr, ''",
        "/hr/clientid, hr, ''",
        "/hr/api/v1, hr, api/v1",
        "/hr/publish, hr, publish",
        "/hrs, default, ''",
        "/HR, default, ''",
        "/liveUpdates/hr, default, ''",
        "/liveUpdates/personnel/publish, hr, publish",
        "/hr/board/api/v1, board, api/v1",
    })
    void tellRoomAndProtocolOfAPath(String path, String room, String tail) {
        Mounts mounts = new Mounts(
                "default",
                Map.of("/hr", "hr", "/liveUpdates/personnel", "hr", "/hr/board", "board"),
                Set.of("", "api/v1", "publish"));
        assertThat(mounts.of(path)).isEqualTo(new Place(room, tail));
    }

    /** The more segments, the longer it takes, but no longer than that. */
    @Test
    @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void takeAPathOfManySegments() {
        Mounts mounts = new Mounts("default", Map.of("/hr", "hr"), Set.of("api/v1"));
        assertThat(mounts.of("//hr" + "/a".repeat(500_000) + "/api//v1/")).isEqualTo(new Place("hr", "api/v1"));
    }
}

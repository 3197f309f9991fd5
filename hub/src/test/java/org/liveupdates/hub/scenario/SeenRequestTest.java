package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.RawHttp;

/** The hub says what it sees of a request, and of no other. */
class SeenRequestTest {
    @Test
    void isToldAsTheProxyMadeIt() throws IOException {
        try (HubRelay hub = new HubRelay("--public-url=https://app.example.com", "--open")) {
            JsonNode seen = seen(new RawHttp(hub.port())
                    .get(
                            "/live/doctor?x=secret",
                            "Host: app.example.com",
                            "X-Forwarded-For: 203.0.113.7",
                            "Cookie: session=secret",
                            "Authorization: Bearer secret")
                    .body());
            assertThat(seen.path("path").asText()).isEqualTo("/live/doctor");
            assertThat(seen.path("host").asText()).isEqualTo("app.example.com");
            assertThat(seen.path("client").asText()).isEqualTo("203.0.113.7");
            assertThat(seen.path("told").asBoolean()).isTrue();
            assertThat(seen.path("direct").asBoolean()).isFalse();
            assertThat(seen.path("forwarded").toString()).isEqualTo("[\"X-Forwarded-For\"]");
            assertThat(seen.toString()).doesNotContain("secret");
        }
    }

    @Test
    void isToldToNobodyWhoAsksByAnotherName() {
        try (HubRelay hub = new HubRelay("--public-url=https://app.example.com", "--open")) {
            RawHttp http = new RawHttp(hub.port());
            assertThat(http.get("/doctor", "Host: evil.example").status()).isEqualTo(421);
            assertThat(http.get("/doctor", "Host: app.example.com", "Origin: https://evil.example")
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void asksDirectly() throws IOException {
        try (HubRelay hub = new HubRelay()) {
            JsonNode seen = seen(new RawHttp(hub.port())
                    .get("/doctor", "Host: localhost:" + hub.port())
                    .body());
            assertThat(seen.path("direct").asBoolean()).isTrue();
            assertThat(seen.path("told").asBoolean()).isFalse();
        }
    }

    @Test
    void isNotToldByAProxyThatIsNotBelieved() throws IOException {
        try (HubRelay hub = new HubRelay("--trusted-proxies=192.0.2.1")) {
            JsonNode seen = seen(new RawHttp(hub.port())
                    .get("/doctor", "Host: localhost", "X-Forwarded-For: 203.0.113.7")
                    .body());
            assertThat(seen.path("told").asBoolean()).isFalse();
            assertThat(seen.path("client").asText()).isEqualTo("127.0.0.1");
        }
    }

    /** By it those who reach several hubs find out. */
    @Test
    void hasAnotherWordForEachStart() throws IOException {
        try (HubRelay hub = new HubRelay()) {
            String before = run(hub);
            assertThat(run(hub)).isEqualTo(before).isNotEmpty();
            hub.restart();
            assertThat(run(hub)).isNotEqualTo(before);
        }
    }

    private static String run(HubRelay hub) throws IOException {
        return seen(new RawHttp(hub.port()).get("/doctor", "Host: localhost").body())
                .path("run")
                .asText();
    }

    private static JsonNode seen(String body) throws IOException {
        return new ObjectMapper().readTree(body);
    }
}

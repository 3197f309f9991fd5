package org.liveupdates.hub.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Bayeux over HTTP as bare text: each call is one request, and what the server answered is given as it came. Nothing is held or
 * repeated on the caller's behalf.
 */
public final class RawBayeux {
    static final ObjectMapper JSON = new ObjectMapper();
    /** Read when the HTTP client's class is loaded: lets tests write {@code Host} themselves. */
    private static final String RESTRICTED = "jdk.httpclient.allowRestrictedHeaders";

    static {
        System.setProperty(RESTRICTED, System.getProperty(RESTRICTED, "host,connection"));
    }

    static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI url;
    private final List<String> headers = new ArrayList<>();
    private String clientId = "";
    private int ids;

    public RawBayeux(URI url) {
        this.url = url;
    }

    /** A header of every later request. */
    public RawBayeux header(String name, String value) {
        headers.add(name);
        headers.add(value);
        return this;
    }

    public String clientId() {
        return clientId;
    }

    /** Posts the text as JSON. */
    public HttpResponse<String> post(String json) {
        return post("application/json", json);
    }

    public HttpResponse<String> post(String contentType, String body) {
        return exchange(request(url)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Gets the address with something appended, {@code ?message=…&jsonp=x} for instance. */
    public HttpResponse<String> get(String appended) {
        return exchange(request(URI.create(url + appended)).GET().build());
    }

    public HttpResponse<String> exchange(String method, String body) {
        return exchange(
                request(url).method(method, BodyPublishers.ofString(body)).build());
    }

    public JsonNode handshake() {
        JsonNode answer = one(
                "{\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":[\"long-polling\"],\"id\":\"%d\"}",
                ++ids);
        clientId = answer.path("clientId").asText();
        return answer;
    }

    public JsonNode subscribe(String channel) {
        return one(
                "{\"channel\":\"/meta/subscribe\",\"clientId\":\"%s\",\"subscription\":\"%s\",\"id\":\"%d\"}",
                clientId, channel, ++ids);
    }

    public JsonNode publish(String channel, String dataJson) {
        return one(
                "{\"channel\":\"%s\",\"clientId\":\"%s\",\"data\":%s,\"id\":\"%d\"}",
                channel, clientId, dataJson, ++ids);
    }

    /** Publishes as back ends do, without a session. */
    public JsonNode publishBare(String channel, String dataJson) {
        return one("{\"channel\":\"%s\",\"data\":%s}", channel, dataJson);
    }

    /** Sends one message of this session with these further fields. */
    public JsonNode send(String channel, String fields) {
        return one("{\"channel\":\"%s\",\"clientId\":\"%s\",%s,\"id\":\"%d\"}", channel, clientId, fields, ++ids);
    }

    public JsonNode disconnect() {
        return one("{\"channel\":\"/meta/disconnect\",\"clientId\":\"%s\",\"id\":\"%d\"}", clientId, ++ids);
    }

    /** One {@code /meta/connect} that the server must not hold. */
    public JsonNode connectAtOnce() {
        return parse(
                post("{\"channel\":\"/meta/connect\",\"clientId\":\"%s\",\"connectionType\":\"long-polling\",\"advice\":{\"timeout\":0},\"id\":\"%d\"}"
                                .formatted(clientId, ++ids))
                        .body());
    }

    /** One {@code /meta/connect}; completes with all that it was answered, messages among it. */
    public CompletableFuture<JsonNode> connect() {
        String json =
                "[{\"channel\":\"/meta/connect\",\"clientId\":\"%s\",\"connectionType\":\"long-polling\",\"id\":\"%d\"}]"
                        .formatted(clientId, ++ids);
        HttpRequest request = request(url)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return HTTP.sendAsync(request, BodyHandlers.ofString()).thenApply(response -> parse(response.body()));
    }

    private JsonNode one(String format, Object... args) {
        HttpResponse<String> response = post("[" + String.format(format, args) + "]");
        JsonNode answers = parse(response.body());
        if (!answers.path(0).isObject()) {
            throw new AssertionError("no Bayeux answer but " + response.statusCode() + ": " + response.body());
        }
        return answers.path(0);
    }

    private HttpRequest.Builder request(URI to) {
        HttpRequest.Builder request = HttpRequest.newBuilder(to).timeout(Duration.ofSeconds(60));
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        return request;
    }

    private static HttpResponse<String> exchange(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(request + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }
}

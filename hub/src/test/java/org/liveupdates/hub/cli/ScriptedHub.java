package org.liveupdates.hub.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A hub that agrees to everything but what a test tells it, speaks in raw JSON and remembers what it was sent. */
final class ScriptedHub implements AutoCloseable {
    final List<String> received = new CopyOnWriteArrayList<>();

    /** Raw messages that go out with the next answers to {@code /meta/connect}. */
    final BlockingQueue<String> outgoing = new LinkedBlockingQueue<>();

    /** What each channel is answered in place of success: further fields of the answer. */
    final Map<String, String> refusals = new ConcurrentHashMap<>();

    /** HTTP status of all answers. */
    volatile int status = 200;

    /** Requests that contain this are answered with HTTP status 503. */
    volatile String lost = "nothing";

    private final ObjectMapper json = new ObjectMapper();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    ScriptedHub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/sync", this::handle);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/sync";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(body);
        if (status != 200) {
            exchange.getResponseHeaders().add("Location", "https://elsewhere.example/sync");
            answer(exchange, status, "<html>no messages</html>");
            return;
        }
        if (body.contains(lost)) {
            answer(exchange, 503, "");
            return;
        }
        StringBuilder answers = new StringBuilder();
        ArrayNode messages = (ArrayNode) json.readTree(body);
        messages.forEach(it -> answers.append(',').append(reply((ObjectNode) it)));
        answer(exchange, 200, "[" + answers.substring(1) + "]");
    }

    private String reply(ObjectNode message) {
        String channel = message.get("channel").asText();
        boolean refused = refusals.containsKey(channel);
        String start = "{\"id\":%s,\"channel\":\"%s\",\"clientId\":\"me\",\"successful\":%s"
                .formatted(message.get("id"), channel, !refused);
        if (refused) {
            return start + "," + refusals.get(channel) + "}";
        }
        return switch (channel) {
            case "/meta/handshake" -> start + ",\"version\":\"1.0\",\"supportedConnectionTypes\":[\"long-polling\"]}";
            case "/meta/subscribe" -> start + ",\"subscription\":" + message.get("subscription") + "}";
            case "/meta/connect" -> polled(start + "}");
            default -> start + "}";
        };
    }

    private String polled(String answer) {
        try {
            String update = outgoing.poll(100, TimeUnit.MILLISECONDS);
            return update == null ? answer : answer + "," + update;
        } catch (InterruptedException closing) {
            return answer;
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) {
        try (exchange) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException clientHasGone) {
            throw new UncheckedIOException(clientHasGone);
        }
    }
}

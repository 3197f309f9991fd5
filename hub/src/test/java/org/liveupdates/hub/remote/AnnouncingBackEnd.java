package org.liveupdates.hub.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * An application's back end in memory: takes what data processors write by REST, gives ids, answers {@code {action, tid}} and announces
 * what it has saved. Each page has its own address, {@code /data/<page>/…}; events, tasks and links are numbered each from 1001.
 */
final class AnnouncingBackEnd implements HttpHandler {
    static final String PATH = "/data/";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How announcements are written. */
    enum Shape {
        /** As the widgets understand them: {@code {"type":"add-task","task":{…}}}. */
        WIDGETS,
        /** As the format table of Gantt's article has them: {@code {"type":"add-task","event":{…}}}. */
        ARTICLE_TABLE,
        /** As its code has them: {@code {"action":"add-task","type":{…}}}, all under the name {@code events}. */
        ARTICLE_CODE
    }

    /** What a page asked for. */
    record Save(String page, String action, String kind, String id) {}

    private final Consumer<String> announce;
    private final List<Save> saves = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> last = new TreeMap<>();
    private final AtomicInteger announced = new AtomicInteger();
    private volatile CompletableFuture<Void> held = CompletableFuture.completedFuture(null);
    private volatile boolean silent;

    /** @param announce takes the body of a {@code POST /publish} */
    AnnouncingBackEnd(Consumer<String> announce) {
        this.announce = announce;
    }

    /** From now on it cannot announce. */
    void fallSilent() {
        silent = true;
    }

    /** From now on it announces but answers nothing about events and tasks, until the returned future is completed. */
    CompletableFuture<Void> hold() {
        held = new CompletableFuture<>();
        return held;
    }

    /** How many changes of events and tasks it has announced, or would have were it not silent. */
    int announced() {
        return announced.get();
    }

    /** All that this page saved, as {@code inserted event 1001}. */
    List<String> savesOf(String page) {
        return saves.stream()
                .filter(save -> save.page.equals(page))
                .map(save -> save.action + " " + save.kind + " " + save.id)
                .toList();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath().substring(PATH.length());
        String kind = List.of("task", "link").stream()
                .filter(it -> path.contains("/" + it))
                .findFirst()
                .orElse("event");
        Map<String, Object> fields = fields(body);
        String tail = path.substring(path.lastIndexOf('/') + 1);
        if (!tail.isEmpty()) {
            fields.put("id", tail);
        }
        String page = path.substring(0, path.indexOf('/'));
        fields.remove("!nativeeditor_status");
        String action =
                switch (exchange.getRequestMethod()) {
                    case "PUT" -> "updated";
                    case "DELETE" -> "deleted";
                    default -> "inserted";
                };
        Object id = action.equals("inserted") ? next(kind) : fields.get("id");
        fields.put("id", id);
        saves.add(new Save(page, action, kind, String.valueOf(id)));
        boolean mark = action.equals("inserted")
                && (String.valueOf(fields.get("deleted")).equals("true") || "none".equals(fields.get("rec_type")));
        String answer = JSON.writeValueAsString(Map.of("action", mark ? "deleted" : action, "tid", id));
        if (kind.equals("link")) {
            // Gantt holds back an announced task, but not a link, until its own insert is answered.
            answer(exchange, answer);
            announce(action, kind, fields);
        } else {
            announce(action, kind, fields);
            announced.incrementAndGet();
            held.join();
            answer(exchange, answer);
        }
    }

    private synchronized int next(String kind) {
        return last.merge(kind, 1001, (before, first) -> before + 1);
    }

    /** New widgets write JSON, old ones forms. */
    private static Map<String, Object> fields(String body) throws IOException {
        if (body.startsWith("{")) {
            return JSON.readValue(body, new TypeReference<>() {});
        }
        Map<String, Object> fields = new TreeMap<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void announce(String action, String kind, Map<String, Object> record) {
        if (!silent) {
            String verb =
                    switch (action) {
                        case "inserted" -> "add";
                        case "updated" -> "update";
                        default -> "delete";
                    };
            announce.accept(announcement(
                    Shape.WIDGETS, verb, kind, verb.equals("delete") ? Map.of("id", record.get("id")) : record));
        }
    }

    /** @param verb {@code add}, {@code update} or {@code delete} */
    static String announcement(Shape shape, String verb, String kind, Map<String, Object> record) {
        String type = verb + "-" + kind;
        Map<String, Object> value =
                switch (shape) {
                    case WIDGETS -> Map.of("type", type, kind, record);
                    case ARTICLE_TABLE -> Map.of("type", type, "event", record);
                    case ARTICLE_CODE -> Map.of("action", type, "type", record);
                };
        String name = shape == Shape.ARTICLE_CODE ? "events" : kind + "s";
        return json(Map.of("name", name, "value", value));
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

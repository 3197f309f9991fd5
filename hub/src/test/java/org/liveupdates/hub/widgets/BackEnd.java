package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * An application's back end in memory: takes what data processors write in any mode, gives ids, and remembers who wrote what. Each
 * page has its own address, {@code /data/<page>/<answers>/…}; tasks and links are numbered alike, as tables of a database are.
 */
final class BackEnd implements HttpHandler {
    static final String PATH = "/data/";

    /** How it answers. */
    enum Answers {
        /** {@code <data><action type="inserted" sid="…" tid="…"/></data>} */
        XML,
        /** {@code {"action":"inserted","tid":1001}} */
        JSON,
        /** {@code {"id":1001}} to a POST, and nothing to PUT and DELETE. */
        BARE,
        /** The same with the statuses 201 and 204. */
        CREATED
    }

    /** What can go wrong with a save. */
    enum Fault {
        STATUS_500,
        ERROR,
        INVALID
    }

    /** One record that a page wrote. */
    record Write(String page, String kind, String action, String sid, String tid, Map<String, Object> fields) {}

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, Map<String, Map<String, Object>>> tables = new TreeMap<>();
    private final Map<String, AtomicInteger> sequences = new TreeMap<>();
    private final List<Write> writes = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile Fault fault;

    /** Keeps every answer back until the result is closed; writes are taken, and get their ids, at once. */
    Hold hold() {
        CountDownLatch closed = new CountDownLatch(1);
        gate = closed;
        return closed::countDown;
    }

    /** Answers kept back. */
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /** Fails every save from now on; null for none. */
    void fail(Fault how) {
        fault = how;
    }

    List<Write> writes() {
        return List.copyOf(writes);
    }

    /** Waits until so many records were written in all. */
    void awaitWrites(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> assertThat(writes).hasSizeGreaterThanOrEqualTo(count));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Asked asked = Asked.by(exchange, body);
        Fault wrong = fault;
        List<Map<String, Object>> done = new ArrayList<>();
        for (Map<String, Object> fields : asked.records) {
            done.add(wrong == null ? save(asked, fields) : refuse(asked, fields, wrong));
        }
        await(gate);
        answer(exchange, asked, done, wrong);
    }

    private synchronized Map<String, Object> save(Asked asked, Map<String, Object> fields) {
        String sid = String.valueOf(fields.remove("id"));
        String action = asked.action(fields);
        Map<String, Map<String, Object>> table = tables.computeIfAbsent(asked.kind, kind -> new TreeMap<>());
        Object tid = sid;
        if (action.equals("inserted")) {
            tid = sequences
                    .computeIfAbsent(asked.kind, kind -> new AtomicInteger(1000))
                    .incrementAndGet();
            table.put(tid.toString(), fields);
            action = isRemovedOccurrence(fields) ? "deleted" : action;
        } else if (action.equals("deleted")) {
            table.remove(sid);
        } else {
            table.put(sid, fields);
        }
        writes.add(new Write(asked.page, asked.kind, action, sid, tid.toString(), fields));
        return result(action, sid, tid);
    }

    private static Map<String, Object> refuse(Asked asked, Map<String, Object> fields, Fault fault) {
        String sid = String.valueOf(fields.remove("id"));
        String action =
                fault == Fault.STATUS_500 ? asked.action(fields) : fault.name().toLowerCase(Locale.ROOT);
        return result(action, sid, sid);
    }

    private static Map<String, Object> result(String action, String sid, Object tid) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("action", action);
        result.put("sid", sid);
        result.put("tid", tid);
        return result;
    }

    private static boolean isRemovedOccurrence(Map<String, Object> fields) {
        return "none".equals(fields.get("rec_type")) || "true".equals(String.valueOf(fields.get("deleted")));
    }

    private static void await(CountDownLatch gate) {
        try {
            if (!gate.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let the answers go");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, Asked asked, List<Map<String, Object>> done, Fault wrong)
            throws IOException {
        String text =
                switch (asked.answers) {
                    case XML -> xml(done);
                    case JSON -> json(done.get(0), "action", "tid");
                    case BARE, CREATED ->
                        exchange.getRequestMethod().equals("POST")
                                ? "{\"id\":" + done.get(0).get("tid") + "}"
                                : "";
                };
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String type = asked.answers == Answers.XML ? "text/xml" : "application/json";
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        int good = asked.answers != Answers.CREATED ? 200 : bytes.length == 0 ? 204 : 201;
        exchange.sendResponseHeaders(wrong == Fault.STATUS_500 ? 500 : good, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String xml(List<Map<String, Object>> done) {
        StringBuilder text = new StringBuilder("<?xml version=\"1.0\" ?><data>");
        for (Map<String, Object> one : done) {
            text.append("<action type=\"%s\" sid=\"%s\" tid=\"%s\"/>"
                    .formatted(one.get("action"), one.get("sid"), one.get("tid")));
        }
        return text + "</data>";
    }

    private static String json(Map<String, Object> result, String... keys) throws IOException {
        Map<String, Object> some = new LinkedHashMap<>();
        for (String key : keys) {
            some.put(key, result.get(key));
        }
        return MAPPER.writeValueAsString(some);
    }

    /** What a request is about. */
    private record Asked(String page, Answers answers, String kind, String method, List<Map<String, Object>> records) {

        private static final List<String> KINDS = List.of("task", "link", "row");

        static Asked by(HttpExchange exchange, String body) throws IOException {
            // /data/<page>/<answers>/[task/|link/|row/][<id>]
            List<String> path = List.of(
                    exchange.getRequestURI().getPath().substring(PATH.length()).split("/"));
            String query = String.valueOf(exchange.getRequestURI().getRawQuery());
            String last = path.size() > 2 ? path.get(path.size() - 1) : "";
            String kind = KINDS.stream()
                    .filter(one -> path.contains(one) || query.contains("gantt_mode=" + one + "s"))
                    .findFirst()
                    .orElse("event");
            String id = KINDS.contains(last) ? "" : last;
            String method = exchange.getRequestMethod();
            String form = method.equals("GET") ? query : body;
            List<Map<String, Object>> records = body.startsWith("{") ? json(body) : form(form);
            if (!id.isEmpty()) {
                records.forEach(record -> record.put("id", id));
            }
            return new Asked(path.get(0), Answers.valueOf(path.get(1)), kind, method, records);
        }

        private static List<Map<String, Object>> json(String body) throws IOException {
            Map<String, Object> fields = MAPPER.readValue(body, new TypeReference<>() {});
            if (fields.get("data") instanceof Map<?, ?> data && fields.containsKey("action")) {
                Map<String, Object> record = new TreeMap<>();
                data.forEach((key, value) -> record.put(key.toString(), value));
                record.put("id", fields.get("id"));
                record.put(STATUS, fields.get("action"));
                return List.of(record);
            }
            return List.of(new TreeMap<>(fields));
        }

        private static final String STATUS = "!nativeeditor_status";

        private static List<Map<String, Object>> form(String form) {
            Map<String, Object> fields = new TreeMap<>();
            for (String pair : form.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
            List<Map<String, Object>> records = new ArrayList<>();
            if (!fields.containsKey("ids")) {
                fields.computeIfAbsent("id", key -> fields.get("gr_id"));
                records.add(fields);
                return records;
            }
            for (String id : fields.get("ids").toString().split(",")) {
                Map<String, Object> record = new TreeMap<>();
                fields.forEach((key, value) -> {
                    if (key.startsWith(id + "_")) {
                        record.put(key.substring(id.length() + 1), value);
                    }
                });
                record.put("id", id);
                records.add(record);
            }
            return records;
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }

        /** Takes the action out of the fields, or else the method tells it. */
        String action(Map<String, Object> fields) {
            Object given = fields.remove(STATUS);
            return switch (method) {
                case "PUT" -> "updated";
                case "DELETE" -> "deleted";
                default -> given == null ? "inserted" : given.toString();
            };
        }
    }
}

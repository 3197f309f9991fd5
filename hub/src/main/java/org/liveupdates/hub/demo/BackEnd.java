package org.liveupdates.hub.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The back end as the widgets' data processors expect it in their mode {@code REST-JSON}. */
final class BackEnd extends Handler.Abstract.NonBlocking {
    /** Bytes of a request's body; a page saves one record at a time. */
    static final int MOST_BODY = 16 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String mount;
    private final Pattern path;
    private final Tables tables;
    private final Optional<Announcements> announcements;

    /**
     * @param mount where it is, such as {@code /demo/new}
     * @param tables what it keeps; others may use them as well
     * @param announcements told what is saved here; empty for a back end whose pages tell the others themselves
     */
    BackEnd(String mount, Tables tables, Optional<Announcements> announcements) {
        this.mount = mount;
        this.path = Pattern.compile(Pattern.quote(mount) + "/("
                + Stream.of(Kind.values()).map(it -> it.path).collect(Collectors.joining("|")) + ")(?:/(\\d{1,15}))?");
        this.tables = tables;
        this.announcements = announcements;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String asked = Request.getPathInContext(request);
        Answer answer = new Answer(response, callback);
        Matcher match = path.matcher(asked);
        if (match.matches()) {
            Stream.of(Kind.values())
                    .filter(it -> it.path.equals(match.group(1)))
                    .forEach(kind -> handle(kind, Optional.ofNullable(match.group(2)), request, answer));
        } else if (!asked.equals(mount + "/gantt")) {
            return false;
        } else if ("GET".equals(request.getMethod())) {
            answer.send(HttpStatus.OK_200, tables.gantt());
        } else {
            answer.refuseMethod("GET");
        }
        return true;
    }

    private void handle(Kind kind, Optional<String> digits, Request request, Answer answer) {
        Table table = tables.of(kind);
        Table.Listener listener = (verb, record) -> announcements.ifPresent(it -> it.tell(kind, verb, record));
        String method = request.getMethod();
        if (digits.isEmpty()) {
            switch (method) {
                case "GET" -> answer.send(HttpStatus.OK_200, table.all());
                case "POST" ->
                    row(kind, request, answer, row -> {
                        OptionalLong id = table.add(row, listener);
                        if (id.isEmpty()) {
                            String sentence = "The demo keeps at most " + Table.MOST + " " + kind.plural();
                            answer.refuse(HttpStatus.CONFLICT_409, sentence);
                        } else {
                            answer.done("inserted", id);
                        }
                    });
                default -> answer.refuseMethod("GET, POST");
            }
            return;
        }
        long id = Long.parseLong(digits.get());
        switch (method) {
            case "PUT" ->
                row(kind, request, answer, row -> {
                    if (table.replace(id, row, listener)) {
                        answer.done("updated", OptionalLong.empty());
                    } else {
                        answer.refuse(HttpStatus.NOT_FOUND_404, "There is no " + kind.word() + " " + id);
                    }
                });
            case "DELETE" -> {
                table.remove(id, listener); // gone is gone: of two pages that delete the same, neither failed
                answer.done("deleted", OptionalLong.empty());
            }
            default -> answer.refuseMethod("PUT, DELETE");
        }
    }

    /** Reads a row as it arrives, without a thread that waits for it. */
    private static void row(Kind kind, Request request, Answer answer, Consumer<Row> then) {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        String tooLarge = kind.one() + " has at most " + MOST_BODY + " bytes";
        if (type == null || !type.matches("(?i)application/json\\s*(;.*)?")) {
            answer.refuse(HttpStatus.UNSUPPORTED_MEDIA_TYPE_415, kind.one() + " is sent as application/json");
        } else if (request.getLength() > MOST_BODY) {
            answer.refuseTooLarge(tooLarge);
        } else {
            Content.Source.asByteArrayAsync(request, MOST_BODY).whenComplete((bytes, failure) -> {
                if (failure == null) {
                    understood(kind, bytes, answer, then);
                } else if (failure.getCause() instanceof IllegalStateException) { // more than so many bytes
                    answer.refuseTooLarge(tooLarge);
                } else {
                    answer.refuse(HttpStatus.BAD_REQUEST_400, "The request broke off");
                }
            });
        }
    }

    private static void understood(Kind kind, byte[] bytes, Answer answer, Consumer<Row> then) {
        try {
            then.accept(kind.read(JSON.readTree(bytes)));
        } catch (JsonProcessingException notJson) {
            answer.refuse(HttpStatus.BAD_REQUEST_400, "The body is no JSON");
        } catch (IOException notText) {
            answer.refuse(HttpStatus.BAD_REQUEST_400, "The body is no text in UTF-8");
        } catch (BadRow bad) {
            answer.refuse(HttpStatus.BAD_REQUEST_400, String.valueOf(bad.getMessage()));
        }
    }

    /** One answer, in the words that a data processor reads. */
    private record Answer(Response response, Callback callback) {
        void done(String action, OptionalLong tid) {
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("action", action);
            tid.ifPresent(id -> json.put("tid", id));
            send(HttpStatus.OK_200, json);
        }

        void refuse(int status, String message) {
            send(
                    status,
                    JsonNodeFactory.instance.objectNode().put("action", "error").put("message", message));
        }

        void refuseMethod(String allowed) {
            response.getHeaders().put(HttpHeader.ALLOW, allowed);
            refuse(HttpStatus.METHOD_NOT_ALLOWED_405, "Here one can only " + allowed);
        }

        void refuseTooLarge(String message) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close"); // rather than read the rest of it
            refuse(HttpStatus.PAYLOAD_TOO_LARGE_413, message);
        }

        void send(int status, JsonNode json) {
            response.setStatus(status);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            response.getHeaders().put("X-Content-Type-Options", "nosniff");
            Content.Sink.write(response, true, json.toString(), callback);
        }
    }
}

package org.liveupdates.hub.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The back end as the Scheduler's data processor expects it in its mode {@code REST-JSON}. */
final class EventsHandler extends Handler.Abstract.NonBlocking {
    /** Bytes of a request's body; a page saves one event at a time. */
    static final int MOST_BODY = 16 * 1024;

    private static final Pattern PATH = Pattern.compile(Demo.MOUNT + "/events(?:/(\\d{1,15}))?");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final EventStore store;

    EventsHandler(EventStore store) {
        this.store = store;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Matcher path = PATH.matcher(Request.getPathInContext(request));
        if (!path.matches()) {
            return false;
        }
        Answer answer = new Answer(response, callback);
        String method = request.getMethod();
        if (path.group(1) == null) {
            switch (method) {
                case "GET" -> answer.send(HttpStatus.OK_200, store.all());
                case "POST" -> event(request, answer, event -> add(event, answer));
                default -> answer.refuseMethod("GET, POST");
            }
        } else {
            long id = Long.parseLong(path.group(1));
            switch (method) {
                case "PUT" -> event(request, answer, event -> replace(id, event, answer));
                case "DELETE" -> remove(id, answer);
                default -> answer.refuseMethod("PUT, DELETE");
            }
        }
        return true;
    }

    private void add(DemoEvent event, Answer answer) {
        OptionalLong id = store.add(event);
        if (id.isEmpty()) {
            answer.refuse(HttpStatus.CONFLICT_409, "The demo keeps at most " + EventStore.MOST + " events");
        } else {
            answer.done("inserted", id);
        }
    }

    private void replace(long id, DemoEvent event, Answer answer) {
        if (store.replace(id, event)) {
            answer.done("updated", OptionalLong.empty());
        } else {
            answer.refuse(HttpStatus.NOT_FOUND_404, "There is no event " + id);
        }
    }

    /** Gone is gone: of two pages that delete the same event, neither failed. */
    private void remove(long id, Answer answer) {
        store.remove(id);
        answer.done("deleted", OptionalLong.empty());
    }

    /** Reads an event as it arrives, without a thread that waits for it. */
    private static void event(Request request, Answer answer, Consumer<DemoEvent> then) {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type == null || !type.matches("(?i)application/json\\s*(;.*)?")) {
            answer.refuse(HttpStatus.UNSUPPORTED_MEDIA_TYPE_415, "An event is sent as application/json");
        } else if (request.getLength() > MOST_BODY) {
            answer.tooLarge();
        } else {
            Content.Source.asByteArrayAsync(request, MOST_BODY).whenComplete((bytes, failure) -> {
                if (failure == null) {
                    understood(bytes, answer, then);
                } else if (failure.getCause() instanceof IllegalStateException) { // more than so many bytes
                    answer.tooLarge();
                } else {
                    answer.refuse(HttpStatus.BAD_REQUEST_400, "The request broke off");
                }
            });
        }
    }

    private static void understood(byte[] bytes, Answer answer, Consumer<DemoEvent> then) {
        try {
            JsonNode json = JSON.readTree(bytes);
            then.accept(DemoEvent.of(json));
        } catch (JsonProcessingException notJson) {
            answer.refuse(HttpStatus.BAD_REQUEST_400, "The body is no JSON");
        } catch (IOException notText) {
            answer.refuse(HttpStatus.BAD_REQUEST_400, "The body is no text in UTF-8");
        } catch (BadEvent bad) {
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

        void tooLarge() {
            response.getHeaders().put(HttpHeader.CONNECTION, "close"); // rather than read the rest of it
            refuse(HttpStatus.PAYLOAD_TOO_LARGE_413, "An event has at most " + MOST_BODY + " bytes");
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

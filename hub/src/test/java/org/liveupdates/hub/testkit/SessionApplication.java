package org.liveupdates.hub.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A web application that knows its users by a cookie {@code session}, and tells at {@code /whoami} who somebody is, as
 * {@code --auth-url} wants it. At {@code /login/NAME} it sets the cookie.
 */
public final class SessionApplication implements AutoCloseable {
    /** How it answers at {@code /whoami}. */
    public enum Mood {
        USUAL,
        /** Takes the request and never answers. */
        SLOW,
        /** Sends those it does not know to its login page. */
        REDIRECTING,
        /** Lets in whoever asks. */
        ANYBODY
    }

    /** What it was shown with one question. */
    public record Question(
            List<String> cookie, List<String> authorization, List<String> token, String room, String path) {}

    private final PageServer pages = new PageServer();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<Question> questions = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Mood mood = Mood.USUAL;

    public SessionApplication() {
        pages.lead("/whoami", this::tell);
        pages.lead("/login/", this::login);
    }

    /** Begins a session, or changes what is said of it: JSON, or nothing. */
    public SessionApplication knows(String session, String answer) {
        answers.put(session, answer);
        return this;
    }

    public void forget(String session) {
        answers.remove(session);
    }

    public void mood(Mood newMood) {
        mood = newMood;
    }

    /** Every question so far, those of a hub's start among them. */
    public List<Question> questions() {
        return List.copyOf(questions);
    }

    /** How often it was asked about this session. */
    public long asked(String session) {
        return questions.stream()
                .filter(it -> it.cookie().contains("session=" + session))
                .count();
    }

    /** What to give {@code --auth-url}. */
    public URI url() {
        return URI.create(pages.origin("127.0.0.1") + "/whoami");
    }

    /** Its pages, for more of them. */
    public PageServer pages() {
        return pages;
    }

    /** Leaves paths that begin so to someone else. */
    public void lead(String pathPrefix, HttpHandler handler) {
        pages.lead(pathPrefix, handler);
    }

    private void tell(HttpExchange exchange) throws IOException {
        List<String> cookies = header(exchange, "Cookie");
        questions.add(new Question(
                cookies,
                header(exchange, "Authorization"),
                header(exchange, "Remote-Token"),
                String.join(",", header(exchange, "X-Hub-Room")),
                String.join(",", header(exchange, "X-Hub-Path"))));
        String known = cookies.stream()
                .flatMap(line -> List.of(line.split("; ")).stream())
                .filter(it -> it.startsWith("session="))
                .map(it -> answers.get(it.substring("session=".length())))
                .filter(it -> it != null)
                .findFirst()
                .orElse(null);
        switch (mood) {
            case SLOW -> {
                try {
                    closing.await();
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
                exchange.close();
            }
            case ANYBODY -> answer(exchange, 200, "");
            case REDIRECTING -> {
                exchange.getResponseHeaders().set("Location", "/login/somebody");
                answer(exchange, known == null ? 302 : 200, known == null ? "" : known);
            }
            case USUAL -> answer(exchange, known == null ? 401 : 200, known == null ? "" : known);
        }
    }

    private void login(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring("/login/".length());
        exchange.getResponseHeaders().set("Set-Cookie", "session=" + name + "; Path=/; HttpOnly");
        answer(exchange, 200, "logged in");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        if (text.startsWith("{")) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static List<String> header(HttpExchange exchange, String name) {
        List<String> values = exchange.getRequestHeaders().get(name);
        return values == null ? List.of() : new ArrayList<>(values);
    }

    @Override
    public void close() {
        closing.countDown();
        pages.close();
    }
}

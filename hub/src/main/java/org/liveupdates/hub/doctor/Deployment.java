package org.liveupdates.hub.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The way to a hub, through whatever lies in between. Says all that it says as a page of the hub's own site would. */
final class Deployment {
    private final URI given;
    private final URI url;
    private final Pass pass;
    private final long patience;
    private final HttpClient http;

    /**
     * @param url of the hub, as a page has it
     * @param pass to show
     * @param patience after which what is answered at once counts as not answered
     */
    Deployment(URI url, Pass pass, Duration patience) {
        this.given = url;
        this.url = URI.create(url.getScheme().toLowerCase(Locale.ROOT) + "://" + url.getRawAuthority()
                + url.getRawPath().replaceFirst("/$", ""));
        this.pass = pass;
        this.patience = patience.toSeconds();
        CookieManager cookies = new CookieManager(); // a balancer may know its pages by them
        pass.cookies().forEach(cookie -> cookies.getCookieStore().add(url, cookie));
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .cookieHandler(cookies)
                .build();
    }

    /** The same deployment as another browser sees it. */
    Deployment stranger() {
        return new Deployment(given, pass, Duration.ofSeconds(patience));
    }

    /** Whether without TLS. */
    boolean isPlain() {
        return url.getScheme().equals("http");
    }

    /** Without a query, and without a slash at the end. */
    URI url() {
        return url;
    }

    /** Seconds until what is answered at once counts as not answered. */
    long patience() {
        return patience;
    }

    /** Scheme, host and port of the site, as a browser tells them. */
    String origin() {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    /** The same deployment behind a longer path, with the query that pages have in their address. */
    URI at(String tail) {
        String query = given.getRawQuery();
        return URI.create(url + tail + (query == null ? "" : (tail.contains("?") ? "&" : "?") + query));
    }

    Answer get(String tail) throws Broken, InterruptedException {
        return ask(request(at(tail)), patience);
    }

    /** As a page of that origin asks. */
    Answer get(String tail, String origin) throws Broken, InterruptedException {
        return ask(request(at(tail)).header("Origin", origin), patience);
    }

    Answer postJson(String json, long seconds) throws Broken, InterruptedException {
        return ask(
                request(at(""))
                        .header("Origin", origin())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)),
                seconds);
    }

    Answer postForm(String message) throws Broken, InterruptedException {
        String form = "message=" + URLEncoder.encode(message, StandardCharsets.UTF_8);
        return ask(
                request(at(""))
                        .header("Origin", origin())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)),
                patience);
    }

    /** A {@code GET} as of a script element of a page of the site. */
    Answer getScript(String query) throws Broken, InterruptedException {
        return ask(request(at("?" + query)).header("Referer", origin() + "/"), patience);
    }

    /** An answer that comes bit by bit: what can be read of it is there as soon as it has come. */
    InputStream stream(String tail) throws Broken, InterruptedException {
        HttpResponse<InputStream> answer = send(
                request(at(tail))
                        .header("Accept", "text/event-stream")
                        .header("Accept-Encoding", "gzip") // as browsers do; who compresses may hold back
                        .header("Origin", origin()),
                BodyHandlers.ofInputStream(),
                patience);
        if (answer.statusCode() != 200) {
            throw Broken.because("status " + answer.statusCode());
        }
        return answer.headers().firstValue("content-encoding").orElse("").equals("gzip")
                ? new Unzipped(answer.body())
                : answer.body();
    }

    /** Opens a WebSocket, or fails with the status that it was refused with. */
    WebSocket open(URI address, WebSocket.Listener listener) throws Broken, InterruptedException {
        URI socket = URI.create(address.toString().replaceFirst("^http", "ws"));
        WebSocket.Builder builder = http.newWebSocketBuilder().header("Origin", origin());
        if (!pass.token().isEmpty()) {
            builder.header("Remote-Token", pass.token());
        }
        CompletableFuture<WebSocket> opening = builder.buildAsync(socket, listener);
        try {
            return opening.get(patience, TimeUnit.SECONDS);
        } catch (TimeoutException silent) {
            opening.cancel(true);
            throw Broken.unanswered(patience);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof WebSocketHandshakeException refused) {
                throw Broken.because("status " + refused.getResponse().statusCode());
            }
            throw broken(failed.getCause(), patience);
        }
    }

    /** Does something meanwhile, on a thread of its own. */
    <T> CompletableFuture<T> beside(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(work.call());
            } catch (Exception failure) {
                result.completeExceptionally(failure);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    private HttpRequest.Builder request(URI address) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(address);
        return pass.token().isEmpty() ? builder : builder.header("Remote-Token", pass.token());
    }

    private Answer ask(HttpRequest.Builder request, long seconds) throws Broken, InterruptedException {
        return Answer.of(send(request, BodyHandlers.ofString(), seconds));
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler, long seconds)
            throws Broken, InterruptedException {
        CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request.build(), handler);
        try {
            return answer.get(
                    seconds, TimeUnit.SECONDS); // the body too, for which HttpClient's own time does not count
        } catch (TimeoutException silent) {
            answer.cancel(true);
            throw Broken.unanswered(seconds);
        } catch (ExecutionException failed) {
            throw broken(failed.getCause(), seconds);
        }
    }

    private Broken broken(@Nullable Throwable cause, long seconds) {
        if (cause instanceof ConnectException && cause.getCause() instanceof UnresolvedAddressException) {
            return Broken.because("the host %s is not known".formatted(url.getHost()));
        } else if (cause instanceof ConnectException) {
            return Broken.because("nothing listens there");
        } else if (cause instanceof SSLException
                && String.valueOf(cause.getMessage()).contains("SSL message")) {
            return Broken.because("TLS is not spoken there");
        } else if (cause instanceof SSLException) {
            return Broken.because("no certificate that this machine accepts (%s)".formatted(cause.getMessage()));
        } else if (cause instanceof HttpTimeoutException) {
            return Broken.unanswered(seconds);
        } else if (cause instanceof IOException) {
            return Broken.because("the connection broke off");
        }
        return Broken.because(String.valueOf(cause));
    }
}

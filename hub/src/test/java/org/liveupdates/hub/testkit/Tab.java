package org.liveupdates.hub.testkit;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.NavigateOptions;
import com.microsoft.playwright.Page.WaitForFunctionOptions;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.WaitUntilState;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** One page. What it logs, throws and asks the network for is kept, and shown when something it should do is not seen. */
public final class Tab implements AutoCloseable {
    private static final double PATIENCE_MS = 20_000;

    /** Words on their way to a server: an address with what is in it, a request's body, or a frame. */
    public record Sent(String by, String text) {
        public static final String WEBSOCKET = "WebSocket";
    }

    private final Page page;
    private final List<String> console = new CopyOnWriteArrayList<>();
    private final List<String> network = new CopyOnWriteArrayList<>();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();

    Tab(Page page) {
        this.page = page;
        page.setDefaultTimeout(PATIENCE_MS);
        page.onConsoleMessage(message -> console.add(message.type() + ": " + message.text()));
        page.onPageError(error -> console.add("thrown: " + error));
        page.onRequest(this::note);
        page.onResponse(response -> network.add(response.status() + " " + response.url()));
        page.onRequestFailed(request -> network.add("failed " + request.url() + " " + request.failure()));
        page.onWebSocket(socket -> {
            network.add("WebSocket " + socket.url());
            socket.onFrameSent(frame -> {
                sent.add(new Sent(Sent.WEBSOCKET, frame.text()));
                network.add("sent " + frame.text());
            });
            socket.onFrameReceived(frame -> network.add("got " + frame.text()));
            socket.onClose(closed -> network.add("WebSocket closed " + closed.url()));
        });
    }

    /** Goes to the address and gives the answer's status; 0 where there is none, as of {@code about:blank}. */
    public int go(String url) {
        Response response = page.navigate(url);
        return response == null ? 0 : response.status();
    }

    /** Ends its page and forgets it. */
    public void leave() {
        go("about:blank");
        page.evaluate("0"); // the page's last events arrive while a call is answered
        console.clear();
        network.clear();
        sent.clear();
    }

    /** Goes to the address and waits for its own document alone; styles, scripts and frames may come later, or never. */
    public void begin(String url) {
        page.navigate(url, new NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
    }

    /** Value of a JavaScript expression; a promise is waited for. */
    public Object eval(String expression) {
        return page.evaluate(expression);
    }

    /** Value of a JavaScript function called with one argument. */
    public Object eval(String function, Object argument) {
        return page.evaluate(function, argument);
    }

    /** Waits until the expression is true in the page. */
    public void until(String expression) {
        try {
            page.waitForFunction(expression, null, new WaitForFunctionOptions().setPollingInterval(20));
        } catch (PlaywrightException e) {
            throw new AssertionError("not seen in the page: " + expression + "\n" + this, e);
        }
    }

    /** From now on, and on the pages that it goes to, its clock can be put forward; it runs as ever until then. */
    public void holdsClock() {
        page.clock().install();
    }

    /** Puts its clock forward, so that what is due by then happens now. */
    public void passes(Duration time) {
        page.clock().fastForward(time.toMillis());
    }

    /** What the user points at. */
    public Locator locator(String selector) {
        return page.locator(selector);
    }

    public Mouse mouse() {
        return page.mouse();
    }

    public Keyboard keyboard() {
        return page.keyboard();
    }

    /** Method and address of every request, WebSocket, frame and answer so far, in order. */
    public List<String> network() {
        page.evaluate("0"); // events arrive while a call is answered
        return List.copyOf(network);
    }

    /** What it logged and threw so far, each with its kind before it. */
    public List<String> console() {
        page.evaluate("0");
        return List.copyOf(console);
    }

    /** All that was sent so far, decoded and in order; {@code by} is the request's method or {@code WebSocket}. */
    public List<Sent> sent() {
        page.evaluate("0");
        return List.copyOf(sent);
    }

    private void note(Request request) {
        network.add(request.method() + " " + request.url());
        sent.add(new Sent(request.method(), URLDecoder.decode(request.url(), StandardCharsets.UTF_8)));
        String body = request.postData();
        if (body != null) {
            boolean form = body.startsWith("message=");
            sent.add(new Sent(request.method(), form ? URLDecoder.decode(body, StandardCharsets.UTF_8) : body));
        }
    }

    @Override
    public void close() {
        page.close();
    }

    /** For failure messages. */
    @Override
    public String toString() {
        return "page " + page.url() + "\n  console:\n    " + String.join("\n    ", last(console)) + "\n  network:\n    "
                + String.join("\n    ", last(network));
    }

    private static List<String> last(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - 30), lines.size()).stream()
                .map(line -> line.length() > 250 ? line.substring(0, 250) + "…" : line)
                .toList();
    }
}

package org.liveupdates.hub.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** One TCP connection: bytes go out as they are written here, and all that comes is kept. */
public final class RawConnection implements AutoCloseable {
    private final Socket socket;
    private final StringBuffer received = new StringBuffer();
    private final CountDownLatch ended = new CountDownLatch(1);

    public RawConnection(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TcpProxy.daemon("reads port " + port, this::read);
    }

    /** A request as HTTP writes it, for {@link #send}. */
    public static String post(String path, String body) {
        return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(path, body.getBytes(StandardCharsets.UTF_8).length, body);
    }

    public static String get(String path, String... headers) {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    public void send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that has come so far; bytes are taken for ISO 8859-1, so that none is lost. */
    public String received() {
        return received.toString();
    }

    public String await(String text) {
        return await(text, 1);
    }

    /** Waits until a text has come so many times in all. */
    public String await(String text, int times) {
        return await(text, times, Page.PATIENCE);
    }

    public String await(String text, int times, Duration patience) {
        try {
            Awaitility.await(text)
                    .atMost(patience)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> received().split(Pattern.quote(text), -1).length > times);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError("did not receive " + text + " but " + received, late);
        }
        return received();
    }

    /** Whether the other side ends the connection, soon at the latest. */
    public boolean ends() {
        try {
            return ended.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public boolean isOpen() {
        return ended.getCount() > 0;
    }

    private void read() {
        byte[] part = new byte[8192];
        try {
            InputStream in = socket.getInputStream();
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                received.append(new String(part, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException cut) {
            received.append("<reset>");
        }
        ended.countDown();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

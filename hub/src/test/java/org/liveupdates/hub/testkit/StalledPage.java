package org.liveupdates.hub.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A page whose computer has stopped taking what the network brings: a connection with almost no room, read only on demand. */
public final class StalledPage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final byte[] MASK = {1, 2, 3, 4};

    private static final byte[] PONG = {(byte) 0x8a, (byte) 0x80, 1, 2, 3, 4};
    private static final byte[] LINE_END = {'\r', '\n'};

    private final byte[] harmless;
    private final Socket socket;

    private StalledPage(int port, byte[] harmless, String head) {
        this.harmless = harmless;
        try {
            socket = new Socket();
            socket.setReceiveBufferSize(2048);
            socket.setSoTimeout(20_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            write(head.getBytes(StandardCharsets.US_ASCII));
            readUntil("\r\n\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On a WebSocket of the old protocol. */
    public static StalledPage onSocket(int port) {
        return onSocket(port, "/sync");
    }

    /** On a WebSocket at a path with its query. */
    public static StalledPage onSocket(int port, String target) {
        return new StalledPage(
                port,
                PONG,
                "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    }

    /** On the event stream of a session. */
    public static StalledPage onEvents(int port, String clientId) {
        return new StalledPage(
                port,
                LINE_END,
                "GET /sync/" + clientId + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n");
    }

    /** Sends a text message in one frame. */
    public void send(String text) {
        frame(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends one masked frame; its first byte has the final bit and the opcode. */
    public void frame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.put(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i % 4]));
        }
        bytes(java.util.Arrays.copyOf(frame.array(), frame.position()));
    }

    /** Sends bytes that need not be a frame. */
    public void bytes(byte[] bytes) {
        write(bytes);
    }

    /** Reads until the text has come, and returns all up to it. */
    public String readUntil(String text) {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        try {
            while (!seen.toString(StandardCharsets.ISO_8859_1).endsWith(text)) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    throw new AssertionError("ended before " + text + " after " + seen);
                }
                seen.write(next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seen.toString(StandardCharsets.ISO_8859_1);
    }

    /** Whether the hub has given the connection up. Finds out by sending what the hub has nothing to say to. */
    public boolean isCut() {
        try {
            write(harmless);
            return false;
        } catch (UncheckedIOException reset) {
            return true;
        }
    }

    /** Wakes up, takes all that is still there until the hub hangs up, and returns the last bytes of it. */
    public byte[] readToTheEnd() {
        return readToTheEnd(last -> {});
    }

    /**
     * Wakes up, takes all that is still there, answers the close frame, and returns its code; 0 when the hub hangs up
     * without one.
     */
    public int closeCode() {
        AtomicInteger code = new AtomicInteger();
        readToTheEnd(last -> {
            int start = closeFrame(last);
            if (code.get() == 0 && start >= 0) {
                code.set((last[start + 2] & 0xff) << 8 | last[start + 3] & 0xff);
                frame(0x88, new byte[] {last[start + 2], last[start + 3]});
            }
        });
        return code.get();
    }

    /** @param seen gets the last bytes so far, each time when some have come */
    private byte[] readToTheEnd(Consumer<byte[]> seen) {
        byte[] last = new byte[0];
        byte[] some = new byte[65536];
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (int n = socket.getInputStream().read(some);
                    n >= 0;
                    n = socket.getInputStream().read(some)) {
                byte[] joined = java.util.Arrays.copyOf(last, last.length + n);
                System.arraycopy(some, 0, joined, last.length, n);
                last = java.util.Arrays.copyOfRange(joined, Math.max(0, joined.length - 256), joined.length);
                seen.accept(last);
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("the hub did not hang up, and goes on sending");
                }
            }
        } catch (java.net.SocketTimeoutException stillOpen) {
            throw new AssertionError("the hub did not hang up");
        } catch (IOException cut) {
            // that is an end too
        }
        return last;
    }

    /** Where a close frame begins that ends where the bytes end; no text that the tests send has its first byte. */
    private static int closeFrame(byte[] bytes) {
        for (int i = bytes.length - 4; i >= 0; i--) {
            if (bytes[i] == (byte) 0x88 && i + 2 + bytes[i + 1] == bytes.length) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

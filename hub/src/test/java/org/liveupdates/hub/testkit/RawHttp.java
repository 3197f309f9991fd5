package org.liveupdates.hub.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import javax.net.SocketFactory;

/**
 * HTTP as bare bytes, for requests that no decent client would make: headers missing or twice, odd targets, garbage. One
 * connection per request; nothing is added but the end of the head.
 */
public final class RawHttp {
    private final int port;
    private final SocketFactory sockets;

    public RawHttp(int port) {
        this(port, SocketFactory.getDefault());
    }

    /** Over TLS for instance, by {@link Certificate#sockets}. */
    public RawHttp(int port, SocketFactory sockets) {
        this.port = port;
        this.sockets = sockets;
    }

    /** A value as it stands in a query or a form. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Sends request line and header lines as given, and no body. */
    public HttpAnswer ask(String... head) {
        return bytes((String.join("\r\n", head) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A GET with these header lines beside {@code Host: localhost}. */
    public HttpAnswer get(String target, String... headers) {
        return ask(head("GET " + target, headers));
    }

    /** A POST of JSON with these header lines beside {@code Host: localhost}. */
    public HttpAnswer post(String target, String json, String... headers) {
        return postAs(target, "application/json", json, headers);
    }

    /** A POST with these header lines beside {@code Host: localhost}. */
    public HttpAnswer postAs(String target, String contentType, String body, String... headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = String.join("\r\n", head("POST " + target, headers)) + "\r\nContent-Type: " + contentType
                + "\r\nContent-Length: " + bytes.length + "\r\n\r\n";
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(bytes);
        return bytes(all.toByteArray());
    }

    /** Asks for a WebSocket with these header lines beside {@code Host: localhost}; an accepted one is cut at once. */
    public HttpAnswer upgrade(String target, String... headers) {
        String[] all = new String[headers.length + 4];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Upgrade: websocket";
        all[headers.length + 1] = "Connection: Upgrade";
        all[headers.length + 2] = "Sec-WebSocket-Version: 13";
        all[headers.length + 3] = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
        return ask(head("GET " + target, all));
    }

    /** Sends exactly this, and reads until the answer is complete or the hub hangs up. */
    public HttpAnswer bytes(byte[] request) {
        try (Socket socket = sockets.createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            try {
                socket.getOutputStream().write(request);
            } catch (IOException hungUpWhileWeWrote) {
                // what it said before is still to be read
            }
            boolean isHead = new String(request, StandardCharsets.ISO_8859_1).startsWith("HEAD ");
            return HttpAnswer.read(socket.getInputStream(), isHead);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] head(String methodAndTarget, String... headers) {
        boolean host = false;
        for (String header : headers) {
            host |= header.startsWith("Host:");
        }
        String[] head = new String[headers.length + (host ? 1 : 2)];
        head[0] = methodAndTarget + " HTTP/1.1";
        if (!host) {
            head[1] = "Host: localhost";
        }
        System.arraycopy(headers, 0, head, head.length - headers.length, headers.length);
        return head;
    }
}

package org.liveupdates.hub.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One client of a {@link TcpProxy}. Its requests are cut apart only to see where each one goes: neither browsers nor Node pipeline, so
 * an answer is complete when the next request begins.
 */
final class TcpProxyConnection {
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
    private static final Pattern UPGRADE = Pattern.compile("(?im)^upgrade: *websocket");

    private final TcpProxy proxy;
    private final Socket client;
    private final Map<Integer, Socket> servers = new HashMap<>();

    TcpProxyConnection(TcpProxy proxy, Socket client) {
        this.proxy = proxy;
        this.client = client;
    }

    void run() {
        try (Socket socket = client) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            byte[] head;
            while ((head = head(in)).length > 0) {
                String text = new String(head, StandardCharsets.ISO_8859_1);
                if (UPGRADE.matcher(text).find()) {
                    upgrade(text, head, in);
                    return;
                }
                forward(text, head, in);
            }
        } catch (IOException broken) {
            // either side hung up: so does the other
        } finally {
            close();
        }
    }

    synchronized void close() {
        hangUp(client);
        servers.values().forEach(TcpProxyConnection::hangUp);
    }

    private void forward(String text, byte[] head, InputStream in) throws IOException {
        String[] line = text.split(" ", 3);
        proxy.note(line[0] + " " + line[1]);
        OutputStream server = server(line[1]).getOutputStream();
        Matcher length = LENGTH.matcher(text);
        byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        if (!proxy.blackHole) {
            server.write(head);
            server.write(body);
            server.flush();
        }
    }

    private void upgrade(String text, byte[] head, InputStream in) throws IOException {
        String path = text.split(" ", 3)[1];
        proxy.note("UPGRADE " + path);
        switch (proxy.upgrades) {
            case PASS -> open(path, head, in);
            case ANSWER_400 -> answer("400 Bad Request");
            case ANSWER_503 -> answer("503 Service Unavailable");
            case SWALLOW -> in.transferTo(OutputStream.nullOutputStream());
            case LATE -> {
                proxy.awaitPass();
                open(path, head, in);
            }
        }
    }

    private void open(String path, byte[] head, InputStream in) throws IOException {
        OutputStream server = server(path).getOutputStream();
        server.write(head);
        pass(in, server);
    }

    private void answer(String status) throws IOException {
        String text = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private synchronized Socket server(String path) throws IOException {
        int port = proxy.portFor(path);
        Socket known = servers.get(port);
        if (known != null && !known.isClosed()) {
            return known;
        }
        Socket opened = new Socket(InetAddress.getLoopbackAddress(), port);
        servers.put(port, opened);
        TcpProxy.daemon("answers to " + client.getPort(), () -> {
            try {
                pass(opened.getInputStream(), client.getOutputStream());
            } catch (IOException broken) {
                // as above
            }
            close(); // a server that hangs up after an answer tells the client so
        });
        return opened;
    }

    private void pass(InputStream from, OutputStream to) throws IOException {
        byte[] bytes = new byte[16 * 1024];
        int count;
        while ((count = from.read(bytes)) >= 0) {
            if (!proxy.blackHole) {
                to.write(bytes, 0, count);
                to.flush();
            }
        }
    }

    private static byte[] head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int b = in.read();
            if (b < 0) {
                return new byte[0];
            }
            head.write(b);
            matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
        }
        return head.toByteArray();
    }

    private static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

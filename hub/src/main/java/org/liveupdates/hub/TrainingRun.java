package org.liveupdates.hub;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.liveupdates.hub.cli.Failure;
import org.liveupdates.hub.config.HubConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What a hub does in its first second, after which the program ends: under {@code -XX:ArchiveClassesAtExit} Java writes
 * down the classes that it took, and later starts read them from there. Environment and files play no part in it.
 */
@Command(
        name = "training-run",
        description = "Starts a hub, asks it something and ends: for Java's -XX:ArchiveClassesAtExit=FILE.")
final class TrainingRun implements Callable<Integer> {
    private static final String HANDSHAKE =
            "[{\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":[\"websocket\"]}]";

    /** The first thing that pages of each way of connecting say. */
    private static final List<String> REQUESTS = List.of(
            request("GET /client.js HTTP/1.1", "Connection: close"),
            request(
                    "POST /sync HTTP/1.1",
                    "Connection: close",
                    "Content-Type: application/json",
                    "Content-Length: " + HANDSHAKE.length(),
                    "",
                    HANDSHAKE),
            upgrade("/sync"),
            upgrade("/sync/api/v1"),
            upgrade("/sync/bryntum"));

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Override
    public Integer call() throws Exception {
        HubConfig config = HubConfig.of("--port=0");
        try (HubServer hub = new HubServer(config)) {
            hub.start();
            Greeting.text(Main.version(), config, hub.port());
            for (String request : REQUESTS) {
                ask(hub.port(), request);
            }
        }
        return 0;
    }

    private static void ask(int port, String request) throws IOException, Failure {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            byte[] head = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            String status = new String(head, StandardCharsets.ISO_8859_1);
            if (!status.endsWith(" 200") && !status.endsWith(" 101")) {
                throw new Failure("The hub answered '%s' to: %s"
                        .formatted(status, request.lines().findFirst().orElse("")));
            }
        }
    }

    private static String upgrade(String path) {
        return request(
                "GET " + path + " HTTP/1.1",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIGh1YiBpcyByZWFkeQ==");
    }

    private static String request(String... lines) {
        return String.join("\r\n", lines).replaceFirst("\r\n", "\r\nHost: localhost\r\n") + "\r\n\r\n";
    }
}

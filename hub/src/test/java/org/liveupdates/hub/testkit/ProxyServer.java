package org.liveupdates.hub.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real proxy in the foreground, with all it writes in a folder of its own, ended by its handle. */
public final class ProxyServer implements AutoCloseable {
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final int port;
    private final Child child;
    private final List<String> out = new CopyOnWriteArrayList<>();

    private ProxyServer(Path folder, int port, Object... command) {
        this.folder = folder;
        this.port = port;
        child = Child.startIn(folder, out::add, command);
    }

    /** A port nobody listens on now, for those whose settings must name it before the proxy runs; never the same twice. */
    public static int freePort() {
        while (true) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (GIVEN.add(socket.getLocalPort())) {
                    return socket.getLocalPort();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A folder for {@link #start}; servers that give up root's rights can read it, too. */
    public static Path folder() {
        try {
            Path folder = Files.createTempDirectory("proxy");
            return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a program in a folder, which is deleted when it ends; {@link #awaitPort} waits until it listens. */
    public static ProxyServer start(Path folder, int port, Object... command) {
        return new ProxyServer(folder, port, command);
    }

    public ProxyServer awaitPort() {
        try {
            Awaitility.await(child + " at port " + port)
                    .atMost(Duration.ofSeconds(20))
                    .failFast("it has ended", () -> !child.runs())
                    .until(() -> listens(port));
        } catch (RuntimeException e) {
            String all = toString();
            close();
            throw new AssertionError("does not listen: " + all, e);
        }
        return this;
    }

    /** Waits until it has ended by itself, and gives what it wrote. */
    public String awaitEnd() {
        child.mayEnd();
        Awaitility.await(child + " ends").atMost(Duration.ofSeconds(60)).until(() -> !child.runs());
        return written();
    }

    public int port() {
        return port;
    }

    public String origin(String host) {
        return "http://" + host + ":" + port;
    }

    /** Everything that it has printed and that is in its log files so far. */
    public String written() {
        try (Stream<Path> files = Files.list(folder)) {
            return Stream.concat(
                            out.stream(),
                            files.filter(file -> file.toString().endsWith(".log"))
                                    .map(ProxyServer::read))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        child.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public String toString() {
        String text = written();
        return child + "\n" + text.substring(Math.max(0, text.length() - 3_000));
    }
}

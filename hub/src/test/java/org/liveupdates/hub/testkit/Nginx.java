package org.liveupdates.hub.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real nginx in the foreground, with all it writes in a folder of its own, ended by its handle. */
public final class Nginx implements AutoCloseable {
    /** Where it may write, relative to its folder. */
    public static final String SCRATCH = """
            access_log off;
              client_body_temp_path body;
              proxy_temp_path proxy;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;""";

    private final Path folder;
    private final int port;
    private final Child child;
    private final List<String> out = new CopyOnWriteArrayList<>();

    private Nginx(Path folder, int port, String config) throws IOException {
        this.folder = folder;
        this.port = port;
        Path file = Files.writeString(folder.resolve("nginx.conf"), config);
        child = Child.start(out::add, Tools.nginx(), "-p", folder, "-c", file, "-e", "stderr", "-g", global(folder));
        Awaitility.await("nginx at port " + port)
                .failFast("nginx has ended", () -> !child.runs())
                .until(() -> listens(port));
    }

    /** A port nobody listens on now, for those whose settings must name it before nginx runs. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One server with these directives, {@code location} blocks for instance. */
    public static Nginx serving(int port, String directives) {
        return start(port, """
                events {}
                http {
                  %s
                  server {
                    listen 127.0.0.1:%d;
                    %s
                  }
                }
                """.formatted(SCRATCH, port, directives));
    }

    /** A whole configuration, which listens on that port; pid file, {@code daemon} and number of workers are given here. */
    public static Nginx start(int port, String config) {
        Tools.nginx();
        try {
            return new Nginx(Files.createTempDirectory("nginx"), port, config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public String origin(String host) {
        return "http://" + host + ":" + port;
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

    private static String global(Path folder) {
        return "daemon off; pid " + folder.resolve("nginx.pid") + "; worker_processes 1;";
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
        return child + "\n" + String.join("\n", out);
    }
}

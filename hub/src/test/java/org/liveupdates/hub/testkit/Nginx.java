package org.liveupdates.hub.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Starts a real nginx. */
public final class Nginx {
    /** Where it may write, relative to its folder. */
    public static final String SCRATCH = """
            access_log off;
              client_body_temp_path body;
              proxy_temp_path proxy;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;""";

    private Nginx() {}

    /** One server with these directives, {@code location} blocks for instance. */
    public static ProxyServer serving(int port, String directives) {
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
    public static ProxyServer start(int port, String config) {
        Path program = Tools.program("nginx");
        Path folder = ProxyServer.folder();
        try {
            Files.writeString(folder.resolve("nginx.conf"), config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String global = "daemon off; pid nginx.pid; worker_processes 1;";
        return ProxyServer.start(folder, port, program, "-p", ".", "-c", "nginx.conf", "-e", "stderr", "-g", global)
                .awaitPort();
    }
}

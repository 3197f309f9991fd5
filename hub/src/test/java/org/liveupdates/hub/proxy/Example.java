package org.liveupdates.hub.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liveupdates.hub.testkit.Certificate;
import org.liveupdates.hub.testkit.ProxyServer;
import org.liveupdates.hub.testkit.Tools;

/** The examples that can be run here, each by the program and the first line of its file. */
enum Example {
    NGINX("nginx.conf", ""),
    APACHE("httpd.conf", ""),
    HAPROXY("haproxy.cfg", ""),
    CADDY("Caddyfile", ""),
    HTTP_PROXY_ON_EXPRESS_4("node/http-proxy.js", "express-4"),
    HTTP_PROXY_ON_EXPRESS_5("node/http-proxy.js", "express-5"),
    MIDDLEWARE_ON_EXPRESS_4("node/http-proxy-middleware.js", "express-4"),
    MIDDLEWARE_ON_EXPRESS_5("node/http-proxy-middleware.js", "express-5"),
    MENDED_ON_EXPRESS_4("node/recipe-mended.js", "express-4"),
    MENDED_ON_EXPRESS_5("node/recipe-mended.js", "express-5");

    static final Path FOLDER = Path.of("proxy-examples").toAbsolutePath();

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private final String file;
    private final String express;

    Example(String file, String express) {
        this.file = file;
        this.express = express;
    }

    boolean isNode() {
        return !express.isEmpty();
    }

    /** The mended recipe is as short as the original. */
    boolean isWhole() {
        return !file.endsWith("recipe-mended.js");
    }

    /** As the file is, but for its ports. */
    Run before(int hub) {
        return new Run(hub);
    }

    /** What becomes of the file before it is run. */
    final class Run {
        private final int hub;
        private final List<String> marks = new ArrayList<>();
        private int application;
        private int spare;

        private Run(int hub) {
            this.hub = hub;
        }

        /** The application's server; Node's examples are one themselves. */
        Run application(int port) {
            application = port;
            return this;
        }

        /** With the line that strips the prefix. */
        Run stripped() {
            marks.add("stripped");
            return this;
        }

        /** With the line that names a second hub. */
        Run spare(int port) {
            marks.add("spare");
            spare = port;
            return this;
        }

        /** Starts it; {@link Site#ready} waits until it listens. */
        Site start() {
            Path folder = ProxyServer.folder();
            int port = ProxyServer.freePort();
            int tls = isWhole() ? ProxyServer.freePort() : 0;
            try {
                String text = Files.readString(FOLDER.resolve(file));
                for (String mark : marks) {
                    text = replaced(text, "(?m)^(\\s*)(#|//) " + mark + ": ", "$1");
                }
                text = replaced(text, "\\b8008\\b", String.valueOf(hub));
                text = replaced(text, "\\b8080\\b", String.valueOf(port));
                if (isWhole()) {
                    text = replaced(text, "\\b8443\\b", String.valueOf(tls));
                }
                if (!isNode()) {
                    text = replaced(text, "\\b3000\\b", String.valueOf(application == 0 ? hub : application));
                    text = replaced(text, "\\b8009\\b", String.valueOf(spare == 0 ? hub : spare));
                } else {
                    installPackages(folder);
                }
                Certificate.writeTo(folder);
                Files.writeString(folder.resolve(Path.of(file).getFileName()), text);
                return new Site(Example.this, ProxyServer.start(folder, port, command(text)), tls, folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private String replaced(String text, String pattern, String replacement) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new AssertionError(file + " has nothing like " + pattern);
        }
        return matcher.replaceAll(replacement);
    }

    /** The first line is a comment that says how the file is run. */
    private static Object[] command(String text) {
        List<Object> words = new ArrayList<>();
        Matcher word = WORD.matcher(text.lines().findFirst().orElseThrow().replaceFirst("^(#|//) ", ""));
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        words.set(0, Tools.program((String) words.get(0)));
        return words.toArray();
    }

    private void installPackages(Path folder) throws IOException {
        Path modules = Files.createDirectory(folder.resolve("node_modules"));
        for (String name : List.of("express", "http-proxy", "http-proxy-middleware")) {
            Path installed = Tools.npm(name.equals("express") ? express : name, "package.json");
            Files.createSymbolicLink(modules.resolve(name), installed.getParent());
        }
    }

    @Override
    public String toString() {
        return name().replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}

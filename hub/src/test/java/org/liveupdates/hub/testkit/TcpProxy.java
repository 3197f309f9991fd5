package org.liveupdates.hub.testkit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The network between a page and its server, well behaved until told otherwise: it can cut, refuse, swallow, and keep WebSockets from
 * opening as corporate proxies do. Requests are passed on byte for byte, so {@code Host} is what the page wrote. Paths can be led to
 * other ports, which makes two servers one origin.
 */
public final class TcpProxy implements AutoCloseable {

    /** What becomes of a WebSocket's opening handshake. */
    public enum Upgrades {
        PASS,
        ANSWER_400,
        ANSWER_503,
        /** The request is read and never answered. */
        SWALLOW,
        /** The request is read, and passed on when the proxy is told {@link #PASS}. */
        LATE
    }

    private final int target;
    private final Map<String, Integer> routes = new LinkedHashMap<>();
    private final Set<TcpProxyConnection> connections = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private ServerSocket server;
    private Thread acceptor;
    private int port;
    volatile Upgrades upgrades = Upgrades.PASS;
    volatile boolean blackHole;

    public TcpProxy(int target) {
        this.target = target;
        accept();
    }

    /** Leads paths that begin so to another port; routes are looked at in the order given. */
    public TcpProxy route(String pathPrefix, int otherPort) {
        routes.put(pathPrefix, otherPort);
        return this;
    }

    public synchronized TcpProxy upgrades(Upgrades policy) {
        upgrades = policy;
        notifyAll();
        return this;
    }

    synchronized void awaitPass() throws IOException {
        try {
            while (upgrades != Upgrades.PASS) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    public int port() {
        return port;
    }

    public String origin(String host) {
        return "http://" + host + ":" + port;
    }

    /** Method and path of every request so far; a WebSocket's begins with {@code UPGRADE}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Breaks all connections; new ones are served. */
    public void cut() {
        connections.forEach(TcpProxyConnection::close);
    }

    /** Breaks all connections and refuses new ones until {@link #accept}. */
    public void refuse() {
        close();
    }

    /** Serves again, on the same port. */
    public void accept() {
        try {
            server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            port = server.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
        ServerSocket listening = server;
        acceptor = daemon("proxy " + port, () -> accept(listening));
    }

    /** Connections stay and new ones are taken, but no byte gets through while this is on; what is sent meanwhile is lost. */
    public void blackHole(boolean on) {
        blackHole = on;
    }

    @Override
    public void close() {
        try {
            server.close();
            acceptor.join(5_000); // the port is free when it has left accept()
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cut();
    }

    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                TcpProxyConnection connection = new TcpProxyConnection(this, client);
                connections.add(connection);
                daemon("proxied " + client.getPort(), () -> {
                    connection.run();
                    connections.remove(connection);
                });
            } catch (IOException closed) {
                return;
            }
        }
    }

    int portFor(String path) {
        return routes.entrySet().stream()
                .filter(route -> path.startsWith(route.getKey()))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(target);
    }

    void note(String request) {
        requests.add(request);
    }

    static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}

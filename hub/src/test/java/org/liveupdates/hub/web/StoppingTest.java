package org.liveupdates.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.liveupdates.hub.testkit.HubRelay;

/** Who comes while the hub stops is told so: a connection that stayed open would be used for the next request, in vain. */
class StoppingTest {
    private static final int MOST = 2000;

    @RepeatedTest(30)
    void endsConnectionsThatComeMeanwhile() throws Exception {
        HubRelay hub = new HubRelay();
        List<Socket> sockets = new ArrayList<>();
        Thread coming = new Thread(() -> {
            try {
                while (sockets.size() < MOST) {
                    sockets.add(new Socket(InetAddress.getLoopbackAddress(), hub.port()));
                }
            } catch (IOException refused) {
                // The port is closed.
            }
        });
        coming.start();
        hub.close();
        coming.join();
        int open = 0;
        for (Socket socket : sockets) {
            try (socket) {
                socket.setSoTimeout(2_000);
                open += isOpen(socket) ? 1 : 0;
            }
        }
        assertThat(open).as("of %d", sockets.size()).isZero();
    }

    private static boolean isOpen(Socket socket) throws IOException {
        try (InputStream in = socket.getInputStream()) {
            return in.read() >= 0;
        } catch (SocketTimeoutException silent) {
            return true;
        } catch (IOException reset) {
            return false;
        }
    }
}

package org.liveupdates.hub.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.Relay;
import org.liveupdates.hub.testkit.Tools;

/** The browser client that pages include, as text, so that any server can give it. */
record ClientScript(String name, String text) {

    /** Faye's own bundle, version 1.4.3. */
    static ClientScript faye() {
        try {
            return new ClientScript("faye-1.4.3", Files.readString(Tools.npm("faye", "client/faye-browser-min.js")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The hub's own script as the hub gives it. {@code -Dclient=faye} takes Faye's bundle in its place, to prove the tests; so does
     * a run without the hub.
     */
    static ClientScript ours() {
        boolean genuine = System.getProperty("client", Relay.isHubUnderTest() ? "hub" : "faye")
                .equals("faye");
        return genuine ? faye() : served();
    }

    boolean isFayes() {
        return name.startsWith("faye");
    }

    private static ClientScript served() {
        try (Relay hub = new HubRelay()) {
            HttpResponse<String> answer = new RawBayeux(hub.url("/client.js")).get("");
            if (answer.statusCode() != 200) {
                throw new AssertionError("/client.js: " + answer.statusCode() + " " + answer.body());
            }
            return new ClientScript("client.js", answer.body());
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

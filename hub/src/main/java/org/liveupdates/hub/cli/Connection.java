package org.liveupdates.hub.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cometd.client.BayeuxClient;
import org.cometd.client.http.jetty.JettyHttpClientTransport;
import org.cometd.client.transport.ClientTransport;
import org.cometd.common.JacksonJSONContextClient;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpHeader;

/** A connection to a hub by long polling, which every Bayeux server and every proxy lets through. */
final class Connection implements AutoCloseable {
    private static final long ANSWER_MILLIS = 10_000;
    private static final long GOODBYE_MILLIS = 2_000;
    private static final int LARGEST_ANSWER = 1 << 30;

    private final URI url;
    private final HttpClient http = new HttpClient();
    private final BayeuxClient bayeux;
    private final ObjectMapper json;

    /**
     * Prepares a connection; nothing is sent before the first handshake.
     *
     * @param token to show to the hub; empty for none
     */
    Connection(String address, String token) throws Failure {
        url = checked(address);
        http.setFollowRedirects(false);
        JacksonJSONContextClient context = new JacksonJSONContextClient();
        json = context.getObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        Map<String, Object> options = new HashMap<>(Map.of(
                ClientTransport.JSON_CONTEXT_OPTION, context,
                ClientTransport.MAX_MESSAGE_SIZE_OPTION, LARGEST_ANSWER,
                ClientTransport.MAX_NETWORK_DELAY_OPTION, ANSWER_MILLIS));
        bayeux = new BayeuxClient(url.toString(), new Transport(options, http, token));
        try {
            http.start();
        } catch (Exception failure) {
            throw new IllegalStateException("The HTTP client does not start", failure);
        }
    }

    URI url() {
        return url;
    }

    BayeuxClient bayeux() {
        return bayeux;
    }

    /** Reads and writes data as it is on the wire: all digits of a number are kept. */
    ObjectMapper json() {
        return json;
    }

    /** Takes leave of the hub, which then forgets the session at once, and gives up after a moment. */
    @Override
    public void close() {
        try {
            CountDownLatch gone = new CountDownLatch(1);
            if (bayeux.isHandshook()) {
                bayeux.disconnect(answer -> gone.countDown());
                gone.await(GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
            }
            bayeux.abort();
            http.stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception failure) {
            throw new IllegalStateException("The HTTP client does not stop", failure);
        }
    }

    static URI checked(String address) throws Failure {
        try {
            URI url = new URI(address);
            boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (http && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException notEvenAUri) {
            // The sentence below says how it should look.
        }
        throw new Failure(
                "'%s' is not the address of a hub: write it as http://localhost:8008/sync.".formatted(address));
    }

    /** Any status but 200 ends the request at once; its body would be read as Bayeux and hide the status. */
    private static final class Transport extends JettyHttpClientTransport {
        private final String token;

        Transport(Map<String, Object> options, HttpClient http, String token) {
            super(options, http);
            this.token = token;
        }

        @Override
        protected void customize(Request request) {
            if (!token.isEmpty()) {
                request.headers(headers -> headers.put("Remote-Token", token));
            }
            request.onResponseHeaders(response -> {
                if (response.getStatus() != 200) {
                    String location = String.valueOf(response.getHeaders().get(HttpHeader.LOCATION));
                    response.abort(new RefusedByHttp(response.getStatus(), location));
                }
            });
        }
    }
}

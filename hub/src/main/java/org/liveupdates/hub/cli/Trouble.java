package org.liveupdates.hub.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.text.ParseException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.cometd.bayeux.Message;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong on the way to a hub into a sentence that says what to do. */
final class Trouble {
    private Trouble() {}

    /** Whether the hub itself said no, so that asking again is of no use. */
    static boolean isAnswer(Message message) {
        return !message.containsKey("failure");
    }

    static Failure of(URI url, Message unsuccessful) {
        Object failure = unsuccessful.get("failure");
        if (failure instanceof Map<?, ?> details) {
            return new Failure(sentence(url, details.get("exception")));
        }
        Object error = unsuccessful.get(Message.ERROR_FIELD);
        String cure = String.valueOf(error).startsWith("403::") ? ": show it a token with --token-file" : "";
        return new Failure("The hub at %s refused %s (%s)%s."
                .formatted(url, unsuccessful.getChannel(), error == null ? "without a reason" : error, cure));
    }

    private static String sentence(URI url, @Nullable Object exception) {
        if (exception instanceof RefusedByHttp refused) {
            return "%s answers with HTTP status %d: %s.".formatted(url, refused.status, advice(url, refused));
        }
        if (exception instanceof UnknownHostException || exception instanceof UnresolvedAddressException) {
            return "The host %s is not known: check the address.".formatted(url.getHost());
        }
        if (exception instanceof ConnectException) {
            return "Nothing listens at %s: start the hub or check the address.".formatted(url);
        }
        if (exception instanceof TimeoutException || exception instanceof SocketTimeoutException) {
            return "%s does not answer in time: check the address and what lies between.".formatted(url);
        }
        if (exception instanceof SSLException) {
            return "%s has no certificate that this machine accepts: check the name in the address, or use http."
                    .formatted(url);
        }
        if (exception instanceof ParseException || exception instanceof IllegalArgumentException) {
            return "%s answers, but not like a hub: check the path of the address.".formatted(url);
        }
        if (exception instanceof IOException) {
            return "The connection to %s broke off: check that a hub answers there.".formatted(url);
        }
        return "%s cannot be reached (%s): check the address.".formatted(url, exception);
    }

    private static String advice(URI url, RefusedByHttp refused) {
        return switch (refused.status) {
            case 301, 302, 303, 307, 308 -> "use the address it has moved to, " + refused.location;
            case 401, 403 -> "it does not let this program in; look at --open and --allowed-origins of the hub";
            case 404, 405 -> "no hub is there; check the path of the address";
            case 413 -> "the update is too large; look at --max-message of the hub";
            case 421 -> "it does not serve the name " + url.getHost() + "; use another, or add --public-url to the hub";
            case 502, 503, 504 -> "the hub behind that proxy is not running; start it";
            default -> "check that a hub answers at that address";
        };
    }
}

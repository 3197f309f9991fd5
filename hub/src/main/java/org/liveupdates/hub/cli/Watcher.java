package org.liveupdates.hub.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.cometd.bayeux.Channel;
import org.cometd.bayeux.Message;
import org.cometd.bayeux.client.ClientSessionChannel;

/**
 * Follows some channels of one hub. What the client library reports comes from several threads, hence every method that it
 * calls is synchronized.
 */
final class Watcher {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final Connection connection;
    private final List<String> channels;
    private final PrintWriter out;
    private final PrintWriter err;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    /** Updates still to print. */
    private int left;

    /** Channels the hub has not confirmed in this session. */
    private final Set<String> unconfirmed = new LinkedHashSet<>();

    /** Whether a subscription was lost on its way, so that no answer will come. */
    private boolean subscribeAgain;

    private boolean connected;
    private boolean connectedBefore;

    Watcher(Connection connection, List<String> channels, int most, PrintWriter out, PrintWriter err) {
        this.connection = connection;
        this.channels = channels;
        this.left = most;
        this.out = out;
        this.err = err;
    }

    /** Returns when as many updates as wanted are printed. */
    void run() throws Failure, InterruptedException {
        listen(Channel.META_HANDSHAKE, this::shaken);
        listen(Channel.META_CONNECT, this::polled);
        connection.bayeux().handshake();
        try {
            end.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    /** Lets {@link #run} return; what ends now is not lost. */
    void stop() {
        end.complete(null);
    }

    private void listen(String channel, ClientSessionChannel.MessageListener listener) {
        connection.bayeux().getChannel(channel).addListener(listener);
    }

    /** A new session, the first or one after the hub forgot the former, knows no channels. */
    private synchronized void shaken(ClientSessionChannel meta, Message answer) {
        if (answer.isSuccessful()) {
            unconfirmed.addAll(channels);
            subscribe();
        } else if (!connectedBefore || Trouble.isAnswer(answer)) {
            end.completeExceptionally(Trouble.of(connection.url(), answer));
        }
    }

    private void subscribe() {
        subscribeAgain = false;
        List.copyOf(unconfirmed)
                .forEach(it ->
                        connection.bayeux().getChannel(it).subscribe(this::update, answer -> subscribed(it, answer)));
    }

    private synchronized void subscribed(String channel, Message answer) {
        if (answer.isSuccessful()) {
            unconfirmed.remove(channel);
            sayConnected();
        } else if (Trouble.isAnswer(answer)) {
            end.completeExceptionally(Trouble.of(connection.url(), answer));
        } else {
            subscribeAgain = true;
        }
    }

    private synchronized void polled(ClientSessionChannel meta, Message answer) {
        if (answer.isSuccessful()) {
            if (subscribeAgain) {
                subscribe();
            }
            sayConnected();
        } else if (connected && !end.isDone()) {
            connected = false;
            err.println("Connection lost, trying again.");
            err.flush();
        }
    }

    private void sayConnected() {
        if (!connected && unconfirmed.isEmpty()) {
            err.println(
                    connectedBefore
                            ? "Connected again."
                            : "Connected to %s, watching %s.".formatted(connection.url(), String.join(", ", channels)));
            err.flush();
            connected = true;
            connectedBefore = true;
        }
    }

    private synchronized void update(ClientSessionChannel channel, Message update) {
        if (left == 0) {
            return;
        }
        out.println("%s %s %s".formatted(CLOCK.format(LocalTime.now()), update.getChannel(), text(update.getData())));
        left--;
        // Nobody reads any more when a pipe has been closed, as by head.
        if (out.checkError() || left == 0) {
            left = 0;
            end.complete(null);
        }
    }

    private String text(Object data) {
        try {
            return connection.json().writeValueAsString(data);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Data that came as JSON cannot be written", impossible);
        }
    }
}

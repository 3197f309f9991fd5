package org.liveupdates.hub.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
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
    private int unconfirmed;

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

    private void listen(String channel, ClientSessionChannel.MessageListener listener) {
        connection.bayeux().getChannel(channel).addListener(listener);
    }

    /** A new session, the first or one after the hub forgot the former, knows no channels. */
    private synchronized void shaken(ClientSessionChannel meta, Message answer) {
        if (answer.isSuccessful()) {
            unconfirmed = channels.size();
            channels.forEach(it -> connection.bayeux().getChannel(it).subscribe(this::update, this::subscribed));
        } else if (!connectedBefore || Trouble.isAnswer(answer)) {
            end.completeExceptionally(Trouble.of(connection.url(), answer));
        }
    }

    private synchronized void subscribed(Message answer) {
        if (answer.isSuccessful()) {
            unconfirmed--;
            sayConnected();
        } else if (Trouble.isAnswer(answer)) {
            end.completeExceptionally(Trouble.of(connection.url(), answer));
        }
    }

    private synchronized void polled(ClientSessionChannel meta, Message answer) {
        if (answer.isSuccessful()) {
            sayConnected();
        } else if (connected && !end.isDone()) {
            connected = false;
            err.println("Connection lost, trying again.");
            err.flush();
        }
    }

    private void sayConnected() {
        if (!connected && unconfirmed == 0) {
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

package org.liveupdates.hub.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cometd.bayeux.Message;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.config.Channels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends one update and waits until the hub has taken it. */
@Command(name = "publish", description = "Sends one update to a hub.", sortOptions = false)
public final class Publish implements Callable<Integer> {
    private static final long PATIENCE_SECONDS = 30;

    private final InputStream in;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "URL", description = "Address of the hub, such as http://localhost:8008/sync.")
    private String url = "";

    @Parameters(paramLabel = "JSON", description = "What to send; - reads it from standard input.")
    private String json = "";

    @Option(
            names = "--channel",
            paramLabel = "NAME",
            defaultValue = "/broadcast",
            description = "Channel to publish on. Default: /broadcast")
    private String channel = "";

    @Mixin
    private Token token = new Token();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    /** The command; {@code in} is read when the JSON is {@code -}. */
    public Publish(InputStream in) {
        this.in = in;
    }

    @Override
    public Integer call() throws Failure, IOException, InterruptedException {
        if (spec != null && !Channels.carriesUpdates(channel)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'%s' is not a channel to publish on: write it as /broadcast.".formatted(channel));
        }
        String text = json.equals("-") ? new String(in.readAllBytes(), StandardCharsets.UTF_8) : json;
        requireJson(text);
        try (Connection connection = new Connection(url, token.read())) {
            Message answer = publish(connection, text);
            if (!answer.isSuccessful()) {
                throw Trouble.of(connection.url(), answer);
            }
            return 0;
        }
    }

    /** The text itself goes out, not what a parser made of it, so that nothing in it can change. */
    private Message publish(Connection connection, String text) throws Failure, InterruptedException {
        CompletableFuture<Message> answer = new CompletableFuture<>();
        connection.bayeux().handshake(shaken -> {
            if (shaken.isSuccessful()) {
                connection.bayeux().getChannel(channel).publish(new RawValue(text), answer::complete);
            } else {
                answer.complete(shaken);
            }
        });
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException silent) {
            throw new Failure("%s has not confirmed the update within %d s: look whether it arrived, then try again."
                    .formatted(connection.url(), PATIENCE_SECONDS));
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void requireJson(String text) throws Failure {
        try {
            ObjectMapper strict = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
            if (strict.readTree(text).isMissingNode()) {
                throw new Failure("There is no JSON to publish: give it as the second argument or on standard input.");
            }
        } catch (JacksonException mistake) {
            String where = mistake.getLocation() == null
                    ? ""
                    : " at line %d, column %d"
                            .formatted(
                                    mistake.getLocation().getLineNr(),
                                    mistake.getLocation().getColumnNr());
            throw new Failure("The JSON is wrong%s: %s.".formatted(where, firstLine(mistake.getOriginalMessage())));
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("mend it");
    }
}

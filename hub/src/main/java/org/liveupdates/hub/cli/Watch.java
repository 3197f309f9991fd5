package org.liveupdates.hub.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.config.Channels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints live updates as they pass, until it is stopped. */
@Command(name = "watch", description = "Prints live updates of a hub as they pass.", sortOptions = false)
public final class Watch implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "URL", description = "Address of the hub, such as http://localhost:8008/sync.")
    private String url = "";

    @Option(
            names = "--channel",
            paramLabel = "NAME",
            defaultValue = "/update",
            description = "Channel to listen to; may be given again. Default: /update")
    private List<String> channels = List.of();

    @Option(names = "--count", paramLabel = "N", description = "Ends after so many updates.")
    private @Nullable Integer count;

    @Mixin
    private Token token = new Token();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Override
    public Integer call() throws Failure, InterruptedException {
        if (spec == null) {
            throw new IllegalStateException("The command line parser has not filled this command");
        }
        for (String channel : channels) {
            if (!Channels.canBeHeard(channel)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "'%s' is not a channel to listen to: write it as /update.".formatted(channel));
            }
        }
        if (count != null && count < 1) {
            throw new ParameterException(spec.commandLine(), "--count=" + count + " is out of range: use 1 or more.");
        }
        Connection connection = new Connection(url, token.read());
        int most = count == null ? Integer.MAX_VALUE : count;
        Watcher watcher = new Watcher(
                connection,
                channels,
                most,
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
        // Ctrl-C ends the program here too; the hub should hear of it at once and not after its session timeout.
        Thread goodbye = new Thread(() -> end(watcher, connection), "goodbye");
        Runtime.getRuntime().addShutdownHook(goodbye);
        try {
            watcher.run();
            return 0;
        } finally {
            if (removed(goodbye)) {
                end(watcher, connection);
            }
        }
    }

    private static void end(Watcher watcher, Connection connection) {
        watcher.stop();
        connection.close();
    }

    private static boolean removed(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            return false;
        }
    }
}

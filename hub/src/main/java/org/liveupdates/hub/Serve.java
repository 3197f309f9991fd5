package org.liveupdates.hub;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.liveupdates.hub.config.ConfigMistakes;
import org.liveupdates.hub.config.HubConfig;

/** Runs a hub until the program is told to end. */
final class Serve {
    private final Map<String, String> env;
    private final PrintWriter out;
    private final PrintWriter err;

    Serve(Map<String, String> env, PrintWriter out, PrintWriter err) {
        this.env = env;
        this.out = out;
        this.err = err;
    }

    /** Returns the exit code when the hub could not start, or 0 after the calling thread was interrupted. */
    int run(List<String> args) throws Exception {
        HubConfig config;
        try {
            config = HubConfig.read(args, env);
        } catch (ConfigMistakes mistakes) {
            mistakes.sentences().forEach(err::println);
            return StartFailure.WRONG_SETTING;
        }
        try (HubServer hub = new HubServer(config)) {
            hub.start();
            out.print(Greeting.text(Main.version(), config, hub.port()));
            out.flush();
            waitUntilTold(hub);
            return 0;
        } catch (Exception failure) {
            Optional<StartFailure> known = StartFailure.of(config, failure);
            if (known.isEmpty()) {
                throw failure;
            }
            err.println(known.get().sentence());
            return known.get().exitCode();
        }
    }

    /** Ctrl-C and SIGTERM end the JVM; its last act is to close the hub, so that pages reconnect at once elsewhere. */
    private static void waitUntilTold(HubServer hub) {
        Thread closing = new Thread(hub::close, "close");
        Runtime.getRuntime().addShutdownHook(closing);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException told) {
            Runtime.getRuntime().removeShutdownHook(closing);
        }
    }
}

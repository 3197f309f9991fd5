package org.liveupdates.hub;

import java.net.BindException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.liveupdates.hub.auth.SetupMistake;
import org.liveupdates.hub.config.HubConfig;

/**
 * Why the hub cannot listen, for what an operator can mend.
 *
 * @param exitCode what the program ends with
 * @param sentence says what to do
 */
record StartFailure(int exitCode, String sentence) {
    static final int WRONG_SETTING = 2;

    /** A port is taken, or the host's address is not there, or not yet: a later start may find it otherwise. */
    static final int NOT_NOW = 3;

    static Optional<StartFailure> of(HubConfig config, Exception failure) {
        List<Throwable> causes = Stream.<Throwable>iterate(failure, it -> it != null, Throwable::getCause)
                .toList();
        boolean bryntum = config.bryntum()
                .port()
                .filter(port -> causes.stream()
                        .anyMatch(it -> String.valueOf(it.getMessage()).endsWith(":" + port)))
                .isPresent();
        String option = bryntum ? "--bryntum-port" : "--port";
        int port = bryntum ? config.bryntum().port().orElse(0) : config.port();
        return causes.stream()
                .flatMap(it -> listening(config, option, port, it).stream())
                .findFirst();
    }

    private static Optional<StartFailure> listening(HubConfig config, String option, int port, Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof SetupMistake) {
            return wrong(message);
        }
        if (cause instanceof SocketException && message.contains("Permission denied")) {
            return wrong("Port %d is reserved for the system. Choose one above 1023 with %s.".formatted(port, option));
        }
        if (cause instanceof BindException && message.contains("assign")) {
            String missing = "%s is not an address of this machine. Choose one with --host.";
            return Optional.of(new StartFailure(NOT_NOW, missing.formatted(config.host())));
        }
        if (cause instanceof BindException) {
            String taken = "Port %d is already in use. Stop the other program or choose another with %s.";
            return Optional.of(new StartFailure(NOT_NOW, taken.formatted(port, option)));
        }
        if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
            return wrong("The host %s is not known. Choose an address with --host.".formatted(config.host()));
        }
        return Optional.empty();
    }

    private static Optional<StartFailure> wrong(String sentence) {
        return Optional.of(new StartFailure(WRONG_SETTING, sentence));
    }
}

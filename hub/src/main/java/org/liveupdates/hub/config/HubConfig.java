package org.liveupdates.hub.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything an operator can decide, immutable and already checked.
 *
 * @param host address to listen on; loopback by default
 * @param port TCP port, 0 lets the system choose
 * @param hold how long an idle {@code /meta/connect} is held (Bayeux advice {@code timeout})
 * @param sessionTimeout how long a session that says nothing is kept after its last contact
 * @param echo whether a publisher that is subscribed hears its own message, as the original did
 * @param relays pairs of channels; what is published to {@code in} is repeated on {@code out}
 * @param rooms rooms beside the standard one
 * @param remotePaths last segments of paths where RemoteEvents is spoken, beside {@code api/v1}
 * @param bridge how old and new pages hear each other
 * @param bryntum the protocol of Bryntum Gantt
 * @param staticDir operator's folder whose files are served in place of the built-in ones
 * @param demo where the demo finds the widgets' files; empty without a demo
 * @param access who may connect
 * @param authentication how the hub learns who somebody is
 * @param limits bounds on what one message, one session and all sessions may take
 */
public record HubConfig(
        String host,
        int port,
        Duration hold,
        Duration sessionTimeout,
        boolean echo,
        List<Relay> relays,
        Rooms rooms,
        List<String> remotePaths,
        Bridge bridge,
        Bryntum bryntum,
        Optional<Path> staticDir,
        Optional<DemoLibraries> demo,
        Access access,
        Authentication authentication,
        Limits limits) {

    /**
     * Reads and checks all settings.
     *
     * @param args command line, {@code --key=value} or {@code --key value}
     * @param env environment, of which {@code HUB_KEY} counts
     * @throws ConfigMistakes everything that is wrong, in sentences for the operator
     */
    public static HubConfig read(List<String> args, Map<String, String> env) throws ConfigMistakes {
        return new Reading(args, env).config();
    }

    /** The settings of a command line alone, for callers who know that it is right. */
    public static HubConfig of(String... args) {
        try {
            return read(List.of(args), Map.of());
        } catch (ConfigMistakes mistakes) {
            throw new IllegalArgumentException(mistakes.getMessage(), mistakes);
        }
    }

    /** Whether only programs of this machine reach the host. */
    public boolean isLoopback() {
        return Addresses.isLoopback(host);
    }

    /** One pair of {@code --relay}; the pair {@code /broadcast:/update} is always there. */
    public record Relay(String in, String out) {}
}

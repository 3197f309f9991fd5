package org.liveupdates.hub.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liveupdates.hub.config.HubConfig.Relay;

/** One reading of the settings: understands what the sources hold and collects what is wrong with it. */
final class Reading {
    private static final Relay BUILT_IN = new Relay("/broadcast", "/update");

    private final List<String> mistakes = new ArrayList<>();
    private final Set<Setting<?>> wrong = new HashSet<>();
    private final Sources sources = new Sources(mistakes);

    Reading(List<String> args, Map<String, String> environment) {
        sources.commandLine(args);
        sources.environment(environment);
        value(Settings.CONFIG).ifPresent(sources::file);
    }

    HubConfig config() throws ConfigMistakes {
        HubConfig config = new HubConfig(
                value(Settings.HOST),
                value(Settings.PORT),
                value(Settings.TIMEOUT),
                value(Settings.SESSION_TIMEOUT),
                value(Settings.ECHO),
                value(Settings.RELAY).stream()
                        .filter(it -> !it.equals(BUILT_IN))
                        .toList(),
                value(Settings.ROOM),
                value(Settings.REMOTE_PATH),
                new Bridge(
                        !value(Settings.NO_BRIDGE),
                        value(Settings.LEGACY_DATES),
                        value(Settings.REMOTE_DATES),
                        value(Settings.ZONE),
                        value(Settings.BRIDGE_MEMORY)),
                new Bryntum(
                        value(Settings.BRYNTUM_PORT),
                        value(Settings.BRYNTUM_PROJECTS),
                        reset(),
                        value(Settings.BRYNTUM_AUTOSAVE)),
                value(Settings.STATIC),
                Optional.of(new DemoLibraries(value(Settings.DEMO_LIBRARY), value(Settings.DEMO_GANTT)))
                        .filter(it -> value(Settings.DEMO)),
                new Access(
                        value(Settings.PUBLIC_URL),
                        value(Settings.OPEN),
                        value(Settings.ALLOWED_ORIGINS),
                        value(Settings.TRUSTED_PROXIES)),
                new Authentication(
                        value(Settings.REMOTE_TOKENS_FILE),
                        value(Settings.JWT_SECRET_FILE),
                        value(Settings.JWKS_URL),
                        value(Settings.JWT_AUDIENCE),
                        value(Settings.AUTH_URL),
                        value(Settings.AUTH_RECHECK),
                        value(Settings.PUBLISH_TOKENS_FILE),
                        value(Settings.OPEN_OLD_PAGES)),
                new Limits(
                        value(Settings.MAX_MESSAGE),
                        value(Settings.MAX_NESTING),
                        value(Settings.MAX_BATCH),
                        value(Settings.MAX_SUBSCRIPTIONS),
                        value(Settings.MAX_CHANNELS),
                        value(Settings.MAX_SESSIONS),
                        value(Settings.MAX_QUEUE),
                        value(Settings.MAX_QUEUE_BYTES)));
        compare(config);
        if (!mistakes.isEmpty()) {
            throw new ConfigMistakes(mistakes);
        }
        return config;
    }

    /** The sample is anybody's to play with; what is in a file is thrown away only where that was asked for. */
    private Optional<Duration> reset() {
        Optional<Duration> wished = value(Settings.BRYNTUM_RESET);
        boolean asked = sources.of(Settings.BRYNTUM_RESET) != null;
        return asked || value(Settings.BRYNTUM_PROJECTS).isEmpty() ? wished : Optional.empty();
    }

    /** Checks settings against each other; one that is wrong by itself has been told and decides nothing here. */
    private void compare(HubConfig config) {
        Duration hold = config.hold();
        if (allRight(Settings.TIMEOUT, Settings.SESSION_TIMEOUT)
                && config.sessionTimeout().compareTo(hold) <= 0) {
            mistakes.add(
                    "--session-timeout must be longer than --timeout (%ds): a page is silent while its poll is held."
                            .formatted(hold.toSeconds()));
        }
        if (allRight(Settings.MAX_MESSAGE, Settings.MAX_QUEUE_BYTES)
                && config.limits().queueBytes() < config.limits().messageBytes()) {
            mistakes.add("--max-queue-bytes must not be less than --max-message: one update of that size would"
                    + " disconnect every page.");
        }
        if (allRight(Admission.settings().toArray(Setting<?>[]::new))) {
            mistakes.addAll(Admission.mistakes(config.host(), config.access(), config.authentication()));
        }
        if (config.bryntum().port().filter(it -> it != 0 && it == config.port()).isPresent()
                && allRight(Settings.PORT, Settings.BRYNTUM_PORT)) {
            mistakes.add("--bryntum-port is the same as --port: choose another, or leave it out.");
        }
        if (config.demo().isPresent()
                && allRight(Settings.HOST, Settings.PUBLIC_URL)
                && Admission.isReachable(config.host(), config.access())) {
            mistakes.add("--demo is for a hub of this machine alone, because everybody may write there: leave it out.");
        }
    }

    private boolean allRight(Setting<?>... settings) {
        return Set.of(settings).stream().noneMatch(wrong::contains);
    }

    private <T> T value(Setting<T> setting) {
        Given given = sources.of(setting);
        if (given == null) {
            return setting.defaultValue();
        }
        try {
            if (given.value().isEmpty() && setting.form() != Setting.Form.MANY) {
                throw new WrongValue("", "needs a value, or leave it out");
            }
            return setting.parser().parse(given.value());
        } catch (WrongValue mistake) {
            if (wrong.add(setting)) { // some are asked for twice
                mistake.parts().forEach(part -> mistakes.add(given.sentence(part)));
            }
            return setting.defaultValue();
        }
    }
}

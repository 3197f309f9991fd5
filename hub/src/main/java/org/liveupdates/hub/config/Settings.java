package org.liveupdates.hub.config;

import static org.liveupdates.hub.config.Quantities.SIZE;
import static org.liveupdates.hub.config.Quantities.TIME;
import static org.liveupdates.hub.config.Setting.flag;
import static org.liveupdates.hub.config.Setting.many;
import static org.liveupdates.hub.config.Setting.one;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The table of all settings. Helps, the README, the environment and properties files follow from it. */
public final class Settings {
    static final String VARIABLE_PREFIX = "HUB_";

    static final Setting<String> HOST = one(
            "host",
            "ADDRESS",
            "127.0.0.1",
            "Address to listen on; `0.0.0.0` is every one of this machine.",
            Addresses::host);
    static final Setting<Integer> PORT =
            one("port", "N", "8008", "TCP port; 0 lets the system choose one.", Quantities.count(0, 65535));
    static final Setting<Duration> TIMEOUT = one(
            "timeout",
            TIME,
            "25s",
            "How long a waiting poll is held before it is answered.",
            Quantities.time("1s", "10m"));
    static final Setting<Duration> SESSION_TIMEOUT = one(
            "session-timeout",
            TIME,
            "90s",
            "How long a silent page is remembered; longer than `--timeout`.",
            Quantities.time("1s", "24h"));
    static final Setting<Boolean> ECHO =
            flag("echo", "A page also hears what it published itself, as with the original.");
    static final Setting<List<HubConfig.Relay>> RELAY = many(
            "relay",
            "/IN:/OUT",
            "",
            "Repeats what is published on one channel on another, like `/broadcast:/update`.",
            Channels::relay);
    static final Setting<Rooms> ROOM = new Setting<>(
            "room",
            "NAME=/PATH",
            "",
            "Gives the pages at and below these paths a room of their own; all others share one.",
            Setting.Form.MANY,
            Rooms::parse);
    static final Setting<List<String>> REMOTE_PATH = many(
            "remote-path",
            "/PATH",
            "",
            "Further endings of paths where RemoteEvents is spoken, beside `/api/v1`.",
            Channels::path);
    static final Setting<Boolean> NO_BRIDGE =
            flag("no-bridge", "Old pages and RemoteEvents pages do not hear each other.");
    static final Setting<PerRoom<String>> LEGACY_DATES = new Setting<>(
            "legacy-dates",
            "[ROOM=]FORMAT",
            "%d-%m-%Y %H:%i",
            "How old pages write dates, `api_date`.",
            Setting.Form.MANY,
            PerRoom.parser("%d-%m-%Y %H:%i", Clocks::format));
    static final Setting<PerRoom<String>> REMOTE_DATES = new Setting<>(
            "remote-dates",
            "[ROOM=]FORMAT",
            "%Y-%m-%d %H:%i",
            "How RemoteEvents pages read dates, `date_format`.",
            Setting.Form.MANY,
            PerRoom.parser("%Y-%m-%d %H:%i", Clocks::format));
    static final Setting<PerRoom<ZoneId>> ZONE = new Setting<>(
            "zone",
            "[ROOM=]ZONE",
            "system",
            "Time zone in which old pages are told a date that comes with a zone, such as `Europe/Berlin`.",
            Setting.Form.MANY,
            PerRoom.parser("system", Clocks::zone));
    static final Setting<Long> BRIDGE_MEMORY = one(
            "bridge-memory",
            SIZE,
            "64MiB",
            "Size of the records that a room remembers, to complete partial changes.",
            Quantities.size("64KiB", "64GiB"));
    static final Setting<List<URI>> PUBLIC_URL = many(
            "public-url",
            "URL",
            "",
            "Address of the site as browsers see it, such as `https://example.com`.",
            Addresses::publicUrl);
    static final Setting<Boolean> OPEN = flag("open", "Everybody who reaches the hub comes in, as with the original.");
    static final Setting<Optional<URI>> AUTH_URL = one(
            "auth-url",
            "URL",
            "",
            "Asks the application about everybody who comes: 2xx lets in, anything else refuses.",
            Addresses::service);
    static final Setting<Duration> AUTH_RECHECK = one(
            "auth-recheck",
            TIME,
            "5m",
            "How often it is asked again about those who are in, and their tokens are looked at.",
            Quantities.time("1s", "24h"));
    static final Setting<Optional<Path>> REMOTE_TOKENS_FILE = one(
            "remote-tokens-file",
            "FILE",
            "",
            "Tokens of pages, one `NAME TOKEN [rooms=A,B] [entities=A,B] [read-only] [expires=TIME]` a line.",
            LocalFiles::file);
    static final Setting<Optional<Path>> JWT_SECRET_FILE = one(
            "jwt-secret-file",
            "FILE",
            "",
            "Secret of pages' tokens that are JWTs signed by HS256, HS384 or HS512.",
            LocalFiles::file);
    static final Setting<Optional<URI>> JWKS_URL = one(
            "jwks-url",
            "URL",
            "",
            "Public keys of pages' tokens that are JWTs signed by RS, PS, ES or EdDSA.",
            Addresses::service);
    static final Setting<List<String>> JWT_AUDIENCE = many(
            "jwt-audience",
            "NAME",
            "",
            "Audience (`aud`) that JWTs may name; without it, one that names any is refused.",
            text -> text);
    static final Setting<Optional<Path>> PUBLISH_TOKENS_FILE = one(
            "publish-tokens-file",
            "FILE",
            "",
            "Tokens of back ends, `Authorization: Bearer`; lines as in `--remote-tokens-file`.",
            LocalFiles::file);
    static final Setting<Boolean> OPEN_OLD_PAGES =
            flag("open-old-pages", "Pages of the old protocol come in without being known.");
    static final Setting<List<String>> ALLOWED_ORIGINS = many(
            "allowed-origins",
            "ORIGIN",
            "",
            "Other sites whose pages may connect; `*` for all, `null` for files.",
            Addresses::origin);
    static final Setting<List<String>> TRUSTED_PROXIES = many(
            "trusted-proxies",
            "ADDRESS[/BITS]",
            "127.0.0.0/8,::1",
            "Proxies that are believed when they say for whom they ask.",
            Addresses::block);
    static final Setting<Optional<Integer>> BRYNTUM_PORT = one(
            "bryntum-port",
            "N/off",
            "off",
            "A second port, where Bryntum Gantt's protocol is spoken at `/`, as on `ws://localhost:8080`.",
            Quantities.orOff(Quantities.count(0, 65535)));
    static final Setting<Optional<Path>> BRYNTUM_PROJECTS = one(
            "bryntum-projects",
            "FILE",
            "",
            "Users and projects of Bryntum Gantt, JSON; without it a sample, where any name enters.",
            LocalFiles::file);
    static final Setting<Optional<Duration>> BRYNTUM_RESET = one(
            "bryntum-reset",
            TIME + "/off",
            "30m",
            "Restores a changed project with which nobody worked that long; `off` with `--bryntum-projects`.",
            Quantities.orOff(Quantities.time("1s", "720h")));
    static final Setting<Duration> BRYNTUM_AUTOSAVE = one(
            "bryntum-autosave",
            TIME,
            "59m",
            "How often at most one client of a project is told to save a version.",
            Quantities.time("1s", "720h"));
    static final Setting<Optional<Path>> STATIC = one(
            "static",
            "DIR",
            "",
            "Directory whose files are served in place of the built-in ones.",
            LocalFiles::directory);
    static final Setting<Boolean> DEMO =
            flag("demo", "Serves four pages to try it with at `/demo/`; for a hub of this machine alone.");
    static final Setting<URI> DEMO_LIBRARY = one(
            "demo-library",
            "PLACE",
            "https://cdn.dhtmlx.com/scheduler/7.2/",
            "The Scheduler that the demo shows: a site, or a folder such as the npm package's.",
            DemoLibrary.with("dhtmlxscheduler.js"));
    static final Setting<URI> DEMO_GANTT = one(
            "demo-gantt",
            "PLACE",
            "https://cdn.dhtmlx.com/gantt/10.0/",
            "The Gantt that the demo shows, likewise.",
            DemoLibrary.with("dhtmlxgantt.js"));
    static final Setting<Integer> MAX_MESSAGE = one(
            "max-message", SIZE, "1MiB", "Largest request or WebSocket message.", Quantities.intSize("512B", "256MiB"));
    static final Setting<Integer> MAX_NESTING =
            one("max-nesting", "N", "100", "Deepest nesting of JSON in a message.", Quantities.count(5, 1000));
    static final Setting<Integer> MAX_BATCH =
            one("max-batch", "N", "1000", "Most messages in one request.", Quantities.count(1, 100_000));
    static final Setting<Integer> MAX_SUBSCRIPTIONS =
            one("max-subscriptions", "N", "1000", "Most channels one page listens to.", Quantities.count(1, 1_000_000));
    static final Setting<Integer> MAX_CHANNELS =
            one("max-channels", "N", "100000", "Most channels in all.", Quantities.count(1, 10_000_000));
    static final Setting<Integer> MAX_SESSIONS =
            one("max-sessions", "N", "50000", "Most pages connected at a time.", Quantities.count(1, 1_000_000));
    static final Setting<Integer> MAX_QUEUE = one(
            "max-queue",
            "N",
            "10000",
            "Most messages that wait for one slow page before it is disconnected.",
            Quantities.count(1, 1_000_000));
    static final Setting<Long> MAX_QUEUE_BYTES = one(
            "max-queue-bytes",
            SIZE,
            "16MiB",
            "Most bytes that wait for one slow page before it is disconnected.",
            Quantities.size("1KiB", "4GiB"));
    static final Setting<Optional<Path>> CONFIG =
            one("config", "FILE", "", "Properties file with more settings, one `key=value` a line.", LocalFiles::file);

    private static final List<Setting<?>> ALL = List.of(
            HOST,
            PORT,
            TIMEOUT,
            SESSION_TIMEOUT,
            ECHO,
            RELAY,
            ROOM,
            REMOTE_PATH,
            NO_BRIDGE,
            LEGACY_DATES,
            REMOTE_DATES,
            ZONE,
            BRIDGE_MEMORY,
            PUBLIC_URL,
            OPEN,
            AUTH_URL,
            AUTH_RECHECK,
            REMOTE_TOKENS_FILE,
            JWT_SECRET_FILE,
            JWKS_URL,
            JWT_AUDIENCE,
            PUBLISH_TOKENS_FILE,
            OPEN_OLD_PAGES,
            ALLOWED_ORIGINS,
            TRUSTED_PROXIES,
            BRYNTUM_PORT,
            BRYNTUM_PROJECTS,
            BRYNTUM_RESET,
            BRYNTUM_AUTOSAVE,
            STATIC,
            DEMO,
            DEMO_LIBRARY,
            DEMO_GANTT,
            MAX_MESSAGE,
            MAX_NESTING,
            MAX_BATCH,
            MAX_SUBSCRIPTIONS,
            MAX_CHANNELS,
            MAX_SESSIONS,
            MAX_QUEUE,
            MAX_QUEUE_BYTES,
            CONFIG);

    private Settings() {}

    /** Every setting in the order in which a person looks for them. */
    public static List<Setting<?>> all() {
        return ALL;
    }

    /** The section of the README between its two {@code settings} comments. */
    public static String markdown() {
        String rows = ALL.stream()
                .map(it -> "| `%s` | %s | %s |\n".formatted(it.usage(), code(it.defaultText()), it.description()))
                .collect(Collectors.joining());
        return """
                Each is given on the command line (`--max-queue=500`), in the environment (`HUB_MAX_QUEUE=500`) or in the file named
                by `--config` (`max-queue=500`); the first of these that names it wins. Those that end in `,...` take several values,
                with commas between them or given again.

                | setting | default | meaning |
                |---|---|---|
                """ + rows;
    }

    static Optional<Setting<?>> named(String key) {
        return ALL.stream().filter(it -> it.key().equals(key)).findFirst();
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }
}

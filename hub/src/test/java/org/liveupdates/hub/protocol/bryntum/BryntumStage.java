package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.liveupdates.hub.auth.Principal;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.core.CloseReason;

/** Three projects and whoever connects, without sockets, threads and a clock of its own. */
final class BryntumStage {
    /** One with records, an empty one, and one that is the boss's alone. */
    private static final String FULL = """
            {"tasksData":[{"id":1,"name":"Old name"},{"id":2,"name":"Old"},{"id":9,"name":"Plan","children":[{"id":3,"name":"Part"}]}],
            "resourcesData":[{"id":1,"name":"Celia"}],
            "dependenciesData":[{"id":1,"fromEvent":1,"toEvent":2}],
            "assignmentsData":[{"id":1,"event":2,"resource":1}],
            "versionsData":[{"id":15,"name":"First","content":{"tasks":[1.50]}}],
            "project":{"startDate":"2027-05-10"}}""";

    private final HubConfig config;
    private final BryntumWire wire;
    private final Commands commands;
    private final Map<String, BryntumSession> sessions = new LinkedHashMap<>();
    private final List<String> said = new ArrayList<>();
    private final List<Runnable> alarms = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private long now;

    BryntumStage(Users users, String... settings) {
        this(new Logins(users, Runnable::run, () -> 0), settings);
    }

    BryntumStage(Logins logins, String... settings) {
        config = HubConfig.of(settings);
        wire = new BryntumWire(config.limits());
        Alarm alarm = new Alarm() {
            @Override
            public long nanos() {
                return now;
            }

            @Override
            public void after(Duration pause, Runnable task) {
                times.add(now + pause.toNanos());
                alarms.add(task);
            }
        };
        commands = new Commands(
                wire,
                logins,
                List.of(
                        room("1", "Project 1", FULL, it -> true, alarm),
                        room("2", "Project 2", "{}", it -> true, alarm),
                        room("\"secret\"", "Secret", "{}", it -> it.name().equals("boss"), alarm)),
                alarm);
    }

    private ProjectRoom room(String id, String name, String data, Predicate<User> admits, Alarm alarm) {
        try {
            JsonMapper json = BryntumWire.mapper(100, 1 << 20);
            ListedProject listed =
                    new ListedProject(json.readTree(id), name, DataSet.read(json.readTree(data)), admits);
            return new ProjectRoom(
                    listed, ProjectsFile.bounds(config.limits()), wire, config.bryntum(), alarm, Runnable::run);
        } catch (JsonProcessingException | BadDataSet mistake) {
            throw new IllegalStateException(mistake);
        }
    }

    /** Connects somebody, whose address is his name. */
    BryntumSession connect(String name, Principal principal) {
        Line line = new Line() {
            @Override
            public void send(String text) {
                said.add(name + " ← " + text);
            }

            @Override
            public void send(List<String> texts) {
                texts.forEach(this::send);
            }

            @Override
            public void finish(CloseReason reason) {
                said.add(name + " ← (closed " + reason.code() + ")");
            }
        };
        BryntumSession session = new BryntumSession("client-" + (sessions.size() + 1), name, principal, line);
        sessions.put(name, session);
        return session;
    }

    /** Lets somebody say something, and returns all that is said then. */
    List<String> say(String name, String text) {
        BryntumSession known = sessions.get(name);
        BryntumSession session = known == null ? connect(name, Principal.ANYBODY) : known;
        said.clear();
        if (text.equals("(leaves)")) {
            commands.left(session);
        } else if (!commands.take(session, text).toCompletableFuture().isDone()) {
            throw new IllegalStateException("not done: " + text);
        }
        return List.copyOf(said);
    }

    /** What one message brings about, now or later. */
    CompletionStage<Void> take(BryntumSession session, String text) {
        return commands.take(session, text);
    }

    /** All since somebody last said something. */
    List<String> said() {
        return List.copyOf(said);
    }

    /** Lets time go by, and returns all that is said meanwhile. */
    List<String> pass(long seconds) {
        said.clear();
        now += TimeUnit.SECONDS.toNanos(seconds);
        for (int i = 0; i < alarms.size(); i++) {
            if (times.get(i) <= now) {
                times.set(i, Long.MAX_VALUE);
                alarms.get(i).run();
            }
        }
        return List.copyOf(said);
    }
}

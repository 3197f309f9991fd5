package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.core.CloseReason;
import org.liveupdates.hub.core.OncePerMinute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What clients may ask for, and what they are answered. Knows no sockets. Safe for use by any thread. */
final class Commands {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    /** Characters of a name that is told to everybody. */
    private static final int MAX_NAME = 100;

    private static final String FILLERS = "\u115f\u1160\u2800\u3164\uffa0";

    private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    private final BryntumWire wire;
    private final Logins logins;
    private final Presence presence;
    private final OncePerMinute failures = new OncePerMinute();

    /** By id as text: {@code 1} and {@code "1"} are the same. */
    private final Map<String, ProjectRoom> rooms = new LinkedHashMap<>();

    Commands(BryntumWire wire, Logins logins, List<ProjectRoom> rooms, Alarm alarm) {
        this.wire = wire;
        this.logins = logins;
        this.presence = new Presence(wire, alarm);
        rooms.forEach(room -> this.rooms.put(room.id().asText(), room));
    }

    /**
     * Carries out one message of a session, which must not hand over the next one before.
     *
     * @return completes when that is done; never fails
     */
    CompletionStage<Void> take(BryntumSession session, String text) {
        Request request;
        try {
            request = wire.read(text);
        } catch (BadMessage bad) {
            session.send(wire.error(bad.sentence()));
            return DONE;
        }
        if (request.shows() != null) {
            session.shows(request.shows());
        }
        try {
            return carryOut(session, request).<Void>handle((done, failure) -> {
                answer(session, request, failure);
                return null;
            });
        } catch (Refused | BadMessage | RuntimeException failure) {
            answer(session, request, failure);
            return DONE;
        }
    }

    /** Its connection has ended, by whom ever; tells the others, once. */
    void left(BryntumSession session) {
        ProjectRoom last = session.end();
        if (last != null) {
            last.leave(session);
        }
        presence.leave(session);
    }

    private void answer(BryntumSession session, Request request, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof Refused && session.hasEnded()) {
            return; // nobody is there to be told
        } else if (cause instanceof Refused refused) {
            session.send(wire.error(request.name(), refused.words()));
        } else if (cause instanceof BadMessage bad) {
            session.send(wire.error(bad.sentence()));
        } else if (cause != null) {
            if (failures.first(request.command() + " " + cause.getClass().getName())) {
                LOG.error("The command {} could not be carried out", request.command(), cause); // ours to mend
            }
            session.send(wire.error("The hub failed; its log says why"));
        }
    }

    private CompletionStage<Void> carryOut(BryntumSession session, Request request) throws Refused, BadMessage {
        Command command = request.command();
        if (command == null) {
            return DONE; // of a later version, or the page's own
        }
        return switch (command) {
            case LOGIN -> login(session, request.fields());
            case VERSION -> say(session, wire.version(session.dialect()));
            case LOGOUT -> logout(session);
            case PROJECTS -> say(session, wire.projects(session.dialect(), open(user(session))));
            case USERS -> users(session);
            case DATASET -> dataset(session, request.fields());
            case CHANGE -> change(session, request.fields());
            case RESET -> reset(session, request.fields());
            case AUTOSAVE -> autosave(session, request.fields());
            case VERSION_CONTENT -> versionContent(session, request.fields());
        };
    }

    private static CompletionStage<Void> say(BryntumSession session, String text) {
        session.send(text);
        return DONE;
    }

    private CompletionStage<Void> login(BryntumSession session, JsonNode fields) throws Refused {
        JsonNode name = fields.path("login");
        JsonNode password = fields.path("password");
        if (!name.isTextual() || !isName(name.asText())) {
            throw new Refused(Refused.LOGIN);
        }
        return logins.login(
                        name.asText(),
                        password.isTextual() ? password.asText() : "",
                        session.source(),
                        session::hasEnded)
                .thenCompose(found -> {
                    if (found.isEmpty()) {
                        return CompletableFuture.failedStage(new Refused(Refused.LOGIN));
                    }
                    return presence.login(session, found.get())
                            .thenCompose(here -> leaveUnlessAdmitted(session, found.get()));
                });
    }

    /** Whether it is fit to be told to everybody: something to be seen, as it was written. */
    static boolean isName(String text) {
        return text.length() <= MAX_NAME
                && text.codePoints().anyMatch(Commands::isSeen)
                && !isJoiner(text.codePointAt(0))
                && !isJoiner(text.codePointBefore(text.length()))
                && text.codePoints().allMatch(point -> isJoiner(point) || !isHidden(point));
    }

    /** Some scripts and emoji need them inside of words. */
    private static boolean isJoiner(int point) {
        return point == 0x200c || point == 0x200d;
    }

    /** Also what turns the direction of what follows, and halves of characters. */
    private static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** Marks are seen only on another letter, and there are letters that fill a place without being seen. */
    private static boolean isSeen(int point) {
        int type = Character.getType(point);
        return !isHidden(point)
                && type != Character.SPACE_SEPARATOR
                && type != Character.NON_SPACING_MARK
                && type != Character.ENCLOSING_MARK
                && FILLERS.indexOf(point) < 0;
    }

    private CompletionStage<Void> logout(BryntumSession session) throws Refused {
        user(session);
        session.send(wire.loggedOut(session.dialect()));
        session.finish(CloseReason.LOGOUT);
        left(session);
        return DONE;
    }

    private CompletionStage<Void> users(BryntumSession session) throws Refused {
        user(session);
        return say(session, wire.users(session.dialect(), presence.names()));
    }

    private List<ProjectRoom> open(User user) {
        return rooms.values().stream().filter(it -> it.admits(user)).toList();
    }

    private CompletionStage<Void> dataset(BryntumSession session, JsonNode fields) throws Refused {
        User user = user(session);
        JsonNode asked = project(fields);
        ProjectRoom room = room(asked, user);
        ProjectRoom before = session.room();
        return before == null || before == room
                ? room.load(session, asked)
                : leave(session, before).thenCompose(gone -> room.load(session, asked));
    }

    private static CompletionStage<Void> leaveUnlessAdmitted(BryntumSession session, User user) {
        ProjectRoom now = session.room();
        return now == null || now.admits(user) ? DONE : leave(session, now);
    }

    private static CompletionStage<Void> leave(BryntumSession session, ProjectRoom from) {
        session.leave();
        return from.leave(session);
    }

    private CompletionStage<Void> change(BryntumSession session, JsonNode fields) throws Refused, BadMessage {
        ProjectRoom room = loaded(session, fields);
        mayWrite(session);
        return room.change(session, wire.revisions(fields));
    }

    private CompletionStage<Void> reset(BryntumSession session, JsonNode fields) throws Refused {
        User user = user(session);
        ProjectRoom now = session.room();
        ProjectRoom room = fields.has("project") || now == null ? loaded(session, fields) : now;
        mayWrite(session);
        return room.reset(user.name());
    }

    /** Whoever may not save the version must not be the one who is told to. */
    private CompletionStage<Void> autosave(BryntumSession session, JsonNode fields) throws Refused {
        ProjectRoom room = loaded(session, fields);
        return session.principal().readOnly() ? DONE : room.autosave(session, project(fields));
    }

    private CompletionStage<Void> versionContent(BryntumSession session, JsonNode fields) throws Refused {
        return loaded(session, fields).versionContent(session, project(fields), fields.get("versionId"));
    }

    private static User user(BryntumSession session) throws Refused {
        User user = session.user();
        if (user == null) {
            throw new Refused(Refused.AUTHENTICATION);
        }
        return user;
    }

    private static JsonNode project(JsonNode fields) throws Refused {
        JsonNode project = fields.path("project");
        if (!(project.isNumber() || project.isTextual()) || project.asText().isEmpty()) {
            throw new Refused(Refused.PROJECT);
        }
        return project;
    }

    /** The same words for a project that there is not: who may not open it need not know. */
    private ProjectRoom room(JsonNode project, User user) throws Refused {
        ProjectRoom room = rooms.get(project.asText());
        if (room == null || !room.admits(user)) {
            throw new Refused(Refused.AUTHORIZATION);
        }
        return room;
    }

    /** What the session listens to, if that is the project that the message names. */
    private ProjectRoom loaded(BryntumSession session, JsonNode fields) throws Refused {
        User user = user(session); // who has not logged in is told that first
        ProjectRoom room = room(project(fields), user);
        if (session.room() != room) {
            throw new Refused(Refused.SUBSCRIPTION);
        }
        return room;
    }

    private static void mayWrite(BryntumSession session) throws Refused {
        if (session.principal().readOnly()) {
            throw new Refused(Refused.AUTHORIZATION);
        }
    }
}

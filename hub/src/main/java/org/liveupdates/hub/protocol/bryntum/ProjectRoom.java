package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.config.Bryntum;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One project and who listens to it. Everything happens in one {@link Turn}: what a session is told between its data set and
 * its end are the changes since, each once, in the order in which they were numbered.
 */
final class ProjectRoom {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectRoom.class);

    /** Who restores a project with which nobody works. */
    private static final String SERVER = "Server";

    private final ListedProject listed;
    private final Project project;
    private final BryntumWire wire;
    private final Optional<Duration> resetAfter;
    private final Duration autosave;
    private final Alarm alarm;
    private final Turn turn;

    // From here on only in its turn.

    /** With the project's id as each asked for it. */
    private final Map<BryntumSession, JsonNode> listeners = new LinkedHashMap<>();

    /** Messages with the data set as it is now, as far as it was asked for. One text for all whose queues it waits in. */
    private final Map<Spelling, String> datasets = new HashMap<>();

    private boolean changed;
    private boolean alarmed;
    private long touched;
    private @Nullable Long autosaved;

    ProjectRoom(
            ListedProject listed,
            ProjectBounds bounds,
            BryntumWire wire,
            Bryntum settings,
            Alarm alarm,
            Executor executor) {
        this.listed = listed;
        this.project = new Project(listed.data(), bounds);
        this.wire = wire;
        this.resetAfter = settings.reset();
        this.autosave = settings.autosave();
        this.alarm = alarm;
        this.turn = new Turn(executor);
    }

    JsonNode id() {
        return listed.id();
    }

    String name() {
        return listed.name();
    }

    boolean admits(User user) {
        return listed.admits().test(user);
    }

    /** Sends the data set, and from then on whatever changes. */
    CompletionStage<Void> load(BryntumSession session, JsonNode asked) {
        return turn.take(() -> {
            if (session.enter(this)) {
                listeners.put(session, asked);
                touch();
                session.send(dataset(session.dialect(), asked));
            }
        });
    }

    CompletionStage<Void> leave(BryntumSession session) {
        return turn.take(() -> {
            listeners.remove(session);
            project.leave(session.client());
        });
    }

    /** Applies one after the other and tells everybody; what comes behind a change that is refused is not applied. */
    CompletionStage<Void> change(BryntumSession sender, List<Revision> revisions) {
        return turn.take(() -> {
            if (!listeners.containsKey(sender)) {
                return; // its page has gone meanwhile, and with it what its words stood for
            }
            List<Change> applied = new ArrayList<>();
            String refusal = null;
            for (Revision revision : revisions) {
                try {
                    AppliedChange change = project.apply(sender.client(), revision.changes());
                    applied.add(encode(revision, change));
                } catch (RefusedChange refused) {
                    refusal = refused.reason();
                    break;
                }
            }
            if (!applied.isEmpty()) {
                changed = true;
                datasets.clear();
                touch();
                tell(sender, applied);
            }
            if (refusal != null) {
                sender.send(wire.error(refusal));
            }
        });
    }

    /** Restores the data set for everybody. */
    CompletionStage<Void> reset(String userName) {
        return turn.take(() -> {
            restore(userName);
        });
    }

    /** Tells the client to save a version, unless one of them was told so within the interval. */
    CompletionStage<Void> autosave(BryntumSession session, JsonNode asked) {
        return turn.take(() -> {
            long now = alarm.nanos();
            if (autosaved == null || now - autosaved >= autosave.toNanos()) {
                autosaved = now;
                session.send(wire.autosaveGranted(session.dialect(), asked));
            }
        });
    }

    /** Fails with {@link Refused} when there is no such version. */
    CompletionStage<Void> versionContent(BryntumSession session, JsonNode asked, @Nullable JsonNode versionId) {
        return turn.take(() -> {
            JsonNode content = project.versionContent(versionId);
            if (content == null || versionId == null) {
                throw new Refused(Refused.VERSION);
            }
            touch();
            session.send(wire.versionContent(session.dialect(), asked, versionId, content));
        });
    }

    private void restore(String userName) {
        project.reset();
        changed = false;
        datasets.clear();
        Map<Spelling, List<String>> texts = new HashMap<>();
        listeners.forEach((session, asked) -> texts.computeIfAbsent(
                        new Spelling(session.dialect(), asked),
                        it -> List.of(
                                dataset(it.dialect(), it.project()), wire.reset(it.dialect(), it.project(), userName)))
                .forEach(session::send));
    }

    private String dataset(Dialect dialect, JsonNode asked) {
        return datasets.computeIfAbsent(new Spelling(dialect, asked), it -> {
            JsonNode dataset = it.dialect() == Dialect.FLAT ? project.flatDataset() : project.wrappedDataset();
            return wire.dataset(it.dialect(), it.project(), wire.text(dataset));
        });
    }

    private void touch() {
        touched = alarm.nanos();
        if (changed && !alarmed && resetAfter.isPresent()) {
            alarmed = true;
            lookAfter(resetAfter.get());
        }
    }

    private void lookAfter(Duration pause) {
        alarm.after(pause, () -> turn.take(this::look).exceptionally(failure -> {
            LOG.error("Project {} could not be restored", listed.id(), failure); // ours to mend
            return null;
        }));
    }

    /** The moment at which it would be restored if nobody had worked with it since. */
    private void look() {
        alarmed = false;
        if (changed && resetAfter.isPresent()) {
            long idle = alarm.nanos() - touched;
            long left = resetAfter.get().toNanos() - idle;
            if (left > 0) {
                alarmed = true;
                lookAfter(Duration.ofNanos(left));
            } else {
                LOG.info("Project {} is restored: nobody worked with it", listed.id());
                restore(SERVER);
            }
        }
    }

    /** In what one text differs for its readers. */
    private record Spelling(Dialect dialect, JsonNode project) {}

    /**
     * JSON of a change.
     *
     * @param answer for its sender; the same text as for the others but for records that he sent once more
     */
    private record Change(Revision revision, AppliedChange applied, String json, String answer) {
        Change forSender() {
            return new Change(revision, applied, answer, answer);
        }
    }

    private Change encode(Revision revision, AppliedChange applied) {
        String json = wire.text(applied.changes());
        return new Change(revision, applied, json, applied.hasOwnAnswer() ? wire.text(applied.answer()) : json);
    }

    private void tell(BryntumSession sender, List<Change> changes) {
        Map<Spelling, List<String>> texts = new HashMap<>();
        listeners.forEach((session, asked) -> {
            Spelling spelling = new Spelling(session.dialect(), asked);
            List<String> told = session == sender && isToldApart(session.dialect(), changes)
                    ? texts(spelling, sender.client(), answers(session.dialect(), changes))
                    : texts.computeIfAbsent(spelling, it -> texts(it, sender.client(), changes));
            session.send(told);
        });
    }

    private static boolean isToldApart(Dialect dialect, List<Change> changes) {
        return dialect == Dialect.FLAT
                || changes.stream().anyMatch(it -> it.applied().hasOwnAnswer());
    }

    /** In the flat dialect a client applies whatever it is told, so it must hear of its own change only what it does not know. */
    private static List<Change> answers(Dialect dialect, List<Change> changes) {
        return changes.stream()
                .filter(it -> dialect == Dialect.WRAPPED || it.applied().newIds())
                .map(Change::forSender)
                .toList();
    }

    /** One message for each change in the flat dialect, unless it contains nothing; one for all in the wrapped one. */
    private List<String> texts(Spelling spelling, String client, List<Change> changes) {
        if (spelling.dialect() == Dialect.FLAT) {
            return changes.stream()
                    .filter(it -> !it.applied().isEmpty())
                    .map(it -> wire.change(spelling.project(), it.json()))
                    .toList();
        }
        List<String> revisions = changes.stream()
                .map(it -> wire.revision(it.applied().revision(), it.revision(), client, it.json()))
                .toList();
        return List.of(wire.changes(spelling.project(), revisions));
    }
}

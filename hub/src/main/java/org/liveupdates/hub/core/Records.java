package org.liveupdates.hub.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.core.Change.Operation;

/**
 * The last known state of a room's records, as far as its memory goes: what a partial change is a change of, and what has
 * been announced already. What was not heard of for longest is forgotten first.
 *
 * <p>Not safe for concurrent use: called under the room's lock.
 */
final class Records {
    /** A page and its back end announce the same change within the time of a save, in nanoseconds. */
    private static final long SHORTLY = TimeUnit.SECONDS.toNanos(5);

    private static final Operation ADD = Operation.ADD;
    private static final Operation UPDATE = Operation.UPDATE;
    private static final Operation DELETE = Operation.DELETE;

    /** Kind in the key of a record that was announced as new, without its kind and fields. */
    private static final String UNTOLD = "";

    /** One record may take this part of the memory: every change of it, however small, costs as much as all of it. */
    private static final int SHARE = 16;

    private static final Map<String, @Nullable Object> NOTHING = Map.of();

    private final long capacity;
    private final LongSupplier nanos;
    private final Consumer<String> log;
    private final OncePerMinute complaints;
    private final Map<Key, Known> known = new LinkedHashMap<>(16, 0.75f, true);

    /** Ids of the known occurrences by id of their series. */
    private final Map<String, Set<String>> occurrences = new HashMap<>();

    private final Set<String> kinds = new HashSet<>();
    private long bytes;

    /**
     * @param capacity bytes, about
     * @param nanos the time, as System.nanoTime has it
     * @param log takes a sentence about what other protocols are not told, no more than once a minute each
     */
    Records(long capacity, LongSupplier nanos, Consumer<String> log) {
        this.capacity = capacity;
        this.nanos = nanos;
        this.log = log;
        this.complaints = new OncePerMinute(nanos);
    }

    /** What is remembered, in bytes, about. */
    long bytes() {
        return bytes;
    }

    /** How many records are remembered, also as deleted. */
    int size() {
        return known.size();
    }

    // ---- repeats -------------------------------------------------------------------------------------------------

    /**
     * Whether the other of page and back end, by another protocol, has just announced the same and nothing else has been
     * said of these records since. Nobody misses such an announcement: it tells nothing new.
     */
    boolean isRepeat(Origin origin, List<Change> changes) {
        return !changes.isEmpty() && changes.stream().allMatch(change -> isRepeat(origin, change));
    }

    private boolean isRepeat(Origin origin, Change change) {
        String kind = change.kind();
        if (kind.isEmpty()) {
            if (!onlyEvents()) {
                return false; // tasks and links are numbered apart: it may be about another record
            }
            kind = Change.EVENT;
        }
        Known record = known.get(new Key(kind, Change.text(change.id())));
        return record != null
                && record.bridged
                && record.operation == change.operation()
                && !record.protocol.equals(origin.protocol())
                && record.fromPage != (origin.sender() != null)
                && nanos.getAsLong() - record.at < SHORTLY
                && !replaces(kind, change)
                && tellsNothingNew(record.fields, change.record());
    }

    private static boolean tellsNothingNew(Map<String, @Nullable Object> known, Map<String, @Nullable Object> told) {
        return told.entrySet().stream()
                .filter(field -> !Change.isBookkeeping(field.getKey()))
                .allMatch(field -> isSame(known.get(field.getKey()), field.getValue()));
    }

    /** XML and forms make texts of numbers, and an empty text or a zero of what is not there. */
    private static boolean isSame(@Nullable Object one, @Nullable Object other) {
        if (isEmpty(one) && isEmpty(other)) {
            return true;
        }
        return isScalar(one) && isScalar(other) ? text(one).equals(text(other)) : Objects.equals(one, other);
    }

    private static boolean isEmpty(@Nullable Object value) {
        return value == null
                || value.equals("")
                || value.equals(false)
                || (value instanceof Number number && Numbers.text(number).equals("0"));
    }

    private static boolean isScalar(@Nullable Object value) {
        return value instanceof Number || value instanceof String || value instanceof Boolean;
    }

    private static String text(@Nullable Object scalar) {
        return scalar instanceof Number number ? Numbers.text(number) : String.valueOf(scalar);
    }

    // ---- completion ----------------------------------------------------------------------------------------------

    /** The changes with their kind and with the whole record, where they are known; remembers them. */
    List<Change> complete(Origin origin, List<Change> changes) {
        List<Change> result = new ArrayList<>(changes.size());
        for (Change change : changes) {
            complete(origin, change, result);
        }
        return List.copyOf(result);
    }

    private void complete(Origin origin, Change change, List<Change> result) {
        if (!change.kind().isEmpty()) {
            kinds.add(change.kind());
            if (change.operation() == DELETE) {
                delete(origin, change.kind(), change.id(), result);
            } else {
                store(origin, change, result);
            }
        } else if (change.operation() == DELETE) {
            deleteOfUntoldKind(origin, change, result);
        } else {
            complain("An announcement without data is not told to pages of other protocols");
            if (change.operation() == ADD) {
                put(new Key(UNTOLD, Change.text(change.id())), new Known(origin, ADD, nanos.getAsLong()));
            }
        }
    }

    private void deleteOfUntoldKind(Origin origin, Change change, List<Change> result) {
        String id = Change.text(change.id());
        List<String> knowing = kinds.stream()
                .filter(kind -> known.containsKey(new Key(kind, id)))
                .toList();
        if (knowing.size() == 1) {
            delete(origin, knowing.get(0), change.id(), result);
        } else if (onlyEvents()) {
            delete(origin, Change.EVENT, change.id(), result);
        } else {
            complain("A deletion is not told to pages of other protocols: it does not say whether of a task or a link");
        }
    }

    private boolean onlyEvents() {
        return kinds.equals(Set.of(Change.EVENT));
    }

    private void delete(Origin origin, String kind, Object id, List<Change> result) {
        String text = Change.text(id);
        remove(new Key(UNTOLD, text));
        if (kind.equals(Change.EVENT)) {
            for (String occurrence : List.copyOf(occurrences.getOrDefault(text, Set.of()))) {
                remove(new Key(kind, occurrence));
            }
        }
        Known gone = new Known(origin, DELETE, nanos.getAsLong());
        gone.bridged = true;
        put(new Key(kind, text), gone);
        result.add(new Change(kind, DELETE, id, null, Map.of()));
    }

    private void store(Origin origin, Change change, List<Change> result) {
        String kind = change.kind();
        Key key = new Key(kind, Change.text(change.id()));
        Known before = known.get(key);
        boolean announced = remove(new Key(UNTOLD, key.id));
        if (before != null && before.isGone() && change.operation() == UPDATE && !announced) {
            complain("A change of a record that was deleted before is not told to pages of other protocols");
            return;
        }
        boolean present = before != null && !before.isGone();
        boolean unseen = before != null && present ? !before.shown : announced || change.operation() == ADD;
        Map<String, @Nullable Object> base = before == null ? NOTHING : before.fields;
        boolean replaces = replaces(kind, change);
        Object formerId = change.formerId();
        if (replaces && formerId != null) {
            Known former = known.get(new Key(kind, Change.text(formerId)));
            if (before == null && former != null && change.operation() == UPDATE) {
                base = former.fields;
            }
            delete(origin, kind, formerId, result);
        }
        Known now = new Known(origin, change.operation(), nanos.getAsLong());
        Map<String, @Nullable Object> record = merge(kind, base, change.record());
        now.bridged = Change.isWhole(kind, record);
        now.shown = now.bridged || !unseen;
        now.fields = withoutBookkeeping(record);
        put(key, now);
        if (!now.bridged) {
            complain("A change of a record of which too little is known is not told to pages of other protocols: a "
                    + kind + " needs " + needs(kind));
            return;
        }
        if (change.operation() == ADD && Change.isMark(record) && before != null && before.isPlain()) {
            // Pages that have the changed occurrence would take the mark for something they have already.
            result.add(new Change(kind, DELETE, change.id(), null, Map.of()));
        }
        Operation operation = unseen || replaces ? ADD : change.operation();
        result.add(new Change(kind, operation, change.id(), null, record));
    }

    /**
     * Whether another record takes the place of the one with the former id. That of an insert is usually the page's
     * temporary one; but Scheduler 4.4 inserts a record again when it is edited before the first insert is answered.
     */
    private boolean replaces(String kind, Change change) {
        if (change.formerId() == null || change.operation() == DELETE) {
            return false;
        }
        Known former = known.get(new Key(kind, Change.text(change.formerId())));
        return change.operation() == UPDATE || (former != null && !former.isGone());
    }

    private static Map<String, @Nullable Object> merge(
            String kind, Map<String, @Nullable Object> base, Map<String, @Nullable Object> told) {
        Map<String, @Nullable Object> record = new LinkedHashMap<>(told);
        base.forEach((field, value) -> {
            if (!told.containsKey(field)) { // also null is told
                record.put(field, value);
            }
        });
        if (kind.equals(Change.TASK)) {
            // Start, duration and end depend on each other; of what the change leaves out, one is out of date.
            if (!told.containsKey("end_date") && told.containsKey("duration")) {
                record.remove("end_date");
            } else if (!told.containsKey("end_date")
                    && told.containsKey("start_date")
                    && Change.has(record, "duration")) {
                record.remove("end_date");
            } else if (told.containsKey("end_date") && !told.containsKey("duration")) {
                record.remove("duration");
            }
        }
        return record;
    }

    private static String needs(String kind) {
        return switch (kind) {
            case Change.EVENT -> "start_date and end_date";
            case Change.TASK -> "start_date, and duration or end_date";
            default -> "source and target";
        };
    }

    private static Map<String, @Nullable Object> withoutBookkeeping(Map<String, @Nullable Object> record) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(record);
        fields.keySet().removeIf(Change::isBookkeeping);
        return fields;
    }

    private void complain(String sentence) {
        if (complaints.first(sentence)) {
            log.accept(sentence);
        }
    }

    // ---- memory --------------------------------------------------------------------------------------------------

    private void put(Key key, Known record) {
        remove(key);
        record.bytes = 200 + 2L * key.id.length() + Sizes.of(record.fields);
        if (record.bytes > capacity / SHARE) {
            return;
        }
        String series = key.kind.equals(Change.EVENT) ? Change.series(record.fields) : null;
        if (series != null) {
            record.series = series;
            record.bytes += 200 + 2L * (series.length() + key.id.length());
            occurrences.computeIfAbsent(series, it -> new LinkedHashSet<>()).add(key.id);
        }
        known.put(key, record);
        bytes += record.bytes;
        while (bytes > capacity) {
            Iterator<Map.Entry<Key, Known>> oldest = known.entrySet().iterator();
            Map.Entry<Key, Known> entry = oldest.next();
            oldest.remove();
            removed(entry.getKey(), entry.getValue());
        }
    }

    private boolean remove(Key key) {
        Known record = known.remove(key);
        if (record != null) {
            removed(key, record);
        }
        return record != null;
    }

    private void removed(Key key, Known record) {
        bytes -= record.bytes;
        if (record.series != null) {
            occurrences.computeIfPresent(record.series, (series, ids) -> {
                ids.remove(key.id);
                return ids.isEmpty() ? null : ids;
            });
        }
    }

    /** Which record: its kind, and its id as text. */
    private record Key(String kind, String id) {}

    /** What is known of a record, and its latest announcement. */
    private static final class Known {
        private final String protocol;
        private final boolean fromPage;
        private final Operation operation;
        private final long at;

        /** Without bookkeeping. */
        private Map<String, @Nullable Object> fields = NOTHING;

        /** Whether the latest announcement reached the pages of other protocols. */
        private boolean bridged;

        /** Whether pages of other protocols have the record; those that loaded it from the back end do. */
        private boolean shown;

        private @Nullable String series;
        private long bytes;

        Known(Origin origin, Operation operation, long at) {
            this.protocol = origin.protocol();
            this.fromPage = origin.sender() != null;
            this.operation = operation;
            this.at = at;
        }

        boolean isGone() {
            return operation == DELETE;
        }

        /** Whether it is there, and no mark of something removed. */
        boolean isPlain() {
            return !isGone() && shown && !Change.isMark(fields);
        }
    }
}

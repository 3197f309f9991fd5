package org.liveupdates.hub.protocol.bryntum;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The stores of a project. What others refer to comes first. */
enum StoreKind {
    CALENDARS(true),
    RESOURCES(true),
    TASKS(true),
    DEPENDENCIES(false),
    ASSIGNMENTS(false),
    VERSIONS(false),
    CHANGELOGS(false);

    /** Field of a version that is told only to who asks for it. */
    static final String LAZY = "content";

    /** Fields whose value is the id of a record of that store, in whichever store they stand. */
    private static final Map<String, StoreKind> REFERENCES = Map.ofEntries(
            Map.entry("from", TASKS),
            Map.entry("to", TASKS),
            Map.entry("fromEvent", TASKS),
            Map.entry("toEvent", TASKS),
            Map.entry("fromTask", TASKS),
            Map.entry("toTask", TASKS),
            Map.entry("event", TASKS),
            Map.entry("eventId", TASKS),
            Map.entry("task", TASKS),
            Map.entry("taskId", TASKS),
            Map.entry("resource", RESOURCES),
            Map.entry("resourceId", RESOURCES),
            Map.entry("calendar", CALENDARS),
            Map.entry("calendarId", CALENDARS));

    /** What a dependency or an assignment cannot be without; it goes with the record it refers to. */
    private static final Map<StoreKind, Set<String>> TIES = Map.of(
            DEPENDENCIES, Set.of("from", "to", "fromEvent", "toEvent", "fromTask", "toTask"),
            ASSIGNMENTS, Set.of("event", "eventId", "task", "taskId", "resource", "resourceId"));

    /** Whether records lie below each other. */
    private final boolean tree;

    StoreKind(boolean tree) {
        this.tree = tree;
    }

    boolean isTree() {
        return tree;
    }

    /** Its key in changes. */
    String inChanges() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its key in a data set. */
    String inDataSet() {
        return inChanges() + "Data";
    }

    /** Whether the flat dialect has it in its data sets. */
    boolean isFlat() {
        return this != VERSIONS && this != CHANGELOGS;
    }

    /** The fields of its records that tie them to records of other stores. */
    Set<String> ties() {
        return TIES.getOrDefault(this, Set.of());
    }

    /** The store of which that field of a record of this store has ids; null for a field of any other meaning. */
    @Nullable
    StoreKind referredBy(String field) {
        return field.equals("parentId") || field.equals("id") ? this : REFERENCES.get(field);
    }
}

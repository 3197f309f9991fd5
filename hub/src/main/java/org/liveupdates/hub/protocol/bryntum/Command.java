package org.liveupdates.hub.protocol.bryntum;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What clients ask for. */
enum Command {
    LOGIN("login", "login"),
    LOGOUT("logout", "logout"),
    PROJECTS("projects", "projects"),
    DATASET("dataset", "dataset"),
    CHANGE("projectChange", "project_change"),
    USERS("users", "users"),
    RESET("reset", "reset"),
    AUTOSAVE("requestVersionAutoSave", "request_version_autosave"),
    VERSION_CONTENT("loadVersionContent", "load_version_content"),
    VERSION("version", "version");

    private static final Map<String, Command> BY_NAME = new HashMap<>();

    static {
        for (Command command : values()) {
            BY_NAME.put(command.flat, command);
            BY_NAME.put(command.wrapped, command);
        }
        BY_NAME.put("projectChanges", CHANGE); // as the article's prose has it
    }

    private final String flat;
    private final String wrapped;

    Command(String flat, String wrapped) {
        this.flat = flat;
        this.wrapped = wrapped;
    }

    /** Null for a command of a later version, or nobody's. */
    static @Nullable Command named(String name) {
        return BY_NAME.get(name);
    }

    String name(Dialect dialect) {
        return dialect == Dialect.FLAT ? flat : wrapped;
    }

    /** The dialect that alone has this name for a command; null when both or neither have it. */
    static @Nullable Dialect dialectOf(String name) {
        Command command = named(name);
        if (command == VERSION || name.indexOf('_') >= 0) {
            return Dialect.WRAPPED;
        }
        return command == null || name.equals(command.wrapped) ? null : Dialect.FLAT;
    }
}

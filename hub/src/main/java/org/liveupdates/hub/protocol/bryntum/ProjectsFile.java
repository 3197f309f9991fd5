package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.auth.Passwords;
import org.liveupdates.hub.auth.ReadableByAll;
import org.liveupdates.hub.auth.SetupMistake;
import org.liveupdates.hub.config.Limits;
import org.liveupdates.hub.protocol.RecordJson;

/**
 * Users and projects as they are at the start; nothing is ever written.
 *
 * <pre>
 * {
 *   "users": [{"name": "anna", "password": "$2b$11$…"}, {"name": "ben", "password": "$2b$11$…"}],
 *   "groups": {"planners": ["anna"]},
 *   "projects": [{"id": 1, "name": "Villa", "dataset": "villa.json", "users": ["ben"], "groups": ["planners"]}]
 * }
 * </pre>
 */
public final class ProjectsFile {
    /** Words for new records that are remembered for each client. */
    private static final int PHANTOMS = ProjectBounds.DEFAULT.phantoms();

    static final int NESTING = 1000;

    /** Some editors begin a file with it. */
    private static final String BYTE_ORDER_MARK = "\ufeff";

    /** Stands for every user of the file. */
    private static final String ALL = "*";

    private final Users users;
    private final List<ListedProject> projects;

    private ProjectsFile(Users users, List<ListedProject> projects) {
        this.users = users;
        this.projects = List.copyOf(projects);
    }

    /** What is served without a file: one small project, and any name enters. */
    public static ProjectsFile sample() {
        return new ProjectsFile(
                Users.anybody(),
                List.of(new ListedProject(IntNode.valueOf(1), "Sample project", DataSet.sample(), user -> true)));
    }

    /**
     * Reads the file and the data sets that it names.
     *
     * @throws SetupMistake everything that is wrong with them
     */
    public static ProjectsFile read(Path path, Limits limits) throws SetupMistake {
        return new Reader(path, limits).read();
    }

    /** A data set has to fit the queue of a page that loads it. */
    static ProjectBounds bounds(Limits limits) {
        return new ProjectBounds(limits.queueBytes(), PHANTOMS);
    }

    Users users() {
        return users;
    }

    List<ListedProject> projects() {
        return projects;
    }

    private static final class Reader {
        private final Path path;
        private final Limits limits;
        private final JsonMapper mapper = BryntumWire.mapper(NESTING, Integer.MAX_VALUE)
                .rebuild()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        private final List<String> mistakes = new ArrayList<>();
        private final Map<String, Users.Listed> users = new LinkedHashMap<>();

        /** Also those whose password is a mistake, which is told already. */
        private final Set<String> named = new HashSet<>();

        private final Map<String, Set<String>> groups = new LinkedHashMap<>();

        Reader(Path path, Limits limits) {
            this.path = path;
            this.limits = limits;
        }

        ProjectsFile read() throws SetupMistake {
            JsonNode file = json(path);
            ReadableByAll.warn(path);
            List<ListedProject> projects = new ArrayList<>();
            if (file != null && keys("", file, Set.of("users", "groups", "projects"))) {
                each("users", file.path("users"), this::user);
                file.path("groups")
                        .properties()
                        .forEach(it ->
                                groups.put(it.getKey(), names("groups." + it.getKey(), it.getValue(), named, "user")));
                Set<String> ids = new HashSet<>();
                each("projects", file.path("projects"), (where, json) -> project(where, json, ids, projects));
            }
            if (!mistakes.isEmpty()) {
                throw new SetupMistake(mistakes);
            }
            return new ProjectsFile(Users.of(users), projects);
        }

        private interface Part {
            void read(String where, JsonNode json);
        }

        private void each(String where, JsonNode list, Part part) {
            if (!list.isArray() || list.isEmpty()) {
                mistake(where, "must be a list with at least one element");
            }
            for (int i = 0; i < list.size(); i++) {
                part.read(where + "[" + i + "]", list.path(i));
            }
        }

        private void user(String where, JsonNode json) {
            if (!keys(where, json, Set.of("name", "password"))) {
                return;
            }
            String name = json.path("name").asText();
            String hash = json.path("password").asText();
            if (!json.path("name").isTextual() || !Commands.isName(name) || name.equals(ALL)) {
                mistake(where + ".name", "is no name");
                return;
            }
            named.add(name);
            if (!Passwords.isHash(hash)) {
                mistake(where + ".password", "is no hash: make one by './run.sh hash-password'");
            } else if (users.put(name, new Users.Listed(new User(name), hash)) != null) {
                mistake(where + ".name", "is another user's too");
            }
        }

        private void project(String where, JsonNode json, Set<String> ids, List<ListedProject> projects) {
            if (!keys(where, json, Set.of("id", "name", "dataset", "users", "groups"))) {
                return;
            }
            JsonNode id = json.path("id");
            boolean isId =
                    id.isIntegralNumber() || id.isTextual() && !id.asText().isEmpty();
            if (!isId) {
                mistake(where + ".id", "must be a whole number or a text");
            } else if (!ids.add(id.asText())) {
                mistake(where + ".id", "is another project's too");
            }
            JsonNode name = json.path("name");
            if (!name.isTextual()) {
                mistake(where + ".name", "must be a text");
            }
            Set<String> admitted = admitted(where, json);
            DataSet data = dataset(where, json.path("dataset"));
            if (data != null) {
                projects.add(new ListedProject(id, name.asText(), data, user -> admitted.contains(user.name())));
            }
        }

        private Set<String> admitted(String where, JsonNode project) {
            Set<String> known = new HashSet<>(named);
            known.add(ALL);
            Set<String> admitted = project.has("users")
                    ? names(where + ".users", project.path("users"), known, "user")
                    : new LinkedHashSet<>();
            if (project.has("groups")) {
                names(where + ".groups", project.path("groups"), groups.keySet(), "group")
                        .forEach(it -> admitted.addAll(groups.getOrDefault(it, Set.of())));
            }
            if (!project.has("users") && !project.has("groups")) {
                mistake(where, "names neither users nor groups who may open it; \"users\": [\"*\"] are all");
            }
            return admitted.contains(ALL) ? Set.copyOf(users.keySet()) : admitted;
        }

        private @Nullable DataSet dataset(String where, JsonNode name) {
            if (!name.isTextual() || name.asText().isEmpty()) {
                mistake(where + ".dataset", "must be the name of a file beside this one");
                return null;
            }
            try {
                Path file = path.resolveSibling(name.asText());
                JsonNode json = json(file);
                if (json == null) {
                    return null;
                }
                DataSet data = DataSet.read(json);
                if (new Project(data, bounds(limits)).bytes() > limits.queueBytes()) {
                    mistake(where + ".dataset", "is larger than what may wait for one page (--max-queue-bytes)");
                }
                return data;
            } catch (BadDataSet bad) {
                mistake(where + ".dataset", "is no data set: " + bad.getMessage());
            } catch (InvalidPathException notEvenAPath) {
                mistake(where + ".dataset", "must be the name of a file beside this one");
            }
            return null;
        }

        private Set<String> names(String where, JsonNode list, Set<String> known, String what) {
            Set<String> names = new LinkedHashSet<>();
            if (!list.isArray()) {
                mistake(where, "must be a list of names");
            }
            for (JsonNode it : list) {
                if (it.isTextual() && known.contains(it.asText())) {
                    names.add(it.asText());
                } else {
                    mistake(where, "names a " + what + " that there is not: " + it);
                }
            }
            return names;
        }

        /** Whether it is an object; keys that it does not have are mistakes. */
        private boolean keys(String where, JsonNode json, Set<String> known) {
            if (!json.isObject()) {
                mistake(where, "must be an object");
                return false;
            }
            json.fieldNames().forEachRemaining(it -> {
                if (!known.contains(it)) {
                    mistake(
                            where.isEmpty() ? it : where + "." + it,
                            "is not known here; there are "
                                    + String.join(", ", known.stream().sorted().toList()));
                }
            });
            return true;
        }

        private @Nullable JsonNode json(Path file) {
            try {
                String text = Files.readString(file);
                String json = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
                return RecordJson.checked(() -> mapper.readTree(json));
            } catch (JsonProcessingException notJson) {
                String line = notJson.getLocation() == null
                        ? ""
                        : ", line " + notJson.getLocation().getLineNr();
                boolean twice = notJson.getOriginalMessage().startsWith("Duplicate field");
                mistakes.add(file + line + (twice ? ": the same key once more." : ": this is not JSON."));
            } catch (CharacterCodingException otherEncoding) {
                mistakes.add(file + " is not in UTF-8.");
            } catch (IOException unreadable) {
                mistakes.add(file + (Files.isDirectory(file) ? " is a directory." : " cannot be read."));
            }
            return null;
        }

        private void mistake(String where, String fault) {
            String sentence = (where.isEmpty() ? "the whole" : where) + " " + fault;
            mistakes.add(path + ": " + sentence + (sentence.endsWith(".") ? "" : "."));
        }
    }
}

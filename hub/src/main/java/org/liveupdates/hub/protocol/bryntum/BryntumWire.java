package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.config.Limits;
import org.liveupdates.hub.protocol.BoundedJson;
import org.liveupdates.hub.protocol.RecordJson;

/** Both dialects: texts of clients to requests, and answers to texts. Pure, safe for use by any thread. */
final class BryntumWire {
    /** Of the vendor's public server that speaks the wrapped dialect as this hub does. */
    private static final String VERSION = "1.0.3";

    /** Digits of one number; to compute with a longer one would take long. */
    private static final int MAX_DIGITS = 1000;

    /** How deep the hub puts what clients and files have written. */
    private static final int ENVELOPE = 10;

    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);

    private final int nesting;
    private final int batch;
    private final JsonMapper mapper;

    BryntumWire(Limits limits) {
        this.nesting = limits.nesting();
        this.batch = limits.batch();
        this.mapper = mapper(limits.nesting(), limits.messageBytes());
    }

    /** Reads whatever is JSON, with its numbers as they are. */
    static JsonMapper mapper(int nesting, int length) {
        int written = ProjectsFile.NESTING + 2 * Store.LEVELS + ENVELOPE; // each level is a list in a task
        JsonFactory factory = BoundedJson.factory(nesting, written, MAX_DIGITS, length);
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .nodeFactory(JSON)
                .build();
    }

    /** Understands the envelope; what is in it is looked at by who needs it. */
    Request read(String text) throws BadMessage {
        JsonNode message = json(text);
        if (!message.isObject()) {
            throw new BadMessage("Not a message: write {\"command\":\"projects\"}");
        }
        JsonNode name = message.path("command");
        if (!name.isTextual()) {
            throw new BadMessage("The command is missing: write {\"command\":\"projects\"}");
        }
        JsonNode data = message.path("data");
        JsonNode fields = data.isObject() ? data : message;
        return new Request(name.asText(), Command.named(name.asText()), fields, dialect(message, name.asText()));
    }

    private JsonNode json(String text) throws BadMessage {
        try {
            return RecordJson.checked(() -> mapper.readTree(text));
        } catch (StreamConstraintsException tooMuch) {
            throw new BadMessage("Nested deeper than " + nesting + ", or a number of more than " + MAX_DIGITS
                    + " digits (setting max-nesting)");
        } catch (JsonProcessingException notJson) {
            throw new BadMessage("Not JSON");
        }
    }

    private static @Nullable Dialect dialect(JsonNode message, String name) {
        if (message.path("data").isObject()) {
            return Dialect.WRAPPED;
        }
        Dialect byName = Command.dialectOf(name);
        boolean flat = message.has("login") || message.has("project") || message.has("changes");
        return byName == null && flat ? Dialect.FLAT : byName;
    }

    /** The changes of a request, one in the flat dialect. */
    List<Revision> revisions(JsonNode fields) throws BadMessage {
        JsonNode revisions = fields.get("revisions");
        if (revisions == null) {
            return List.of(Revision.flat(fields.get("changes")));
        }
        if (!revisions.isArray() || revisions.isEmpty() || revisions.size() > batch) {
            throw new BadMessage("revisions is a list of 1 to " + batch + " (setting max-batch)");
        }
        List<Revision> result = new ArrayList<>();
        for (JsonNode it : revisions) {
            JsonNode local = it.get("revision");
            if (local == null || !(local.isTextual() || local.isNumber() || local.isNull())) {
                throw new BadMessage("A revision is an object with the text revision and the object changes");
            }
            result.add(new Revision(local, it.get("conflictResolutionFor"), it.get("changes")));
        }
        return result;
    }

    // What the hub says.

    String loggedIn(Dialect dialect, String client, String userName) {
        return dialect == Dialect.FLAT
                ? message(dialect, "login", JSON.objectNode())
                : message(
                        dialect,
                        "login",
                        JSON.objectNode().put("client", client).put("userName", userName));
    }

    /** Tells the others that somebody has come. */
    String joined(Dialect dialect, String userName) {
        return message(
                dialect,
                dialect == Dialect.FLAT ? "login" : "join",
                JSON.objectNode().put("userName", userName));
    }

    /** Tells the others that somebody has gone. */
    String left(Dialect dialect, String userName) {
        return message(dialect, "logout", JSON.objectNode().put("userName", userName));
    }

    String loggedOut(Dialect dialect) {
        return message(dialect, "logout", JSON.objectNode());
    }

    String users(Dialect dialect, Collection<String> names) {
        ObjectNode fields = JSON.objectNode();
        ArrayNode users = fields.putArray("users");
        names.forEach(users::add);
        return message(dialect, "users", fields);
    }

    String projects(Dialect dialect, List<ProjectRoom> rooms) {
        ObjectNode fields = JSON.objectNode();
        ArrayNode projects = fields.putArray("projects");
        for (ProjectRoom room : rooms) {
            projects.addObject().<ObjectNode>set("id", room.id()).put("name", room.name());
        }
        return message(dialect, "projects", fields);
    }

    /** @param dataset JSON */
    String dataset(Dialect dialect, JsonNode project, String dataset) {
        ObjectNode fields = about(project);
        fields.putRawValue("dataset", new RawValue(dataset));
        return message(dialect, "dataset", fields);
    }

    /** A change as the flat dialect has it. */
    String change(JsonNode project, String changes) {
        ObjectNode fields = about(project);
        fields.putRawValue("changes", new RawValue(changes));
        return message(Dialect.FLAT, "projectChange", fields);
    }

    /** @param revisions each made by {@link #revision} */
    String changes(JsonNode project, List<String> revisions) {
        ObjectNode fields = about(project);
        fields.putRawValue("revisions", new RawValue("[" + String.join(",", revisions) + "]"));
        return message(Dialect.WRAPPED, "project_change", fields);
    }

    /**
     * One change as the wrapped dialect has it.
     *
     * @param number in the project
     * @param changes JSON
     */
    String revision(long number, Revision revision, String client, String changes) {
        ObjectNode fields = JSON.objectNode()
                .put("revision", "server-" + number)
                .<ObjectNode>set("localRevision", revision.local())
                .put("client", client);
        if (revision.conflict() != null) {
            fields.set("conflictResolutionFor", revision.conflict());
        }
        fields.putRawValue("changes", new RawValue(changes));
        return text(fields);
    }

    String reset(Dialect dialect, JsonNode project, String userName) {
        ObjectNode fields = JSON.objectNode().put("userName", userName).set("project", project);
        return message(dialect, "reset", fields);
    }

    String autosaveGranted(Dialect dialect, JsonNode project) {
        return message(dialect, "versionAutoSaveOK", about(project));
    }

    String versionContent(Dialect dialect, JsonNode project, JsonNode versionId, JsonNode content) {
        ObjectNode fields =
                about(project).<ObjectNode>set("versionId", versionId).set("content", content);
        return message(dialect, Command.VERSION_CONTENT.name(dialect), fields);
    }

    String version(Dialect dialect) {
        return message(dialect, "version", JSON.objectNode().put("version", VERSION));
    }

    /** @param command as the client wrote it */
    String error(String command, String words) {
        return text(JSON.objectNode().put("command", command).put("error", words));
    }

    /** For what is no message, or cannot be done. */
    String error(String sentence) {
        return text(JSON.objectNode().put("command", "error").put("message", sentence));
    }

    /** JSON of a part that goes into several messages. */
    String text(JsonNode json) {
        try {
            return mapper.writeValueAsString(json);
        } catch (JsonProcessingException never) {
            throw new IllegalStateException(never);
        }
    }

    private static ObjectNode about(JsonNode project) {
        return JSON.objectNode().set("project", project);
    }

    private String message(Dialect dialect, String command, ObjectNode fields) {
        ObjectNode message = JSON.objectNode().put("command", command);
        if (dialect == Dialect.FLAT) {
            message.setAll(fields);
        } else if (!fields.isEmpty()) {
            message.set("data", fields);
        }
        return text(message);
    }
}

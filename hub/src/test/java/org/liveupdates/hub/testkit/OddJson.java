package org.liveupdates.hub.testkit;

import java.util.List;
import java.util.Random;

/** JSON that resembles updates, with anything anywhere; now and then not well-formed. */
public final class OddJson {
    private static final List<String> NAMES = List.of(
            "sid",
            "tid",
            "status",
            "data",
            "kind",
            "id",
            "start_date",
            "end_date",
            "duration",
            "parent",
            "source",
            "target",
            "event_pid",
            "recurring_event_id",
            "deleted",
            "rec_type",
            "_x",
            "type",
            "action",
            "body",
            "name",
            "value",
            "event",
            "task",
            "link");
    private static final List<String> TEXTS = List.of(
            "",
            "0",
            "5",
            "inserted",
            "updated",
            "deleted",
            "order",
            "event",
            "task",
            "link",
            "events",
            "tasks",
            "links",
            "add-event",
            "update-task",
            "delete-link",
            "add-task",
            "11-05-2027 09:00",
            "2027-05-11T09:00:00Z",
            "05/11/2027",
            "none",
            "\\ud800",
            "\\u0000");
    private static final List<String> SCALARS = List.of(
            "0", "5", "-0", "1.50", "1e999999999", "-1e-999999999", "99999999999999999999", "true", "false", "null");

    private final Random random;

    public OddJson(Random random) {
        this.random = random;
    }

    /** One text; three of four objects are nearly an update or an event. */
    public String message() {
        String json =
                switch (random.nextInt(4)) {
                    case 0 -> object(0);
                    case 1 ->
                        "{\"name\":\"" + of(TEXTS) + "\",\"value\":{\"type\":\"" + of(TEXTS) + "\",\"event\":"
                                + object(1) + ",\"" + of(NAMES) + "\":" + value(1) + "}}";
                    default ->
                        "{\"sid\":" + value(3) + ",\"tid\":" + value(3) + ",\"status\":\"" + of(TEXTS) + "\",\"data\":"
                                + object(1) + ",\"" + of(NAMES) + "\":" + value(1) + "}";
                };
        return random.nextInt(20) == 0 ? json.substring(0, random.nextInt(json.length())) : json;
    }

    private String value(int depth) {
        return switch (random.nextInt(depth < 3 ? 5 : 3)) {
            case 0 -> of(SCALARS);
            case 1, 2 -> "\"" + of(TEXTS) + "\"";
            case 3 -> object(depth + 1);
            default -> "[" + value(depth + 1) + "," + value(depth + 1) + "]";
        };
    }

    private String object(int depth) {
        StringBuilder json = new StringBuilder("{");
        for (int i = random.nextInt(6); i > 0; i--) {
            json.append('"').append(of(NAMES)).append("\":").append(value(depth + 1));
            json.append(i == 1 ? "" : ",");
        }
        return json.append('}').toString();
    }

    private String of(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }
}

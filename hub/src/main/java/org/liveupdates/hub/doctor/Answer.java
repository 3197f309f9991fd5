package org.liveupdates.hub.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;

/** What came back over HTTP. */
record Answer(int status, HttpHeaders headers, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Characters. The hub's own sentences have to fit. */
    private static final int LINE = 160;

    static Answer of(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    /** Missing when it is none. */
    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    boolean isRedirect() {
        return status >= 300 && status < 400;
    }

    /** The beginning of what it says, in one line. */
    String start() {
        String line = body.strip()
                .replaceAll("\\p{Cntrl}+|<[^>]*>", " ")
                .replaceAll(" +", " ")
                .strip();
        return line.length() > LINE ? line.substring(0, LINE) + "…" : line;
    }
}

package org.liveupdates.hub.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;

/** Whether WebSockets are passed on: of old pages, of new ones and of Bryntum Gantt's. */
final class Sockets {
    static final String REMOTE_EVENTS = "/api/v1";
    static final String BRYNTUM = "/bryntum";

    private final Deployment deployment;
    private final Report report;

    Sockets(Deployment deployment, Report report) {
        this.deployment = deployment;
        this.report = report;
    }

    /** Returns the last parts of the addresses where they stay open. */
    Set<String> look() throws InterruptedException {
        Set<String> open = new LinkedHashSet<>();
        if (opens("WebSocket", "", "pages use long-polling")) {
            open.add("");
        }
        if (opens("RemoteEvents", REMOTE_EVENTS, "new pages are not kept in step")) {
            open.add(REMOTE_EVENTS);
        }
        if (opens("Bryntum", BRYNTUM, "Bryntum Gantt is not kept in step")) {
            open.add(BRYNTUM);
        }
        return open;
    }

    /** Who may not enter has been answered by the hub, and that is what counts here. */
    private boolean opens(String subject, String tail, String otherwise) throws InterruptedException {
        try (Socket socket = new Socket(deployment, deployment.at(tail))) {
            if (tail.isEmpty()) {
                talks(socket);
            }
            report.add(Finding.fine(subject, "passed on"));
            return true;
        } catch (Broken broken) {
            if (broken.sentence().equals("status 403")) {
                report.add(Finding.note(subject, "passed on, but refused by the hub: status 403"));
                return false;
            }
            boolean elsewhere = broken.sentence().equals("status 404");
            report.add(Finding.bad(
                    subject,
                    "not passed on (%s): %s".formatted(broken.sentence(), otherwise),
                    elsewhere ? Problem.NOT_FORWARDED : Problem.NO_UPGRADE));
            return false;
        }
    }

    private void talks(Socket socket) throws Broken, InterruptedException {
        socket.say("[" + Visit.handshakeMessage() + "]");
        JsonNode reply = socket.reply("/meta/handshake", deployment.patience());
        if (reply.path("clientId").asText().isEmpty() && !reply.has("error")) {
            throw Broken.because("an answer that is not the hub's");
        }
    }
}

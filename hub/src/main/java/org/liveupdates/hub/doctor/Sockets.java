package org.liveupdates.hub.doctor;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether WebSockets are passed on: of old pages, of new ones and of Bryntum Gantt's. */
final class Sockets {
    private final Deployment deployment;
    private final Report report;

    Sockets(Deployment deployment, Report report) {
        this.deployment = deployment;
        this.report = report;
    }

    /** Returns whether those of old pages get through. */
    boolean look() throws InterruptedException {
        boolean passed = opens("WebSocket", "", "pages use long-polling");
        opens("RemoteEvents", "/api/v1", "new pages are not kept in step");
        opens("Bryntum", "/bryntum", "Bryntum Gantt is not kept in step");
        return passed;
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
                return true;
            }
            report.add(Finding.bad(
                    subject, "not passed on (%s): %s".formatted(broken.sentence(), otherwise), Problem.NO_UPGRADE));
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

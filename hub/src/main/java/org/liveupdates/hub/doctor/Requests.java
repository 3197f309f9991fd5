package org.liveupdates.hub.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Whether what pages send by POST and GET arrives, and that of the site's own pages only. */
final class Requests {
    /** Characters of a large message: less than the hub takes by default. */
    private static final int LARGE = 500_000;

    /** Characters of a long address: more than proxies take by default. */
    private static final int LONG = 12_000;

    private final Deployment deployment;
    private final Report report;

    Requests(Deployment deployment, Report report) {
        this.deployment = deployment;
        this.report = report;
    }

    /** Returns whether a page gets a session. */
    boolean look() throws InterruptedException {
        boolean json =
                posts("POST", () -> deployment.postJson("[" + Visit.handshakeMessage() + "]", deployment.patience()));
        boolean form = posts("form", () -> deployment.postForm(Visit.handshakeMessage()));
        if (json && form) {
            large();
        }
        script();
        return json;
    }

    /** Something that a page sends. */
    private interface Sending {
        Answer send() throws Broken, InterruptedException;
    }

    private boolean posts(String subject, Sending sending) throws InterruptedException {
        try {
            Answer answer = sending.send();
            JsonNode reply = answer.json().path(0);
            if (reply.path("successful").asBoolean()) {
                report.add(Finding.fine(subject, "answered"));
                return true;
            }
            report.add(refused(subject, answer, reply));
        } catch (Broken broken) {
            report.add(
                    broken.isSilent()
                            ? Finding.bad(subject, broken.sentence() + ": its body does not arrive", Problem.BODY_EATEN)
                            : Finding.bad(subject, broken.sentence()));
        }
        return false;
    }

    private Finding refused(String subject, Answer answer, JsonNode reply) {
        String error = reply.path("error").asText();
        if (error.startsWith("403::")) {
            report.leaveOut("what pages hear, whether all reach one hub, and how long they may be silent");
            return Finding.note(
                    subject,
                    "the hub wants to know who comes (%s): show it a token (--token-file) or cookies (--cookie-file)"
                            .formatted(error));
        } else if (answer.status() == 403) {
            return Finding.bad(subject, "refused to a page of this site: " + answer.start(), Problem.ORIGIN_REFUSED);
        } else if (answer.isRedirect()) {
            String to = answer.headers().firstValue("location").orElse("nowhere");
            return Finding.bad(subject, "sent to %s instead of being passed on".formatted(to), Problem.REDIRECTED);
        } else if (answer.json().isMissingNode() && (answer.status() == 200 || answer.status() == 404)) {
            return Finding.bad(
                    subject, "not the hub answers, but with status " + answer.status(), Problem.NOT_FORWARDED);
        } else if (answer.status() == 400) {
            return Finding.bad(subject, "its body does not arrive as it was sent: status 400", Problem.BODY_EATEN);
        }
        return Finding.bad(
                subject, "status %d, %s".formatted(answer.status(), error.isEmpty() ? answer.start() : error));
    }

    private void large() throws InterruptedException {
        try {
            Answer answer = deployment.postJson("[" + padded(LARGE) + "]", deployment.patience());
            if (answer.json().path(0).path("successful").asBoolean()) {
                report.add(Finding.fine("large", "500 kB arrive"));
            } else if (answer.body().contains("(setting max-message)")) {
                report.add(Finding.fine("large", "500 kB arrive, and are too much for the hub (--max-message)"));
            } else {
                report.add(Finding.bad("large", "500 kB are refused: status " + answer.status(), Problem.BODY_LIMITED));
            }
        } catch (Broken broken) {
            report.add(Finding.bad("large", "500 kB do not arrive: " + broken.sentence(), Problem.BODY_LIMITED));
        }
    }

    /** As pages of other sites and very old browsers ask. */
    private void script() throws InterruptedException {
        try {
            Answer answer = called(Visit.handshakeMessage());
            report.add(
                    answer.status() == 200 && answer.body().contains("doctor([")
                            ? Finding.fine("JSONP", "answered")
                            : Finding.bad("JSONP", "status %d, %s".formatted(answer.status(), answer.start())));
            if (answer.body().contains("\"clientId\"")
                    && called(Visit.handshakeMessage()).body().equals(answer.body())) {
                report.add(Finding.bad("JSONP", "two pages are given the same answer, and one id", Problem.CACHED));
            }
            int status = called(padded(LONG)).status();
            if (answer.status() == 200 && status != 200) {
                report.add(Finding.note(
                        "JSONP",
                        "an address of %d kB is refused: status %d".formatted(LONG / 1000, status),
                        Problem.URL_LIMITED));
            }
        } catch (Broken broken) {
            report.add(Finding.bad("JSONP", broken.sentence()));
        }
    }

    private Answer called(String message) throws Broken, InterruptedException {
        return deployment.getScript("jsonp=doctor&message=" + URLEncoder.encode(message, StandardCharsets.UTF_8));
    }

    private static String padded(int size) {
        return Visit.handshakeMessage().replaceFirst("}$", ",\"ext\":\"" + "x".repeat(size) + "\"}");
    }
}

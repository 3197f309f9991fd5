package org.liveupdates.hub.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** Whether the hub is there, and what it sees of a request. */
final class Arrival {
    /** Where the hub says what it sees. */
    static final String TAIL = "/doctor";

    /** No site has this name (RFC 2606, 2). */
    private static final String FOREIGN = "https://doctor.invalid";

    private final Deployment deployment;
    private final Report report;

    Arrival(Deployment deployment, Report report) {
        this.deployment = deployment;
        this.report = report;
    }

    /** Returns whether there is anything further to look at. */
    boolean look() throws InterruptedException {
        Answer answer;
        try {
            answer = deployment.get(TAIL);
        } catch (Broken broken) {
            report.add(Finding.bad("address", deployment.url() + ": " + broken.sentence()));
            return false;
        }
        List<ProxyKind> proxies = ProxyKind.in(answer.headers());
        report.proxies(proxies);
        JsonNode seen = answer.json();
        if (!seen.hasNonNull("hub")) {
            report.add(instead(answer));
            return false;
        }
        String through = proxies.size() == ProxyKind.values().length ? "" : ", through " + names(proxies);
        report.add(Finding.fine("hub", "version " + seen.path("hub").asText() + " answers" + through));
        path(seen);
        script();
        host(seen);
        origin();
        client(seen);
        return true;
    }

    private static String names(List<ProxyKind> proxies) {
        return String.join(" and ", proxies.stream().map(ProxyKind::title).toList());
    }

    private Finding instead(Answer answer) {
        String said = "status %d%s".formatted(answer.status(), answer.start().isEmpty() ? "" : ", " + answer.start());
        if (answer.isRedirect()) {
            String to = answer.headers().firstValue("location").orElse("nowhere");
            if (deployment.isPlain()
                    && to.startsWith("https://" + deployment.url().getHost())) {
                return Finding.bad("hub", "sent to %s: give the doctor, and pages, that address".formatted(to));
            }
            return Finding.bad("hub", "sent to %s instead of being passed on".formatted(to), Problem.REDIRECTED);
        }
        return switch (answer.status()) {
            case 421 ->
                Finding.bad(
                        "hub",
                        said,
                        isRefused(deployment.url().getHost(), answer.body())
                                ? Problem.UNKNOWN_HOST
                                : Problem.HOST_REPLACED);
            case 403 ->
                Finding.bad("hub", said, said.contains("origin") ? Problem.ORIGIN_REFUSED : Problem.NOT_FORWARDED);
            case 401 -> Finding.bad("hub", "something before the hub wants a login: " + said);
            case 502, 503, 504 -> Finding.bad("hub", "the proxy reaches no hub: " + said, Problem.NO_HUB);
            default -> Finding.bad("hub", "not the hub answers, but with " + said, Problem.NOT_FORWARDED);
        };
    }

    private static boolean isRefused(String host, String sentence) {
        return Pattern.compile(" host " + Pattern.quote(host) + "\\b(?![.-])", Pattern.CASE_INSENSITIVE)
                .matcher(sentence)
                .find();
    }

    private void path(JsonNode seen) {
        String path = seen.path("path").asText().replaceAll("/+", "/");
        String asked = deployment.at(TAIL).getPath();
        if (path.equals(asked)) {
            report.add(Finding.fine(
                    "prefix", "kept: the hub sees " + deployment.url().getPath()));
        } else if (path.equals(TAIL)) {
            report.add(Finding.fine("prefix", "stripped, which works; a hub with --room needs it"));
        } else {
            report.add(Finding.note("prefix", "changed: the hub sees %s for %s".formatted(path, asked)));
        }
    }

    /** Beside {@code client.js}, the address that Faye's own server has for it. */
    private void script() throws InterruptedException {
        String tail = deployment.url().getPath().isEmpty() ? "/client.js" : ".js";
        try {
            int status = deployment.get(tail).status();
            if (status != 200) {
                report.add(Finding.note(
                        "script",
                        "%s is not passed on (status %d); pages find /client.js behind the mount"
                                .formatted(deployment.at(tail).getPath(), status)));
            }
        } catch (Broken broken) {
            report.add(Finding.bad("script", broken.sentence()));
        }
    }

    private void host(JsonNode seen) {
        String told = seen.path("host").asText();
        if (hostOf(told).equalsIgnoreCase(deployment.url().getHost())) {
            report.add(Finding.fine("host", told));
        } else {
            report.add(Finding.note(
                    "host",
                    "the hub is told %s, not %s"
                            .formatted(told, deployment.url().getRawAuthority()),
                    Problem.HOST_REPLACED));
        }
    }

    private static String hostOf(String authority) {
        String host = URI.create("http://" + authority).getHost();
        return host == null ? authority : host;
    }

    /** As a page of a foreign site asks, in the name of a visitor who does not know. */
    private void origin() throws InterruptedException {
        try {
            Answer answer = deployment.get(TAIL, FOREIGN);
            JsonNode seen = answer.json();
            if (answer.status() == 403) {
                report.add(Finding.fine("origin", "pages of other sites are refused"));
            } else if (!seen.hasNonNull("hub")) {
                report.add(Finding.bad("origin", "a page of another site is answered with status " + answer.status()));
            } else if (seen.path("origin").asText().equals(FOREIGN)) {
                report.add(Finding.note("origin", "the hub lets pages of every site in (--allowed-origins)"));
            } else {
                String told = seen.path("origin").asText("");
                report.add(Finding.bad(
                        "origin",
                        "pages of every site get in: the hub is told %s in place of %s"
                                .formatted(told.isEmpty() || told.equals("null") ? "nothing" : told, FOREIGN),
                        Problem.ORIGIN_HIDDEN));
            }
        } catch (Broken broken) {
            report.add(Finding.bad("origin", broken.sentence()));
        }
    }

    private void client(JsonNode seen) {
        String client = seen.path("client").asText();
        boolean direct = seen.path("direct").asBoolean()
                && seen.path("host").asText().equalsIgnoreCase(deployment.url().getRawAuthority());
        boolean named = seen.path("forwarded").toString().contains("\"X-Forwarded-For\"")
                || seen.path("forwarded").toString().contains("\"Forwarded\"");
        if (client.equals("unknown")) {
            report.add(Finding.note(
                    "client", "not known: the headers that should tell contradict each other", Problem.CLIENT_HIDDEN));
        } else if (seen.path("told").asBoolean() || direct && !named) {
            report.add(Finding.fine("client", "known as " + client));
        } else if (named) {
            report.add(Finding.note(
                    "client",
                    "the hub does not believe the proxy at %s, and takes it for everybody: name it by --trusted-proxies"
                            .formatted(client)));
        } else {
            report.add(Finding.note(
                    "client", "everybody is %s to the hub's log and limits".formatted(client), Problem.CLIENT_HIDDEN));
        }
    }
}

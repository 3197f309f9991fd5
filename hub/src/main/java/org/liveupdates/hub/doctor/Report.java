package org.liveupdates.hub.doctor;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Prints findings as they come, and at the end what to change, in the words of each proxy that may be meant. */
public final class Report {
    private static final String LINE = "%-5s %-12s %s%n";

    private final PrintWriter out;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> leftOut = new LinkedHashSet<>();
    private List<ProxyKind> proxies = List.of(ProxyKind.values());

    /** A report that is read line by line, since an examination takes a while. */
    public Report(PrintWriter out) {
        this.out = out;
    }

    /** Whose advice is wanted. */
    void proxies(List<ProxyKind> found) {
        proxies = List.copyOf(found);
    }

    synchronized void add(Finding finding) {
        findings.add(finding);
        String mark =
                switch (finding.level()) {
                    case FINE -> "ok";
                    case NOTE -> "note";
                    case BAD -> "BAD";
                };
        out.printf(LINE, mark, finding.subject(), finding.sentence());
        out.flush();
    }

    /** Something could not be looked at, and so may be well or not. */
    synchronized void leaveOut(String what) {
        leftOut.add(what);
    }

    /** Whether everything was looked at. */
    public synchronized boolean isWhole() {
        return leftOut.isEmpty();
    }

    /** All so far, in order. */
    public synchronized List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Whether pages will notice something. */
    public boolean isBad() {
        return findings().stream().anyMatch(it -> it.level() == Finding.Level.BAD);
    }

    /** What to change. */
    public void advise() {
        Set<Problem> problems = new LinkedHashSet<>();
        findings().stream()
                .sorted(Comparator.comparing(Finding::level).reversed()) // the worst first
                .forEach(finding -> finding.problem().ifPresent(problems::add));
        for (Problem problem : problems) {
            Advice advice = Advice.on(problem);
            out.printf("%n%s%n", advice.title());
            for (ProxyKind proxy : proxies) {
                advice.lines(proxy).forEach(line -> out.printf("  %-9s %s%n", proxy.title(), line));
            }
        }
        out.println();
        leftOut.forEach(what -> out.printf("Not looked at: %s.%n", what));
        if (isBad()) {
            out.println("Pages will notice what is BAD; proxy-examples/ has a whole file for each proxy.");
        } else {
            out.println(isWhole() ? "Pages get through." : "As far as that could be looked at, pages get through.");
        }
        out.flush();
    }
}

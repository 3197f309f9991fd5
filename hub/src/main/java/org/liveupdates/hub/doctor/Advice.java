package org.liveupdates.hub.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to change, in the words of each proxy, from {@code advice.txt}. */
final class Advice {
    private static final Map<Problem, Advice> ALL = read();

    private final String title;
    private final Map<ProxyKind, List<String>> lines = new EnumMap<>(ProxyKind.class);

    private Advice(String title) {
        this.title = title;
    }

    static Advice on(Problem problem) {
        Advice advice = ALL.get(problem);
        if (advice == null) {
            throw new IllegalStateException("No advice on " + problem);
        }
        return advice;
    }

    /** What has to be done, in one sentence. */
    String title() {
        return title;
    }

    /** How; empty where the proxy has nothing to do with it. */
    List<String> lines(ProxyKind proxy) {
        return lines.getOrDefault(proxy, List.of());
    }

    private static Map<Problem, Advice> read() {
        Map<Problem, Advice> all = new EnumMap<>(Problem.class);
        Advice advice = null;
        for (String line : text().lines().toList()) {
            String[] parts = line.split(" +", 2);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            ProxyKind proxy = ProxyKind.titled(parts[0]);
            if (proxy == null) {
                advice = new Advice(parts[1]);
                all.put(Problem.valueOf(parts[0]), advice);
            } else if (advice != null) {
                advice.lines.computeIfAbsent(proxy, it -> new ArrayList<>()).add(parts[1]);
            }
        }
        return all;
    }

    private static String text() {
        try (@Nullable InputStream in = Advice.class.getResourceAsStream("advice.txt")) {
            if (in == null) {
                throw new IllegalStateException("Missing from the jar: advice.txt");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException x) {
            throw new UncheckedIOException(x);
        }
    }
}

package org.liveupdates.hub.widgets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Notes with which widgets and modes a situation's tests passed, and writes it as a table to {@code hub/target/widget-matrix.md}. That
 * table is the README's.
 */
final class WidgetMatrix implements InvocationInterceptor {
    static final Path WRITTEN = Path.of("hub", "target", "widget-matrix.md");

    private static final Map<Situation, Set<Setup>> PASSED = new EnumMap<>(Situation.class);
    private static final Map<Situation, Set<Setup>> FAILED = new EnumMap<>(Situation.class);

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Situation situation = method.getExecutable().getAnnotation(InEach.class).value();
        Setup setup = (Setup) method.getArguments().get(0);
        boolean passed = false;
        try {
            invocation.proceed();
            passed = true;
        } finally {
            note(passed ? PASSED : FAILED, situation, setup);
            write();
        }
    }

    private static synchronized void note(Map<Situation, Set<Setup>> where, Situation situation, Setup setup) {
        where.computeIfAbsent(situation, key -> ConcurrentHashMap.newKeySet()).add(setup);
    }

    private static synchronized void write() {
        Map<Situation, List<Setup>> passed = new EnumMap<>(Situation.class);
        PASSED.forEach((situation, setups) -> passed.put(
                situation,
                setups.stream()
                        .filter(setup ->
                                !FAILED.getOrDefault(situation, Set.of()).contains(setup))
                        .toList()));
        try {
            Files.createDirectories(WRITTEN.getParent());
            Files.writeString(WRITTEN, table(passed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A row for each situation, a column for each widget, and in the cells the modes. */
    static String table(Map<Situation, List<Setup>> setups) {
        List<Widget> widgets = Arrays.stream(Widget.values())
                .filter(widget ->
                        setups.values().stream().flatMap(List::stream).anyMatch(one -> one.widget() == widget))
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add(row("", widgets.stream().map(Widget::toString)));
        lines.add(row("---", widgets.stream().map(widget -> "---")));
        setups.forEach((situation, some) ->
                lines.add(row(situation.title, widgets.stream().map(widget -> modes(widget, some)))));
        return String.join("\n", lines) + "\n";
    }

    private static String modes(Widget widget, List<Setup> setups) {
        return widget.modes.stream()
                .filter(mode -> setups.contains(new Setup(widget, mode)))
                .map(Object::toString)
                .collect(Collectors.joining(", "));
    }

    private static String row(String first, Stream<String> cells) {
        return Stream.concat(Stream.of(first), cells).collect(Collectors.joining(" | ", "| ", " |"));
    }
}

package org.liveupdates.hub.widgets;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Notes with which widgets and modes a situation's tests passed, and writes it as a table to {@code hub/target/widget-matrix.md}. After
 * a run in which nothing failed, run.sh puts that table into the README. A run of some tests ({@code -Dtest=…}) writes none.
 */
final class WidgetMatrix implements InvocationInterceptor {
    private static final Path WRITTEN = Path.of("hub", "target", "widget-matrix.md");

    private static final Map<Situation, Set<Setup>> PASSED = new EnumMap<>(Situation.class);

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        invocation.proceed();
        Situation situation = method.getExecutable().getAnnotation(InEach.class).value();
        note(situation, (Setup) method.getArguments().get(0));
    }

    private static synchronized void note(Situation situation, Setup setup) throws IOException {
        boolean news = PASSED.computeIfAbsent(situation, key -> new HashSet<>()).add(setup);
        if (news && System.getProperty("test") == null) {
            Files.createDirectories(WRITTEN.getParent());
            Files.writeString(WRITTEN, table());
        }
    }

    /** A row for each situation, a column for each widget, and in the cells the modes. */
    private static String table() {
        List<Widget> widgets = Arrays.stream(Widget.values())
                .filter(widget ->
                        PASSED.values().stream().flatMap(Set::stream).anyMatch(setup -> setup.widget() == widget))
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add(row("", widgets.stream().map(Widget::toString)));
        lines.add(row("---", widgets.stream().map(widget -> "---")));
        PASSED.forEach((situation, setups) ->
                lines.add(row(situation.title, widgets.stream().map(widget -> modes(widget, setups)))));
        return String.join("\n", lines) + "\n";
    }

    private static String modes(Widget widget, Set<Setup> setups) {
        return widget.modes.stream()
                .filter(mode -> setups.contains(new Setup(widget, mode)))
                .map(Object::toString)
                .collect(Collectors.joining(", "));
    }

    private static String row(String first, Stream<String> cells) {
        return Stream.concat(Stream.of(first), cells).collect(Collectors.joining(" | ", "| ", " |"));
    }
}

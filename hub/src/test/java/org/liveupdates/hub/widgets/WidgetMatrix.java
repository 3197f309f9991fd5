package org.liveupdates.hub.widgets;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
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

    /** What has passed so far, one line each: the tests run in two processes. */
    private static final Path PASSED = Path.of("hub", "target", "widget-matrix.txt");

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        invocation.proceed();
        Situation situation = method.getExecutable().getAnnotation(InEach.class).value();
        note(situation, (Setup) method.getArguments().get(0));
    }

    private static synchronized void note(Situation situation, Setup setup) throws IOException {
        if (System.getProperty("test") != null) {
            return;
        }
        Files.createDirectories(PASSED.getParent());
        try (FileChannel file = FileChannel.open(PASSED, CREATE, APPEND);
                FileLock lock = file.lock()) {
            String line = situation.name()
                    + ' '
                    + setup.widget().name()
                    + ' '
                    + setup.mode().name()
                    + '\n';
            file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            Files.writeString(WRITTEN, table(passed()));
        }
    }

    private static Map<Situation, Set<Setup>> passed() throws IOException {
        Map<Situation, Set<Setup>> passed = new EnumMap<>(Situation.class);
        for (String line : Files.readAllLines(PASSED)) {
            String[] words = line.split(" ");
            passed.computeIfAbsent(Situation.valueOf(words[0]), key -> new HashSet<>())
                    .add(new Setup(Widget.valueOf(words[1]), Widget.Mode.valueOf(words[2])));
        }
        return passed;
    }

    /** A row for each situation, a column for each widget, and in the cells the modes. */
    private static String table(Map<Situation, Set<Setup>> passed) {
        List<Widget> widgets = Arrays.stream(Widget.values())
                .filter(widget ->
                        passed.values().stream().flatMap(Set::stream).anyMatch(setup -> setup.widget() == widget))
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add(row("", widgets.stream().map(Widget::toString)));
        lines.add(row("---", widgets.stream().map(widget -> "---")));
        passed.forEach((situation, setups) ->
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

package org.liveupdates.hub.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A started program: its lines are read as they come, the last ones on stderr kept, and closing it ends it and its children. */
final class Child implements AutoCloseable {
    private static final int KEPT_LINES = 60;

    private final String name;
    private final Process process;
    private final Writer in;
    private final Deque<String> err = new ArrayDeque<>();
    private volatile boolean wanted = true;
    private final Thread cleaner = new Thread(this::end);

    private Child(String name, Process process, Consumer<String> out) {
        this.name = name;
        this.process = process;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        read(process.getInputStream(), out);
        read(process.getErrorStream(), this::keep);
        Runtime.getRuntime().addShutdownHook(cleaner);
        process.onExit().thenRun(() -> {
            if (wanted) {
                System.err.println("NOT ENDED BY THE TEST: " + this);
            }
        });
    }

    static Child start(Consumer<String> out, Object... command) {
        return start(out, new ProcessBuilder(), command);
    }

    /** In this folder, which is its home as well; {@code out} gets all that it prints, on stderr too. */
    static Child startIn(Path folder, Consumer<String> out, Object... command) {
        ProcessBuilder builder = new ProcessBuilder().directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
        builder.environment().put("HOME", folder.toString());
        return start(out, builder, command);
    }

    private static Child start(Consumer<String> out, ProcessBuilder builder, Object... command) {
        String[] words = Stream.of(command).map(String::valueOf).toArray(String[]::new);
        String name = Arrays.stream(words).limit(4).map(Child::lastPart).collect(Collectors.joining(" "));
        try {
            return new Child(name, builder.command(words).start(), out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    void say(String line) {
        try {
            in.write(line);
            in.write('\n');
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(this + " does not listen any more", e);
        }
    }

    boolean runs() {
        return process.isAlive();
    }

    /** It may end by itself. */
    void mayEnd() {
        wanted = false;
    }

    /** Ends it at once, as a crash would. */
    void kill() {
        wanted = false;
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
        await(5);
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(cleaner);
        } catch (IllegalStateException shuttingDown) {
            return; // the hook itself is at work
        }
    }

    private void end() {
        wanted = false;
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        if (!await(3)) {
            kill();
        }
    }

    private boolean await(int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void keep(String line) {
        synchronized (err) {
            err.addLast(line);
            if (err.size() > KEPT_LINES) {
                err.removeFirst();
            }
        }
    }

    private void read(InputStream stream, Consumer<String> lines) {
        Thread reader = new Thread(() -> {
            try (var buffered = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                buffered.lines().forEach(lines);
            } catch (IOException | UncheckedIOException e) {
                keep("(stream ended: " + e.getMessage() + ")");
            }
        });
        reader.setDaemon(true);
        reader.setName("reads " + name);
        reader.start();
    }

    private static String lastPart(String word) {
        return word.contains("://") ? word : String.valueOf(Path.of(word).getFileName());
    }

    /** For failure messages: name, whether it runs, and what it complained of. */
    @Override
    public String toString() {
        synchronized (err) {
            String state = process.isAlive() ? "running" : "ended with " + process.exitValue();
            return name + " (" + state + ")" + (err.isEmpty() ? "" : ", stderr:\n  " + String.join("\n  ", err));
        }
    }
}

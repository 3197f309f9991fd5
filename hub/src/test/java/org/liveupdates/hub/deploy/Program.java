package org.liveupdates.hub.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A started program with an environment of its own, what it wrote and what it ended with; closing it ends it. */
final class Program implements AutoCloseable {
    private static final Pattern GREETING = Pattern.compile("live updates hub \\S+ on http://\\S+:(\\d+)\\R");

    private final Process process;
    private final Path out;
    private final Path err;

    private Program(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static Program start(Map<String, String> environment, List<String> command) {
        try {
            Path out = Files.createTempFile("program", ".out");
            Path err = Files.createTempFile("program", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().keySet().removeIf(it -> it.startsWith("HUB_") || it.equals("JAVA_OPTS"));
            builder.environment().putAll(environment);
            return new Program(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port that the hub tells when it is ready. */
    int port() {
        Awaitility.await("the hub")
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> !process.isAlive() || GREETING.matcher(out()).find());
        Matcher greeting = GREETING.matcher(out());
        if (!greeting.find()) {
            throw new AssertionError("The hub has ended with " + exitCode() + ": " + err());
        }
        return Integer.parseInt(greeting.group(1));
    }

    /** What it ends with, by itself. */
    int exitCode() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("still runs: " + out() + err());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What it ends with when it is told to by SIGTERM. */
    int exitCodeWhenTold() {
        process.destroy();
        return exitCode();
    }

    String out() {
        return text(out);
    }

    String err() {
        return text(err);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        exitCode();
        out.toFile().delete();
        err.toFile().delete();
    }
}

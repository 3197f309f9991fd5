package org.liveupdates.hub.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.auth.Passwords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes what stands for a password in the file of {@code --bryntum-projects}. */
@Command(
        name = "hash-password",
        description = "Reads a password and writes its hash for the file of --bryntum-projects.")
public final class HashPassword implements Callable<Integer> {
    private final InputStream in;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    /** The command; {@code in} is read where there is no terminal, which would show nothing of what is typed. */
    public HashPassword(InputStream in) {
        this.in = in;
    }

    @Override
    public Integer call() throws Failure, IOException {
        String password = read();
        if (password.isEmpty()) {
            throw new Failure("There is no password: type it, or give it as one line on standard input.");
        } else if (password.getBytes(StandardCharsets.UTF_8).length > Passwords.LONGEST) {
            throw new Failure("The password is longer than %d bytes, of which bcrypt sees no more: take a shorter one."
                    .formatted(Passwords.LONGEST));
        }
        if (spec != null) {
            spec.commandLine().getOut().println(Passwords.hash(password));
        }
        return 0;
    }

    private String read() throws IOException {
        Console console = System.console();
        if (console != null) {
            char[] typed = console.readPassword("Password: ");
            return typed == null ? "" : new String(typed);
        }
        String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line;
    }
}

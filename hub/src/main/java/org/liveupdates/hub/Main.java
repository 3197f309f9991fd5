package org.liveupdates.hub;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.liveupdates.hub.cli.Doctor;
import org.liveupdates.hub.cli.Failure;
import org.liveupdates.hub.cli.HashPassword;
import org.liveupdates.hub.cli.Publish;
import org.liveupdates.hub.cli.Watch;
import org.liveupdates.hub.config.Setting;
import org.liveupdates.hub.config.Settings;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The program's command line. Exit codes: 0 fine, 1 failed, 2 wrong setting or usage, 3 port taken or address
 * missing.
 */
public final class Main {
    private static final int FAILED = 1;

    private Main() {}

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        // JSON is UTF-8 whatever the terminal's locale says.
        PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(run(List.of(args), System.getenv(), System.in, out, err));
    }

    /** Runs the command and returns its exit code. */
    public static int run(
            List<String> args, Map<String, String> env, InputStream in, PrintWriter out, PrintWriter err) {
        List<String> settings = args.isEmpty() || !args.get(0).equals("serve") ? args : args.subList(1, args.size());
        Callable<Integer> serve = () -> new Serve(env, out, err).run(settings);
        if (settings.stream().allMatch(Main::isSetting)) {
            return served(serve, err);
        }
        CommandLine root = new CommandLine(settings(serve, "./run.sh", "Starts the hub, or runs a command."))
                .addSubcommand("serve", settings(serve, "serve", "Starts the hub; the same as no command."))
                .addSubcommand(new Watch())
                .addSubcommand(new Publish(in))
                .addSubcommand(new Doctor())
                .addSubcommand(new HashPassword(in))
                .addSubcommand(new TrainingRun())
                .addSubcommand(new HelpCommand());
        return root.setOut(out)
                .setErr(err)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((mistake, all) -> wrongUsage(mistake, serve))
                .setExecutionExceptionHandler(Main::failed)
                .execute(args.toArray(String[]::new));
    }

    /** Whether this is no word of the parser's, of which a start shows nothing and which takes it a fifth of a second. */
    private static boolean isSetting(String arg) {
        return arg.startsWith("--") && !arg.startsWith("--help") && !arg.startsWith("--version");
    }

    private static int served(Callable<Integer> serve, PrintWriter err) {
        try {
            return serve.call();
        } catch (Exception defect) {
            defect.printStackTrace(err);
            return FAILED;
        }
    }

    /** The version in the jar's manifest, {@code dev} without a jar. */
    static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    /**
     * A command that takes the settings. Its parser only finds help and subcommands; reading the settings is what judges
     * them, because that tells all mistakes together, those of environment and file too.
     */
    private static CommandSpec settings(Callable<Integer> serve, String name, String description) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(serve);
        spec.name(name).mixinStandardHelpOptions(true).version("live updates hub " + version());
        spec.parser().overwrittenOptionsAllowed(true);
        spec.usageMessage().description(description).sortOptions(false).abbreviateSynopsis(true);
        Settings.all().forEach(it -> spec.addOption(option(it)));
        return spec;
    }

    private static OptionSpec option(Setting<?> setting) {
        String preset = setting.defaultText().isEmpty() ? "" : " Default: " + setting.defaultText();
        String description = setting.description().replace("`", "") + preset;
        return OptionSpec.builder(setting.option())
                .arity(setting.form() == Setting.Form.FLAG ? "0" : "1")
                .paramLabel(setting.usage().replaceFirst("^[^=]*=", ""))
                .description(description.replace("%", "%%")) // picocli takes it for a format
                .build();
    }

    private static int wrongUsage(ParameterException mistake, Callable<Integer> serve) throws Exception {
        CommandLine command = mistake.getCommandLine();
        if (command.getCommandSpec().userObject() == serve) {
            return serve.call();
        }
        command.getErr().println(mistake.getMessage());
        command.getErr().println("'./run.sh help %s' tells more.".formatted(command.getCommandName()));
        return StartFailure.WRONG_SETTING;
    }

    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (!(failure instanceof Failure)) {
            throw failure;
        }
        command.getErr().println(failure.getMessage());
        return FAILED;
    }
}

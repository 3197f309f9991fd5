package org.liveupdates.hub.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.doctor.Examination;
import org.liveupdates.hub.doctor.Pass;
import org.liveupdates.hub.doctor.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at a hub through its proxy and tells what to change. Exit code 1 when pages will notice something, or might. */
@Command(
        name = "doctor",
        description = "Looks at a hub from outside, through its proxy, and tells what to change.",
        sortOptions = false)
public final class Doctor implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "URL",
            description = "Address of the hub as its pages have it, such as https://app.example.com/liveUpdates.")
    private String url = "";

    @Option(
            names = "--idle",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "How long to look at silent connections. Default: as long as pages need, 30 or so")
    private int idle;

    @Mixin
    private Token token = new Token();

    @Option(
            names = "--cookie-file",
            paramLabel = "FILE",
            description =
                    "File with the cookies of a user of the application, name=value; name=value, for a hub that asks it.")
    private @Nullable Path cookies;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Override
    public Integer call() throws Failure, InterruptedException {
        if (spec == null) {
            throw new IllegalStateException("The command line parser has not filled this command");
        } else if (idle < 0) {
            throw new ParameterException(spec.commandLine(), "--idle=" + idle + " is out of range: use 0 or more.");
        }
        URI address = Connection.checked(url);
        Report report = new Examination(
                        address,
                        new Pass(token.read(), cookies == null ? "" : Token.line(cookies, "[\\x20-\\x7e]+", "cookies")),
                        Duration.ofSeconds(idle),
                        spec.commandLine().getOut())
                .run();
        report.advise();
        return report.isBad() || !report.isWhole() ? 1 : 0;
    }
}

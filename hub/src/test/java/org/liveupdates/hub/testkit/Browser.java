package org.liveupdates.hub.testkit;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The one headless Chromium of the test run: started by the first test that asks, closed when the run ends. Every name under {@code
 * .test} leads to loopback, so a page can have any origin; no other name leads anywhere. Tests use it from one thread.
 *
 * <p>Playwright's Java half is driven with the npm half and this machine's Node and Chromium: nothing is downloaded.
 */
public final class Browser {
    private static final List<String> ARGS = List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--host-resolver-rules=MAP *.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost");

    private static com.microsoft.playwright.Browser chromium;

    private Browser() {}

    /** A fresh profile: its own cookies, cache and connections; the tabs opened in it share them. */
    public static Profile profile() {
        return new Profile(chromium().newContext(new NewContextOptions()));
    }

    /** A profile that takes every certificate for good. */
    public static Profile trustingProfile() {
        return new Profile(chromium().newContext(new NewContextOptions().setIgnoreHTTPSErrors(true)));
    }

    /** A profile on a computer in that time zone, {@code America/New_York} for instance. */
    public static Profile profileIn(String timeZone) {
        return new Profile(chromium().newContext(new NewContextOptions().setTimezoneId(timeZone)));
    }

    private static synchronized com.microsoft.playwright.Browser chromium() {
        if (chromium == null) {
            Path executable = Tools.chromium();
            Playwright playwright = Playwright.create(new CreateOptions().setEnv(driver()));
            chromium = playwright
                    .chromium()
                    .launch(new LaunchOptions()
                            .setExecutablePath(executable)
                            .setArgs(ARGS)
                            .setHeadless(true));
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
        }
        return chromium;
    }

    /** Playwright looks for {@code package/cli.js} in its driver's folder: a link to the npm package serves. */
    private static Map<String, String> driver() {
        Path npm = Tools.npm("playwright-core", "cli.js").getParent();
        try {
            Path folder = Files.createTempDirectory("playwright-driver");
            Path link = Files.createSymbolicLink(folder.resolve("package"), npm);
            System.setProperty("playwright.cli.dir", folder.toString());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(link, folder)));
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for Playwright's driver", e);
        }
        return Map.of("PLAYWRIGHT_NODEJS_PATH", Tools.node().toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    }

    private static void delete(Path... paths) {
        for (Path path : paths) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                System.err.println("left behind: " + path);
            }
        }
    }
}

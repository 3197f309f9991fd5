package org.liveupdates.hub.deploy;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liveupdates.hub.config.Setting;
import org.liveupdates.hub.config.Settings;

/** Where the examples' {@code /opt/live-updates-hub} is in a test, with the jar of what was compiled just now. */
record Installed(Path folder) {
    static final Path EXAMPLES = Path.of("proxy-examples").toAbsolutePath();
    static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private static final String JAR = "live-updates-hub.jar";

    static Installed in(Path folder) {
        Installed made = new Installed(folder);
        made.jar(folder.resolve(JAR));
        return made;
    }

    /** A jar like that of the build, but for the libraries, which stay where Maven keeps them. */
    void jar(Path file) {
        Path classes = Path.of("hub", "target", "classes").toAbsolutePath();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "org.liveupdates.hub.Main");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, libraries());
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(
                        new JarEntry(classes.relativize(each).toString().replace(File.separatorChar, '/')));
                Files.copy(each, jar);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String libraries() {
        return Stream.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .filter(it -> it.endsWith(".jar"))
                .map(it -> Path.of(it).toUri().toString())
                .collect(Collectors.joining(" "));
    }

    /** The command of an example as it has to be here. */
    String here(String command) {
        return command.replace("/opt/live-updates-hub", folder.toString())
                .replace("/usr/bin/java", JAVA.toString())
                .replaceFirst("^java ", JAVA + " ");
    }

    static String example(String name) {
        try {
            return Files.readString(EXAMPLES.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Variables that an example names although the hub has no such setting. */
    static Set<String> unknownSettings(String example) {
        List<String> known = Settings.all().stream().map(Setting::variable).toList();
        Set<String> unknown = new TreeSet<>();
        Matcher named = Pattern.compile("\\bHUB_[A-Z_]*[A-Z]").matcher(example);
        while (named.find()) {
            if (!known.contains(named.group())) {
                unknown.add(named.group());
            }
        }
        return unknown;
    }
}

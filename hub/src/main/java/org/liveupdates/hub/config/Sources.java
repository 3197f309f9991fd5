package org.liveupdates.hub.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.config.Setting.Form;

/** What is given in the three places settings come from. The place that is read first wins. */
final class Sources {
    /** Variables that steer the tests; they are there too when a test starts a hub. */
    private static final String TEST_VARIABLES = Settings.VARIABLE_PREFIX + "TEST_";

    private final Map<String, Given> given = new HashMap<>();
    private final List<String> mistakes;

    Sources(List<String> mistakes) {
        this.mistakes = mistakes;
    }

    @Nullable
    Given of(Setting<?> setting) {
        return given.get(setting.key());
    }

    void commandLine(List<String> args) {
        ListIterator<String> rest = args.listIterator();
        while (rest.hasNext()) {
            String[] arg = rest.next().split("=", 2);
            if (!arg[0].startsWith("--")) {
                mistakes.add("'%s' is neither a command nor a setting: 'help' lists them all.".formatted(arg[0]));
                continue;
            }
            Setting<?> setting = Settings.named(arg[0].substring(2)).orElse(null);
            if (setting == null) {
                unknown(arg[0], "", Setting::option);
            }
            boolean flag = setting != null && setting.form() == Form.FLAG;
            String value = arg.length == 2 ? arg[1] : flag ? "true" : following(rest);
            if (setting != null) {
                add(setting, arg[0], value);
            }
        }
    }

    private static @Nullable String following(ListIterator<String> rest) {
        if (!rest.hasNext()) {
            return null;
        }
        String next = rest.next();
        if (next.startsWith("--")) {
            rest.previous();
            return null;
        }
        return next;
    }

    private void add(Setting<?> setting, String name, @Nullable String value) {
        if (value == null) {
            mistakes.add("%s needs a value: write %s.".formatted(name, setting.usage()));
            return;
        }
        Given before = given.get(setting.key());
        if (before != null && setting.form() != Form.MANY) {
            mistakes.add(name + " is there twice: give it once.");
            return;
        }
        given.put(setting.key(), before == null ? new Given(name, value, "") : before.and(value));
    }

    void environment(Map<String, String> variables) {
        for (String name : new TreeSet<>(variables.keySet())) {
            if (name.startsWith(Settings.VARIABLE_PREFIX) && !name.startsWith(TEST_VARIABLES)) {
                lookUp(name, String.valueOf(variables.get(name)), "", Setting::variable);
            }
        }
    }

    void file(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            mistakes.add("%s cannot be read as a properties file in UTF-8 (%s): write one key=value a line."
                    .formatted(file, unreadable.getMessage()));
            return;
        }
        String place = " in " + file.getFileName();
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            if (name.equals(Settings.CONFIG.key())) {
                mistakes.add(name + place + " would name a second file: keep all settings in one.");
            } else {
                lookUp(name, properties.getProperty(name).strip(), place, Setting::key);
            }
        }
    }

    private void lookUp(String name, String value, String place, Function<Setting<?>, String> spelling) {
        Optional<Setting<?>> setting = Settings.all().stream()
                .filter(it -> spelling.apply(it).equals(name))
                .findFirst();
        setting.ifPresentOrElse(
                it -> given.putIfAbsent(it.key(), new Given(name, value, place)), () -> unknown(name, place, spelling));
    }

    private void unknown(String name, String place, Function<Setting<?>, String> spelling) {
        Stream<String> names = Settings.all().stream().map(spelling);
        String hint = Spelling.nearest(name, names.toList())
                .map(it -> "Did you mean " + it + "?")
                .orElse("The command 'help' lists them all.");
        mistakes.add("%s%s is not a setting. %s".formatted(name, place, hint));
    }
}

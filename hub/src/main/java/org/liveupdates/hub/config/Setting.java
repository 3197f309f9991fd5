package org.liveupdates.hub.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One row of the settings table. Its names on the command line, in the environment and in a file all come from the key.
 *
 * @param <T> what the text of a value becomes
 * @param key name, lower case with dashes
 * @param placeholder what to write for a value, with its units; empty for a flag
 * @param defaultText value when nothing is given, written as an operator would; empty for none
 * @param description one sentence for helps and the README
 * @param form how often it may be given, and whether it needs a value
 * @param parser understands and checks the text
 */
public record Setting<T>(
        String key, String placeholder, String defaultText, String description, Form form, Parser<T> parser) {

    /** How a setting is given. */
    public enum Form {
        /** Once, with a value. */
        ONE,
        /** Several times or as a comma list; all values count. */
        MANY,
        /** Its presence says yes; environment and files say {@code true} or {@code false}. */
        FLAG
    }

    /** Understands one value. */
    @FunctionalInterface
    public interface Parser<T> {
        /** Returns the value, or throws what is wrong with the text. */
        T parse(String text) throws WrongValue;
    }

    static Setting<Boolean> flag(String key, String description) {
        Parser<Boolean> parser = text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new WrongValue(text, "is neither true nor false: choose one");
        };
        return new Setting<>(key, "", "false", description, Form.FLAG, parser);
    }

    static <T> Setting<T> one(
            String key, String placeholder, String defaultText, String description, Parser<T> parser) {
        return new Setting<>(key, placeholder, defaultText, description, Form.ONE, parser);
    }

    static <T> Setting<List<T>> many(
            String key, String placeholder, String defaultText, String description, Parser<T> item) {
        return new Setting<>(key, placeholder, defaultText, description, Form.MANY, text -> list(text, item));
    }

    /** All wrong items are told together, as all wrong settings are. An empty text is an empty list. */
    private static <T> List<T> list(String text, Parser<T> item) throws WrongValue {
        List<T> values = new ArrayList<>();
        List<WrongValue.Part> wrong = new ArrayList<>();
        for (String part : text.split(",")) {
            try {
                if (!part.isBlank()) {
                    values.add(item.parse(part.strip()));
                }
            } catch (WrongValue mistake) {
                wrong.addAll(mistake.parts());
            }
        }
        if (!wrong.isEmpty()) {
            throw new WrongValue(wrong);
        }
        return values.stream().distinct().toList();
    }

    /** The name on the command line, {@code --max-queue}. */
    public String option() {
        return "--" + key;
    }

    /** The name with what to write behind it, {@code --max-queue=N}. */
    public String usage() {
        return switch (form) {
            case ONE -> option() + "=" + placeholder;
            case MANY -> option() + "=" + placeholder + ",...";
            case FLAG -> option();
        };
    }

    /** The name in the environment, {@code HUB_MAX_QUEUE}. */
    public String variable() {
        return Settings.VARIABLE_PREFIX + key.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    T defaultValue() {
        try {
            return parser.parse(defaultText);
        } catch (WrongValue mistake) {
            throw new IllegalStateException("The default of " + key + " is wrong", mistake);
        }
    }
}

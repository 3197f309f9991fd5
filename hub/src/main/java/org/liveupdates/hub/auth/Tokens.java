package org.liveupdates.hub.auth;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.liveupdates.hub.core.Printable;
import org.liveupdates.hub.core.Sha256;

/** The tokens of a file, {@code NAME TOKEN [rooms=A,B] [entities=A,B] [read-only] [expires=TIME]} a line. Keeps no token. */
final class Tokens {
    /** Characters: 16 of base 64 are 96 bits. */
    static final int SHORTEST = 16;

    /** Characters that pass unaltered through the query of an upgrade, into which pages write tokens as they are. */
    static final Pattern OF_PAGES = Pattern.compile("[A-Za-z0-9._~-]+");

    /** Of {@code Authorization: Bearer} (RFC 6750, 2.1). */
    static final Pattern OF_BACK_ENDS = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private record Entry(byte[] digest, Principal owner) {}

    private final List<Entry> entries;

    private Tokens(List<Entry> entries) {
        this.entries = entries;
    }

    /** Whose token it is. Takes as long for a wrong one as for any other. */
    Optional<Principal> owner(String token) {
        byte[] digest = digest(token);
        Principal owner = null;
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(entry.digest, digest)) {
                owner = entry.owner;
            }
        }
        return Optional.ofNullable(owner);
    }

    /**
     * Reads the file.
     *
     * @param form what a token may look like
     */
    static Tokens read(Path file, Pattern form) throws SetupMistake {
        String text = new String(SecretFile.bytes(file), StandardCharsets.UTF_8);
        List<Entry> entries = new ArrayList<>();
        Set<String> tokens = new HashSet<>();
        List<String> mistakes = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            String content = line.strip();
            if (content.isEmpty() || content.startsWith("#")) {
                continue;
            }
            try {
                String[] words = content.split("\\s+");
                check(words, form, tokens);
                entries.add(new Entry(digest(words[1]), owner(words)));
            } catch (WrongLine wrong) {
                mistakes.add("%s, line %d: %s.".formatted(file, number, wrong.getMessage()));
            }
        }
        if (entries.isEmpty() && mistakes.isEmpty()) {
            mistakes.add("%s has no token: write NAME TOKEN, one a line.".formatted(file));
        }
        if (!mistakes.isEmpty()) {
            throw new SetupMistake(mistakes);
        }
        return new Tokens(List.copyOf(entries));
    }

    private static void check(String[] words, Pattern form, Set<String> tokens) throws WrongLine {
        if (words.length < 2) {
            throw new WrongLine("write a name and a token");
        } else if (words[1].length() < SHORTEST) {
            throw new WrongLine("the token is shorter than " + SHORTEST + " characters");
        } else if (!form.matcher(words[1]).matches()) {
            String others = form == OF_PAGES ? ". _ ~ -" : ". _ ~ + / - and = at the end";
            throw new WrongLine("a token has letters, digits and " + others + " only");
        } else if (!tokens.add(words[1])) {
            throw new WrongLine("the token is there already");
        }
    }

    private static Principal owner(String[] words) throws WrongLine {
        Set<String> rooms = Set.of();
        Set<String> entities = Set.of();
        boolean readOnly = false;
        Optional<Instant> expires = Optional.empty();
        for (String word : Arrays.asList(words).subList(2, words.length)) {
            String value = word.substring(word.indexOf('=') + 1);
            if (word.startsWith("rooms=")) {
                rooms = names(value);
            } else if (word.startsWith("entities=")) {
                entities = names(value);
            } else if (word.equals("read-only")) {
                readOnly = true;
            } else if (word.startsWith("expires=")) {
                expires = Optional.of(instant(value));
            } else {
                // Not shown: it may be half a token.
                throw new WrongLine("behind the token stand rooms=A,B or entities=A,B or read-only or expires=TIME");
            }
        }
        return new Principal(Printable.line(words[0]), rooms, entities, readOnly, expires);
    }

    private static Set<String> names(String list) throws WrongLine {
        List<String> names = List.of(list.split(",", -1));
        if (names.contains("")) {
            throw new WrongLine("a name is missing in rooms= or entities=");
        }
        return Set.copyOf(new HashSet<>(names));
    }

    private static Instant instant(String text) throws WrongLine {
        try {
            return Instant.parse(text);
        } catch (DateTimeException wrong) {
            throw new WrongLine("write the time as expires=2030-12-31T23:00:00Z");
        }
    }

    private static byte[] digest(String token) {
        return Sha256.digest().digest(token.getBytes(StandardCharsets.UTF_8));
    }

    private static final class WrongLine extends Exception {
        private static final long serialVersionUID = 1L;

        WrongLine(String message) {
            super(message);
        }
    }
}

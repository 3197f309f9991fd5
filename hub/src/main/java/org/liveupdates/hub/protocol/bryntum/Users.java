package org.liveupdates.hub.protocol.bryntum;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.auth.Passwords;
import org.liveupdates.hub.core.Sha256;

/** Who may log in. Immutable, safe for use by any thread. */
final class Users {
    /** A user of the file. */
    record Listed(User user, String hash) {}

    private final @Nullable Map<String, Listed> listed;
    private final List<String> hashes;

    /** Chosen anew at each start, so that nobody can tell which hash stands in for which name. */
    private final byte[] salt = new byte[16];

    private Users(@Nullable Map<String, Listed> listed) {
        this.listed = listed;
        this.hashes = listed == null
                ? List.of()
                : listed.values().stream().map(Listed::hash).toList();
        new SecureRandom().nextBytes(salt);
    }

    /** Any name enters without a password. */
    static Users anybody() {
        return new Users(null);
    }

    /** @param listed by name, not empty */
    static Users of(Map<String, Listed> listed) {
        return new Users(Map.copyOf(listed));
    }

    boolean haveNoPasswords() {
        return listed == null;
    }

    /**
     * The user of this name, if this is his password. Takes some tenths of a second, and as long for a name that nobody has:
     * the password is then compared with one of the others' hashes, always the same one.
     */
    Optional<User> find(String name, String password) {
        if (listed == null) {
            return Optional.of(new User(name));
        }
        Listed user = listed.get(name);
        boolean right = Passwords.match(user == null ? standIn(name) : user.hash(), password);
        return right && user != null ? Optional.of(user.user()) : Optional.empty();
    }

    private String standIn(String name) {
        MessageDigest digest = Sha256.digest();
        digest.update(salt);
        int number = digest.digest(name.getBytes(StandardCharsets.UTF_8))[0] & 0xff;
        return hashes.get(number % hashes.size());
    }
}

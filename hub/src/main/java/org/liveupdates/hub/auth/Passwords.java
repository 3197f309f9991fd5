package org.liveupdates.hub.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * Hashes of passwords: bcrypt as {@code $2b$11$…}, also what {@code htpasswd -B} writes, and scrypt as
 * {@code $scrypt$ln=15,r=8,p=1$salt$hash} with base 64 that is not padded.
 */
public final class Passwords {
    /** Bytes that bcrypt looks at; a longer password would be known by its beginning. */
    public static final int LONGEST = 72;

    /** Of the hashes that are made here: some 0.1 s of one processor. */
    private static final int COST = 11;

    /** Of a hash that is believed: each step doubles the time, and everybody may ask for a comparison. */
    private static final int MOST_COST = 15;

    /** Bytes that one comparison may take. */
    private static final long MOST_MEMORY = 64L << 20;

    private static final int SALT_BYTES = 16;
    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");
    private static final Pattern SCRYPT = Pattern.compile(
            "\\$scrypt\\$ln=(\\d{1,2}),r=(\\d{1,2}),p=(\\d)\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    private Passwords() {}

    /** A new hash of a password that is not longer than {@link #LONGEST}. */
    public static String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return OpenBSDBCrypt.generate("2b", password.toCharArray(), salt, COST);
    }

    /** Whether the text is a hash that can be compared with, and at a price that the hub pays. */
    public static boolean isHash(String text) {
        Matcher bcrypt = BCRYPT.matcher(text);
        if (bcrypt.matches()) {
            int cost = Integer.parseInt(bcrypt.group(1));
            return cost >= 4 && cost <= MOST_COST;
        }
        Matcher scrypt = SCRYPT.matcher(text);
        if (!scrypt.matches() || !isBase64(scrypt.group(4)) || !isBase64(scrypt.group(5))) {
            return false;
        }
        int ln = Integer.parseInt(scrypt.group(1));
        int r = Integer.parseInt(scrypt.group(2));
        int p = Integer.parseInt(scrypt.group(3));
        return ln >= 1 && ln <= 20 && r >= 1 && p >= 1 && (128L * r << ln) * p <= MOST_MEMORY && ln < 16 * r;
    }

    /** Of its letters; a single one behind the groups of four is less than a byte. */
    private static boolean isBase64(String letters) {
        return letters.length() % 4 != 1;
    }

    /** Whether the hash is the password's. Takes as long for a wrong one; some tenths of a second. */
    public static boolean match(String hash, String password) {
        Matcher scrypt = SCRYPT.matcher(hash);
        if (!scrypt.matches()) {
            return OpenBSDBCrypt.checkPassword(hash, password.toCharArray());
        }
        byte[] wanted = Base64.getDecoder().decode(scrypt.group(5));
        byte[] shown = SCrypt.generate(
                password.getBytes(StandardCharsets.UTF_8),
                Base64.getDecoder().decode(scrypt.group(4)),
                1 << Integer.parseInt(scrypt.group(1)),
                Integer.parseInt(scrypt.group(2)),
                Integer.parseInt(scrypt.group(3)),
                wanted.length);
        return MessageDigest.isEqual(wanted, shown);
    }
}

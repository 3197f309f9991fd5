package org.liveupdates.hub.protocol.faye;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Recognises a publish that a client sends again because a cut swallowed the answer: same client id, same message id,
 * same data. Remembers the last {@value #PER_CLIENT} of each client, also after the session has ended, since the repeat
 * may arrive later than that.
 *
 * <p>Safe for use by any thread.
 */
final class RepeatGuard {
    private static final int PER_CLIENT = 64;

    private static final long SEED = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    /** By a hash of the client id, which may be as long as a message. */
    private final Map<Long, Recent> clients;

    /** @param capacity clients to remember; the one unheard for the longest time is forgotten first */
    RepeatGuard(int capacity) {
        clients = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Recent> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Whether this publish comes for the first time; it is remembered from then on. */
    synchronized boolean isFirst(String clientId, String messageId, String data) {
        long message = hash(hash(SEED, messageId), data);
        return clients.computeIfAbsent(hash(SEED, clientId), id -> new Recent()).add(message);
    }

    /** Takes back what {@link #isFirst} remembered, for a publish that could not be relayed and may be tried again. */
    synchronized void forget(String clientId, String messageId, String data) {
        Recent recent = clients.get(hash(SEED, clientId));
        if (recent != null) {
            recent.remove(hash(hash(SEED, messageId), data));
        }
    }

    /** FNV-1a, 64 bits: wide enough that two different messages of one client are never taken for one. */
    private static long hash(long seed, String text) {
        long hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return (hash ^ 0xffff) * PRIME; // no character of any text
    }

    private static final class Recent {
        private long[] hashes = new long[4];
        private int next;
        private int size;

        boolean add(long hash) {
            for (int i = 0; i < size; i++) {
                if (hashes[i] == hash) {
                    return false;
                }
            }
            if (next == hashes.length && hashes.length < PER_CLIENT) {
                hashes = Arrays.copyOf(hashes, hashes.length * 2);
            }
            next = next % hashes.length;
            hashes[next++] = hash;
            size = Math.min(size + 1, hashes.length);
            return true;
        }

        void remove(long hash) {
            for (int i = 0; i < size; i++) {
                if (hashes[i] == hash) {
                    hashes[i] = 0; // as likely the hash of a message as any other number
                    return;
                }
            }
        }
    }
}

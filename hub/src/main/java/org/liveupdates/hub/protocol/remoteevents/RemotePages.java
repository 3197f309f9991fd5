package org.liveupdates.hub.protocol.remoteevents;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The pages of one room by the names that they listen to. Safe for use by any thread. */
final class RemotePages {
    private static final int ID_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Set<RemotePage>> byName = new ConcurrentHashMap<>();
    private final Set<RemotePage> all = ConcurrentHashMap.newKeySet();

    void add(RemotePage page) {
        all.add(page);
    }

    void remove(RemotePage page) {
        all.remove(page);
    }

    int count() {
        return all.size();
    }

    Set<RemotePage> all() {
        return Set.copyOf(all);
    }

    /** An id that nobody can guess. */
    String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    void subscribe(RemotePage page, String name) {
        byName.compute(name, (same, pages) -> {
            Set<RemotePage> listeners = pages == null ? ConcurrentHashMap.newKeySet() : pages;
            listeners.add(page);
            return listeners;
        });
    }

    void unsubscribe(RemotePage page, Set<String> names) {
        for (String name : names) {
            byName.computeIfPresent(name, (same, pages) -> {
                pages.remove(page);
                return pages.isEmpty() ? null : pages;
            });
        }
    }

    /** Queues a frame for every page that listens to the name, and returns for how many. */
    int send(String name, String frame) {
        int sent = 0;
        for (RemotePage page : byName.getOrDefault(name, Set.of())) {
            sent += page.offer(frame) ? 1 : 0;
        }
        return sent;
    }
}

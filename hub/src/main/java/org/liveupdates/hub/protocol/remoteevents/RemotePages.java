package org.liveupdates.hub.protocol.remoteevents;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.liveupdates.hub.config.Limits;

/** The pages of one room by the names that they listen to. Safe for use by any thread. */
final class RemotePages {
    private static final int ID_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Set<RemotePage>> byName = new ConcurrentHashMap<>();
    private final Set<RemotePage> all = ConcurrentHashMap.newKeySet();

    private final int most;
    private final int mostNames;

    RemotePages(Limits limits) {
        most = limits.sessions();
        mostNames = limits.channels();
    }

    /** Lets a page in, unless as many are here as may be. */
    synchronized boolean add(RemotePage page) {
        return all.size() < most && all.add(page);
    }

    /** Returns whether the page was here. */
    boolean remove(RemotePage page) {
        return all.remove(page);
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

    /** Names that somebody listens to. */
    int names() {
        return byName.size();
    }

    /** Returns whether the page listens to the name now: not if it is a new one and there are as many as may be. */
    boolean subscribe(RemotePage page, String name) {
        Set<RemotePage> now = byName.compute(name, (same, pages) -> {
            if (pages == null && byName.size() >= mostNames) {
                return null;
            }
            Set<RemotePage> listeners = pages == null ? ConcurrentHashMap.newKeySet() : pages;
            listeners.add(page);
            return listeners;
        });
        return now != null;
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

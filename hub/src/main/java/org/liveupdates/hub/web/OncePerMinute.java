package org.liveupdates.hub.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Lets each text through once a minute, so that a client which knocks for ever does not fill the log. */
final class OncePerMinute {
    private static final int REMEMBERED = 256;
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final Map<String, Long> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    synchronized boolean first(String text) {
        long now = System.nanoTime();
        Long last = seen.get(text);
        if (last != null && now - last < MINUTE) {
            return false;
        }
        seen.put(text, now);
        return true;
    }
}

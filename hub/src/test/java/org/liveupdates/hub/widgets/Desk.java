package org.liveupdates.hub.widgets;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.liveupdates.hub.testkit.Browser;
import org.liveupdates.hub.testkit.Profile;
import org.liveupdates.hub.testkit.Tab;

/**
 * A user's browser with its one tab. The next test's page takes it over: it comes up there in a third of the time that a new browser
 * needs. Nothing of one test is left in another, because each test's application is another origin; a test that changes the browser
 * itself, its clock for instance, has to bring its own.
 */
final class Desk implements AutoCloseable {
    private static final Map<String, Deque<Desk>> FREE = new HashMap<>();

    private final String timeZone;
    private final Profile profile;
    private final Tab tab;

    private Desk(String timeZone) {
        this.timeZone = timeZone;
        profile = timeZone.isEmpty() ? Browser.profile() : Browser.profileIn(timeZone);
        tab = profile.open("about:blank");
    }

    /** A free one, else a new one; {@code timeZone} is empty for this machine's. */
    static Desk in(String timeZone) {
        Desk free = FREE.computeIfAbsent(timeZone, key -> new ArrayDeque<>()).poll();
        return free == null ? new Desk(timeZone) : free;
    }

    Tab tab() {
        return tab;
    }

    /** Frees it; one whose page does not let go is not used again. */
    @Override
    public void close() {
        boolean left = false;
        try {
            tab.leave();
            left = true;
        } finally {
            if (left) {
                FREE.get(timeZone).push(this);
            } else {
                profile.close();
            }
        }
    }
}

package org.liveupdates.hub.contract;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.StalledPage;

/** How one protocol's pages and back ends say and hear what the contract is about. Announcements are short texts. */
interface Tongue {
    /** A page that listens, at a mount such as {@code /hr}; the empty text is the standard room's. */
    Ear listen(HubRelay hub, String mount);

    /** Somebody who announces one after the other. */
    Mouth speak(HubRelay hub, String mount);

    /** A page that listens, and then takes no byte any more. */
    StalledPage stall(HubRelay hub);

    /** What the hub logs of a page that is too slow. */
    String slowLine();

    /** What a client writes that does not keep to the protocol, each with a part of the answer; the page may stay. */
    List<Blunder> blunders();

    /** Says it on a connection of its own, which stays open until it was answered, and returns the answer. */
    String blunder(HubRelay hub, String text);

    /** Announces that many bytes in every way there is, and returns the answers: refusals, or codes of ended connections. */
    List<String> shout(HubRelay hub, int bytes);

    /** What each of the answers to a shout has to contain one of. */
    List<String> refusals();

    /** @param answer a part of what is answered */
    record Blunder(String text, String answer) {}

    /** A page that hears. */
    interface Ear extends AutoCloseable {
        /** All announcements so far. */
        List<String> heard();

        /** Says good-bye as the protocol has it, and returns when the hub has answered. */
        void leave();

        /** Completes with the code of the connection's end. */
        CompletableFuture<Integer> closed();

        /** Just cuts the connection. */
        @Override
        void close();
    }

    /** Somebody who announces. */
    interface Mouth extends AutoCloseable {
        /** Returns when the hub has taken it. */
        void say(String text);

        @Override
        void close();
    }
}

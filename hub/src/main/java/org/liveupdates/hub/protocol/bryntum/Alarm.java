package org.liveupdates.hub.protocol.bryntum;

import java.time.Duration;

/** A clock that can be set. */
interface Alarm {
    /** Nanoseconds since some moment. */
    long nanos();

    /** Runs the task once, later, on any thread. */
    void after(Duration pause, Runnable task);
}

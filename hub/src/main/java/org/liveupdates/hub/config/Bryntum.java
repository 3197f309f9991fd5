package org.liveupdates.hub.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The protocol of Bryntum Gantt.
 *
 * @param port a second TCP port, where it is spoken at {@code /}; 0 lets the system choose
 * @param projects file with users and projects; empty for the sample, where any name enters
 * @param reset how long nobody works with a changed project before its data set is restored; empty for never
 * @param autosave how often at most one client of a project is told to save a version
 */
public record Bryntum(Optional<Integer> port, Optional<Path> projects, Optional<Duration> reset, Duration autosave) {}

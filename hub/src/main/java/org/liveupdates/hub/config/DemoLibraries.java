package org.liveupdates.hub.config;

import java.net.URI;

/**
 * Where the demo finds the widgets' files: a site each, or a folder as {@code file:}; both end in a slash.
 *
 * @param scheduler of a Scheduler
 * @param gantt of a Gantt
 */
public record DemoLibraries(URI scheduler, URI gantt) {}

/** Settings: read once from command line, environment and file, checked together before the port opens. */
@NullMarked
package org.liveupdates.hub.config;

import org.jspecify.annotations.NullMarked;

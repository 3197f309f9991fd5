/** Commands that talk to a running hub, or to any other Bayeux server: {@code watch} and {@code publish}. */
@NullMarked
package org.liveupdates.hub.cli;

import org.jspecify.annotations.NullMarked;

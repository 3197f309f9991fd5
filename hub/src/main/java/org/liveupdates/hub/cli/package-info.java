/** Commands that talk to a running hub, or to any other Bayeux server: {@code watch}, {@code publish} and {@code doctor}. */
@NullMarked
package org.liveupdates.hub.cli;

import org.jspecify.annotations.NullMarked;

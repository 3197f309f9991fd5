/**
 * What every protocol has in common: an update comes in from a page or a back end and goes to the sinks of its room.
 * Depends on nothing but the JDK.
 */
@NullMarked
package org.liveupdates.hub.core;

import org.jspecify.annotations.NullMarked;

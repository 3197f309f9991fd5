/** What the wire protocols have in common; each is a package below, and none knows another. */
@NullMarked
package org.liveupdates.hub.protocol;

import org.jspecify.annotations.NullMarked;

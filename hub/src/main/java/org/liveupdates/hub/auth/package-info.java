/** Who is who: what a client shows becomes a principal, or a refusal. Knows no protocol. */
@NullMarked
package org.liveupdates.hub.auth;

import org.jspecify.annotations.NullMarked;

/** The hub as a program: its command line and the one place where its parts are put together. */
@NullMarked
package org.liveupdates.hub;

import org.jspecify.annotations.NullMarked;

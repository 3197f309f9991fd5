/** The scripts that pages include, each joined from the small files of its folder in {@code static}. */
@NullMarked
package org.liveupdates.hub.script;

import org.jspecify.annotations.NullMarked;

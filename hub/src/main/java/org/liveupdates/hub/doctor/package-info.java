/** Looks at a hub from outside, as its pages do, and tells what lies between them wrongly. Knows no hub's inside. */
@NullMarked
package org.liveupdates.hub.doctor;

import org.jspecify.annotations.NullMarked;

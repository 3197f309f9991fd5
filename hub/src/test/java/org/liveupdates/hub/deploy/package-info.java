/** The hub as it is installed: from a jar, by the files of {@code proxy-examples/}, with only paths and ports replaced. */
package org.liveupdates.hub.deploy;

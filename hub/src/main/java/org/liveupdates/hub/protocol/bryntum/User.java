package org.liveupdates.hub.protocol.bryntum;

/** Somebody who has logged in. */
record User(String name) {}

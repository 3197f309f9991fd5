package org.liveupdates.hub.protocol.bryntum;

/** The two ways in which clients speak. */
enum Dialect {
    /** Fields beside {@code command}, names in camel case, a change as {@code changes}: the vendor's article. */
    FLAT,

    /** Fields in {@code data}, names in snake case, changes as numbered revisions: the vendor's public server since 2024. */
    WRAPPED
}

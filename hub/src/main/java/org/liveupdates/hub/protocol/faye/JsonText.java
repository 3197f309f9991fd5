package org.liveupdates.hub.protocol.faye;

/**
 * A well-formed JSON value kept as the sender wrote it. Data only passes through the hub; never turned into objects, it
 * comes out identical (big numbers, duplicate keys, {@code __proto__}) and costs no second encoding.
 *
 * @param text one JSON value on one line
 */
record JsonText(String text) {
    @Override
    public String toString() {
        return text;
    }
}

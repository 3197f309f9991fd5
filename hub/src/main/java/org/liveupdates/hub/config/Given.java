package org.liveupdates.hub.config;

/**
 * The text of one setting, with what a mistake needs to point at it.
 *
 * @param name as it was written: {@code --port}, {@code HUB_PORT} or {@code port}
 * @param value text behind the name
 * @param place {@code " in hub.properties"}, or empty
 */
record Given(String name, String value, String place) {
    Given and(String further) {
        return new Given(name, value + "," + further, place);
    }

    String sentence(WrongValue.Part part) {
        String what = part.text().isEmpty() ? name + place + " is empty: it " : name + "=" + part.text() + place + " ";
        return what + part.complaint() + ".";
    }
}

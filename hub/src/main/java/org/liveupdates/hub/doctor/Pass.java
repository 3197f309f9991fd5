package org.liveupdates.hub.doctor;

import java.net.HttpCookie;
import java.util.ArrayList;
import java.util.List;

/**
 * What a page shows to be let in.
 *
 * @param token of RemoteEvents; empty for none
 * @param cookie as a browser sends them, {@code name=value; name=value}; empty for none
 */
public record Pass(String token, String cookie) {
    /** Nothing. */
    public static final Pass NONE = new Pass("", "");

    /** Of the site; secure connection or not. */
    List<HttpCookie> cookies() {
        List<HttpCookie> result = new ArrayList<>();
        for (String pair : cookie.split(";")) {
            int sign = pair.indexOf('=');
            if (sign > 0) {
                HttpCookie made = new HttpCookie(
                        pair.substring(0, sign).strip(),
                        pair.substring(sign + 1).strip());
                made.setVersion(0); // or it would be sent in quotes
                made.setPath("/");
                result.add(made);
            }
        }
        return result;
    }
}

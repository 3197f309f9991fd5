package org.liveupdates.hub.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/** What a stranger must never learn: how the server is built. */
public final class Inside {
    private static final Pattern TELLTALE = Pattern.compile(
            "(?i)exception|throwable|\\bat [a-z.]+\\(|\\.java\\b|jetty|cometd|jackson|\\bjava\\.|\\bjakarta\\.|liveupdates\\.hub|HttpParser");

    private Inside() {}

    /** Fails when an answer, with head and body, tells of classes or where in them something went wrong. */
    public static <T> T staysHidden(T answer) {
        assertThat(answer.toString()).doesNotContainPattern(TELLTALE);
        return answer;
    }
}

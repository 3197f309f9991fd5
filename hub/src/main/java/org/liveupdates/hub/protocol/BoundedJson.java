package org.liveupdates.hub.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import java.io.IOException;
import org.liveupdates.hub.config.Limits;

/** How JSON of strangers is read: in bounds, and with the pieces that are passed on as they came. */
public final class BoundedJson {
    private BoundedJson() {}

    /**
     * A factory whose parsers throw {@link com.fasterxml.jackson.core.exc.StreamConstraintsException} beyond the bounds.
     *
     * @param nesting levels that may be read
     * @param written levels that may be written
     * @param digits of one number; to compute with a longer one would take long
     * @param length characters of one text or name
     */
    public static JsonFactory factory(int nesting, int written, int digits, int length) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(nesting)
                        .maxNumberLength(digits)
                        .maxStringLength(length)
                        .maxNameLength(length)
                        .build())
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(written)
                        .build())
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES) // a stranger's names are not worth keeping
                .build();
    }

    /** The same with the levels and the length of the settings, and the envelope's levels on top. */
    public static JsonFactory factory(Limits limits, int envelope, int digits) {
        int nesting = limits.nesting() + envelope;
        return factory(nesting, nesting, digits, limits.messageBytes());
    }

    /**
     * The value at which a parser stands, as it was written, in one line: inside strings line ends are always escaped, so the
     * others are white space, and an event stream would break at them.
     *
     * @param text all that the parser reads
     */
    public static String raw(JsonParser parser, char[] text) throws IOException {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        int end = (int) parser.currentLocation().getCharOffset();
        return new String(text, start, end - start).strip().replace('\n', ' ').replace('\r', ' ');
    }
}

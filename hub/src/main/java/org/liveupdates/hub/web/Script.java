package org.liveupdates.hub.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.liveupdates.hub.core.Sha256;

/** A script in memory, ready to send plain or compressed, with what a browser needs to ask for changes only. */
final class Script {
    private static final Pattern TAG = Pattern.compile("\"([^\"]*)\"");

    private final byte[] plain;
    private final byte[] gzip;
    private final String digest;
    private final String lastModified;

    Script(byte[] bytes, Instant modified) {
        plain = bytes;
        gzip = compress(bytes);
        digest = digest(bytes);
        lastModified = DateTimeFormatter.RFC_1123_DATE_TIME.format(modified.atOffset(ZoneOffset.UTC));
    }

    void send(Request request, Response response, Callback callback) {
        HttpFields asked = request.getHeaders();
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.ETAG, "W/\"" + digest + "\""); // weak: one for plain and compressed
        headers.put(HttpHeader.LAST_MODIFIED, lastModified);
        headers.put(HttpHeader.CACHE_CONTROL, "no-cache");
        headers.put("Cross-Origin-Resource-Policy", "cross-origin");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.add(HttpHeader.VARY, "Accept-Encoding");
        if (isFresh(asked)) {
            response.setStatus(HttpStatus.NOT_MODIFIED_304);
            response.write(true, null, callback);
            return;
        }
        boolean compressed = asked.getCSV(HttpHeader.ACCEPT_ENCODING, false).stream()
                .anyMatch(coding -> coding.matches("gzip(\\s*;\\s*q=(1|0\\.\\d*[1-9]).*)?"));
        byte[] body = compressed ? gzip : plain;
        if (compressed) {
            headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
        }
        headers.put(HttpHeader.CONTENT_TYPE, "text/javascript; charset=utf-8");
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        boolean head = "HEAD".equals(request.getMethod());
        response.write(true, head ? null : ByteBuffer.wrap(body).asReadOnlyBuffer(), callback);
    }

    /** RFC 9110, 13.2.2: a list of tags wins over the date. */
    private boolean isFresh(HttpFields asked) {
        String tags = String.join(",", asked.getValuesList(HttpHeader.IF_NONE_MATCH));
        if (!tags.isBlank()) {
            // Not getCSV, to which W/"…" is a wrong quotation.
            return tags.strip().equals("*")
                    || TAG.matcher(tags).results().anyMatch(tag -> tag.group(1).equals(digest));
        }
        return lastModified.equals(asked.get(HttpHeader.IF_MODIFIED_SINCE));
    }

    private static byte[] compress(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException x) {
            throw new UncheckedIOException(x);
        }
        return out.toByteArray();
    }

    private static String digest(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.digest().digest(bytes), 0, 10);
    }
}

package org.liveupdates.hub.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came back, as it came.
 *
 * @param status 0 when the hub hung up without a word
 * @param headers one line each
 * @param bytes the body, without the marks of chunks
 */
public record HttpAnswer(int status, List<String> headers, byte[] bytes) {
    /**
     * Reads until the answer is complete or the hub hangs up.
     *
     * @param isHead whether the request was a HEAD, whose answer has no body, but may tell the length of one
     * @throws java.net.SocketTimeoutException when the hub does neither
     */
    static HttpAnswer read(InputStream in, boolean isHead) throws IOException {
        List<String> head = new ArrayList<>();
        try {
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                head.add(line);
            }
        } catch (EOFException | SocketException hungUp) {
            return new HttpAnswer(0, List.of(), new byte[0]);
        }
        String[] first = head.get(0).split(" ");
        int status = first.length > 1 && first[0].startsWith("HTTP/") ? Integer.parseInt(first[1]) : 0;
        HttpAnswer answer = new HttpAnswer(status, head.subList(1, head.size()), new byte[0]);
        return isHead ? answer : new HttpAnswer(status, answer.headers, body(in, answer));
    }

    public String body() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The messages in the body. */
    public JsonNode json() {
        return RawBayeux.parse(body());
    }

    /** Value of the header, null when it is not there or there twice. */
    public @Nullable String header(String name) {
        List<String> values = all(name);
        return values.size() == 1 ? values.get(0) : null;
    }

    /** Every value of the header. */
    public List<String> all(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return headers.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .toList();
    }

    /** Everything that a client gets to see, for checks of what must not be in it. */
    @Override
    public String toString() {
        return status + " " + String.join("\n", headers) + "\n\n" + body();
    }

    private static byte[] body(InputStream in, HttpAnswer head) throws IOException {
        if (head.status == 204 || head.status == 304 || head.status < 200) {
            return new byte[0];
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String length = head.header("Content-Length");
        try {
            if ("chunked".equals(head.header("Transfer-Encoding"))) {
                for (int size = chunk(in); size > 0; size = chunk(in)) {
                    body.writeBytes(in.readNBytes(size));
                    line(in);
                }
                line(in);
            } else if (length != null) {
                body.writeBytes(in.readNBytes(Integer.parseInt(length)));
            } else {
                in.transferTo(body);
            }
        } catch (EOFException | SocketException hungUp) {
            // then this is all there is
        }
        return body.toByteArray();
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in).strip(), 16);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("hung up after " + line);
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}

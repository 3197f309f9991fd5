package org.liveupdates.hub.protocol.faye;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cometd.bayeux.Message;
import org.cometd.bayeux.server.ServerMessage;
import org.cometd.common.JSONContext;
import org.cometd.server.JSONContextServer;
import org.cometd.server.ServerMessageImpl;
import org.liveupdates.hub.config.Limits;
import org.liveupdates.hub.protocol.BoundedJson;

/**
 * Reads and writes Bayeux messages with the envelope as objects and everything else as {@link JsonText}.
 *
 * <p>Takes what Faye takes: an array of messages, a single one, {@code null} for none. A field of the envelope that has
 * the wrong type counts as missing, so that later code may cast without asking.
 */
final class FayeMessages implements JSONContextServer {
    private static final Set<String> TEXTS = Set.of(
            Message.CHANNEL_FIELD,
            Message.CLIENT_ID_FIELD,
            Message.ID_FIELD,
            Message.VERSION_FIELD,
            Message.CONNECTION_TYPE_FIELD);
    private static final Set<String> OBJECTS =
            Set.of(Message.ADVICE_FIELD, Message.SUPPORTED_CONNECTION_TYPES_FIELD, Message.SUBSCRIPTION_FIELD);

    /** Digits of a number in the envelope; a longer one is none, and to read it would take long. */
    private static final int MAX_DIGITS = 100;

    /** Levels that are not the sender's doing: the array and the message. */
    private static final int ENVELOPE = 2;

    private final JsonMapper mapper;
    private final JsonMapper envelope;
    private final int batch;

    FayeMessages(Limits limits) {
        batch = limits.batch();
        mapper = JsonMapper.builder(BoundedJson.factory(limits, ENVELOPE, limits.messageBytes()))
                .build();
        envelope = JsonMapper.builder(BoundedJson.factory(limits, ENVELOPE, MAX_DIGITS))
                .build();
    }

    /**
     * Reads a request body, a frame or a {@code message} parameter.
     *
     * @return the messages, possibly none
     */
    List<ServerMessage.Mutable> read(String json) throws BadBatch {
        return read(List.of(json));
    }

    /** Reads the several {@code message} parameters of one request, which are one batch. */
    List<ServerMessage.Mutable> read(List<String> parameters) throws BadBatch {
        List<ServerMessage.Mutable> messages = new ArrayList<>(4);
        for (String json : parameters) {
            read(json.toCharArray(), messages);
        }
        return messages;
    }

    private void read(char[] text, List<ServerMessage.Mutable> messages) throws BadBatch {
        try (JsonParser parser = mapper.getFactory().createParser(text, 0, text.length)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    readElement(parser, text, messages);
                }
            } else if (first == JsonToken.START_OBJECT || first == JsonToken.VALUE_NULL) {
                readElement(parser, text, messages);
            } else {
                throw BadBatch.malformed("Bad request");
            }
            if (parser.nextToken() != null) {
                throw BadBatch.malformed("Bad request");
            }
        } catch (StreamConstraintsException x) {
            throw BadBatch.malformed("Bad request: JSON nested deeper than the setting max-nesting allows");
        } catch (JsonProcessingException x) {
            throw BadBatch.malformed("Bad request");
        } catch (IOException x) {
            throw new UncheckedIOException(x);
        }
    }

    private void readElement(JsonParser parser, char[] text, List<ServerMessage.Mutable> messages)
            throws IOException, BadBatch {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_NULL && messages.size() == batch) {
            throw BadBatch.tooLarge("More than " + batch + " messages at once (setting max-batch)");
        }
        if (token == JsonToken.START_OBJECT) {
            messages.add(readMessage(parser, text));
        } else if (token != JsonToken.VALUE_NULL) {
            parser.skipChildren();
            messages.add(new ServerMessageImpl());
        }
    }

    private ServerMessageImpl readMessage(JsonParser parser, char[] text) throws IOException {
        ServerMessageImpl message = new ServerMessageImpl();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (TEXTS.contains(name)) {
                if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                    readText(message, name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            } else if (OBJECTS.contains(name)) {
                readObject(message, name, BoundedJson.raw(parser, text));
            } else {
                message.put(name, new JsonText(BoundedJson.raw(parser, text)));
            }
        }
        return message;
    }

    /** To Faye an empty text is none. */
    private static void readText(ServerMessageImpl message, String name, String text) {
        if (!text.isEmpty()) {
            message.put(name, text);
        }
    }

    private void readObject(ServerMessageImpl message, String name, String raw) throws IOException {
        Object value;
        try {
            value = envelope.readValue(raw, Object.class);
        } catch (StreamConstraintsException tooManyDigits) {
            return;
        }
        boolean fits = name.equals(Message.ADVICE_FIELD) ? value instanceof Map : value != null;
        if (fits) {
            message.put(name, value);
        }
    }

    /** One message as Bayeux JSON. */
    String write(Map<String, Object> message) {
        StringWriter out = new StringWriter(256);
        try (JsonGenerator generator = mapper.getFactory().createGenerator(out)) {
            generator.writeStartObject();
            for (Map.Entry<String, Object> field : message.entrySet()) {
                generator.writeFieldName(field.getKey());
                if (field.getValue() instanceof JsonText raw) {
                    generator.writeRawValue(raw.text());
                } else {
                    mapper.writeValue(generator, field.getValue());
                }
            }
            generator.writeEndObject();
        } catch (IOException x) {
            throw new UncheckedIOException(x);
        }
        return out.toString();
    }

    @Override
    public List<ServerMessage.Mutable> parse(String json) throws ParseException {
        try {
            return read(json);
        } catch (BadBatch x) {
            throw (ParseException) new ParseException(x.text(), 0).initCause(x);
        }
    }

    @Override
    public String generate(ServerMessage.Mutable message) {
        return write(message);
    }

    @Override
    public JSONContext.Parser getParser() {
        throw new UnsupportedOperationException();
    }

    @Override
    public JSONContext.Generator getGenerator() {
        throw new UnsupportedOperationException();
    }
}

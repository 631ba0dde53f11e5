package dialtone.platform.tmf;

import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Reads a request's body, strictly: UTF-8, one JSON object, each name once, no attribute that the record does not have, each
 * of its type. A body that is not so is refused with its place: 413 when it is too large, 400 otherwise.
 */
public final class RequestJson {

    /** The largest honest body, an order of twenty items, is a twentieth of this. */
    public static final int MAX_BYTES = 1024 * 1024;

    /** An order with items in items needs 8. */
    public static final int MAX_DEPTH = 20;

    private static final JsonReaderFactory READERS =
            Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private RequestJson() {}

    /** @throws TmfRefusal as the class says */
    public static <R extends Record> R read(InputStream body, Class<R> type) {
        return RecordReader.read(object(text(body)), type);
    }

    /**
     * The same with the object as it came: a merge patch tells null from absent.
     *
     * @throws TmfRefusal as the class says
     */
    public static <R extends Record> Patch<R> patch(InputStream body, Class<R> type) {
        JsonObject object = object(text(body));
        return new Patch<>(object, RecordReader.read(object, type));
    }

    /**
     * A merge patch (RFC 7396).
     *
     * @param given  as it came
     * @param amends what it holds; null counts as absent here
     */
    public record Patch<R extends Record>(JsonObject given, R amends) {

        /** Whether it says something of the attribute: what it is to be, or that it is not to be. */
        public boolean isAbout(String attribute) {
            return given.containsKey(attribute);
        }
    }

    private static String text(InputStream body) {
        byte[] bytes;
        try {
            bytes = body.readNBytes(MAX_BYTES + 1);
        } catch (IOException cutShort) {
            if (isTooLarge(cutShort)) {
                throw tooLarge();
            }
            throw TmfRefusal.of(Status.BAD_REQUEST, "BODY_CUT_SHORT", "The body did not arrive whole.");
        }
        if (bytes.length > MAX_BYTES) {
            throw tooLarge();
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw TmfRefusal.of(Status.BAD_REQUEST, "MALFORMED_JSON", "The body is not UTF-8.");
        }
    }

    private static JsonObject object(String text) {
        if (text.isBlank()) {
            throw TmfRefusal.of(Status.BAD_REQUEST, "MALFORMED_JSON", "The body is empty.");
        }
        if (isDeeperThan(MAX_DEPTH, text)) {
            throw TmfRefusal.of(
                    Status.BAD_REQUEST, "MALFORMED_JSON", "The body is nested deeper than " + MAX_DEPTH + " levels.");
        }
        JsonValue value;
        try (var reader = READERS.createReader(new StringReader(text));
                var parser = PARSERS.createParser(new StringReader(text))) {
            value = reader.readValue();
            parser.next();
            parser.getValue();
            parser.hasNext(); // the reader stops after the value; this looks for the end and throws at anything else
        } catch (JsonParsingException malformed) {
            throw TmfRefusal.of(
                    Status.BAD_REQUEST,
                    "MALFORMED_JSON",
                    "The body is not JSON: line " + malformed.getLocation().getLineNumber() + ", column "
                            + malformed.getLocation().getColumnNumber() + ".");
        } catch (JsonException | IllegalStateException | NoSuchElementException malformed) {
            throw TmfRefusal.of(Status.BAD_REQUEST, "MALFORMED_JSON", "The body is not JSON with each name once.");
        }
        if (value instanceof JsonObject object) {
            return object;
        }
        throw TmfRefusal.of(Status.BAD_REQUEST, "MALFORMED_JSON", "The body is not a JSON object.");
    }

    /** Looked at before parsing, for a parser goes down one call for each level. */
    private static boolean isDeeperThan(int limit, String text) {
        int depth = 0;
        boolean inString = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    inString = false;
                }
            } else if (c == '"') {
                inString = true;
            } else if (c == '{' || c == '[') {
                depth++;
                if (depth > limit) {
                    return true;
                }
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return false;
    }

    /** The server has a limit of its own and says so with an exception that has no type of the standard. */
    private static boolean isTooLarge(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getClass().getSimpleName().equals("RequestTooBigException")) {
                return true;
            }
        }
        return false;
    }

    private static TmfRefusal tooLarge() {
        return TmfRefusal.of(
                Status.REQUEST_ENTITY_TOO_LARGE, "BODY_TOO_LARGE", "A body has at most " + MAX_BYTES + " bytes.");
    }
}

package dialtone.simulator.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A request over HTTP, taken apart within limits. */
record RestCall(HttpServletRequest http, List<String> path, ObjectMapper json) {

    /** No document of this simulator comes near it. */
    static final int MAX_BODY_BYTES = 256 * 1024;

    /** The request cannot be read: 400, or 413 when it is too large. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;

        Unreadable(int status, String message) {
            super(message);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    String method() {
        return http.getMethod();
    }

    /** The body as a JSON object. */
    ObjectNode object() throws Unreadable {
        try {
            if (json.readTree(body()) instanceof ObjectNode object) {
                return object;
            }
            throw new Unreadable(400, "the body is not a JSON object");
        } catch (JsonProcessingException malformed) {
            throw new Unreadable(400, "the body is not JSON: " + malformed.getOriginalMessage());
        } catch (IOException broken) {
            throw new Unreadable(400, "the body did not arrive");
        }
    }

    /** The body as that type; an unknown field is an error, for it is a mistyped one. */
    <T> T body(Class<T> type) throws Unreadable {
        try {
            return json.readValue(body(), type);
        } catch (JsonProcessingException malformed) {
            throw new Unreadable(
                    400, "the body is not a " + type.getSimpleName() + ": " + malformed.getOriginalMessage());
        } catch (IOException broken) {
            throw new Unreadable(400, "the body did not arrive");
        }
    }

    private byte[] body() throws IOException, Unreadable {
        byte[] bytes = http.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
        if (bytes.length > MAX_BODY_BYTES) {
            throw new Unreadable(413, "a body has at most " + MAX_BODY_BYTES + " bytes");
        }
        return bytes;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(http.getHeader(name));
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(http.getParameter(name));
    }

    /** A whole number from the query, within its limits. */
    int number(String name, int otherwise, int least, int most) throws Unreadable {
        Optional<String> text = parameter(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw new Unreadable(400, name + " is a whole number");
        }
        throw new Unreadable(400, name + " is " + least + " to " + most);
    }

    /** Where this server is, as the caller sees it. */
    String base() {
        return http.getScheme() + "://" + http.getServerName() + ":" + http.getServerPort();
    }

    /** A text field of at most that many characters; empty when it is absent or no such text. */
    static Optional<String> text(JsonNode object, String field, int most) {
        JsonNode value = object.path(field);
        return value.isTextual()
                        && !value.textValue().isBlank()
                        && value.textValue().length() <= most
                ? Optional.of(value.textValue())
                : Optional.empty();
    }
}

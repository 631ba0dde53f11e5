package dialtone.simulator.rest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer over HTTP.
 *
 * @param body written as JSON; null for none
 */
record RestAnswer(int status, @Nullable Object body, Map<String, String> headers) {

    static RestAnswer ok(Object body) {
        return new RestAnswer(200, body, Map.of());
    }

    static RestAnswer noContent() {
        return new RestAnswer(204, null, Map.of());
    }

    /** The error body of TMF630: code, reason, message, status. */
    static RestAnswer error(int status, String code, String reason, String message) {
        return new RestAnswer(
                status,
                Map.of("code", code, "reason", reason, "message", message, "status", Integer.toString(status)),
                Map.of());
    }

    static RestAnswer badRequest(String message) {
        return error(400, "1001", "invalidInput", message);
    }

    static RestAnswer notFound(String message) {
        return error(404, "1002", "entityNotFound", message);
    }
}

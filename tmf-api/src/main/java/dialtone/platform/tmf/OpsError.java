package dialtone.platform.tmf;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Body of every answer of the ops API that is not a success.
 *
 * @param code    UPPER_SNAKE, stable
 * @param message one sentence for the person who asked
 */
public record OpsError(String code, String message) {

    /** The answer with this body. */
    public static Response answer(Response.StatusType status, String code, String message) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new OpsError(code, message))
                .build();
    }
}

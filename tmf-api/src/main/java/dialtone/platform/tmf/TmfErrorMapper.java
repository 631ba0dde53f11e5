package dialtone.platform.tmf;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Answers every failure with the TMF error body; a bug's stack trace goes to the log under a number, never to the caller. */
@Provider
public class TmfErrorMapper implements ExceptionMapper<Throwable> {

    private static final System.Logger LOG = System.getLogger(TmfErrorMapper.class.getName());

    /** Headers of the framework's answers that matter to the caller. */
    private static final List<String> KEPT = List.of(HttpHeaders.ALLOW, HttpHeaders.WWW_AUTHENTICATE);

    private static final int FIRST_ERROR = 400;
    private static final int FIRST_SERVER_ERROR = 500;

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof TmfRefusal refusal) {
            return answer(refusal.status(), TmfError.of(refusal.status(), refusal.reasons()));
        }
        if (failure instanceof WebApplicationException web) {
            int status = web.getResponse().getStatus();
            if (status < FIRST_ERROR) {
                return web.getResponse(); // an answer to OPTIONS comes this way
            }
            if (status < FIRST_SERVER_ERROR) {
                return refused(web.getResponse());
            }
        }
        String reference = UUID.randomUUID().toString();
        LOG.log(System.Logger.Level.ERROR, "A request failed; its answer names " + reference, failure);
        return answer(Response.Status.INTERNAL_SERVER_ERROR.getStatusCode(), TmfError.ofBug(reference));
    }

    private static Response refused(Response framework) {
        int status = framework.getStatus();
        Response.ResponseBuilder answer =
                Response.fromResponse(answer(status, TmfError.of(status, codeOf(status), sentenceOf(status))));
        for (String header : KEPT) {
            String value = framework.getHeaderString(header);
            if (value != null) {
                answer.header(header, value);
            }
        }
        return answer.build();
    }

    private static Response answer(int status, TmfError body) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(ResourceJson.write(body))
                .build();
    }

    /** {@code METHOD_NOT_ALLOWED} of 405; {@code HTTP_499} of a status without a name. */
    static String codeOf(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null
                ? "HTTP_" + status
                : known.getReasonPhrase().toUpperCase(Locale.ROOT).replaceAll("[^A-Z]+", "_");
    }

    static String sentenceOf(int status) {
        return switch (status) {
            case 400 -> "The request cannot be read.";
            case 401 -> "A login is needed.";
            case 403 -> "This login may not do that.";
            case 404 -> "There is nothing at this address.";
            case 405 -> "The resource does not have this method.";
            case 406 -> "The answer is JSON, which the request's Accept header does not take.";
            case 413 -> "The body is too large.";
            case 415 -> "The body has to be application/json.";
            case 500 -> "The server failed; nothing was changed.";
            case 503 -> "The server is not ready; try again in a moment.";
            default -> "The request is refused.";
        };
    }
}

package dialtone.process.tmf;

import dialtone.platform.settings.Settings;
import dialtone.platform.tmf.OpsError;
import dialtone.process.service.ProcessRecords;
import dialtone.process.service.RecordsRefused;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Takes the engine's records from the broker's exporter.
 *
 * <p>400 and 422 mean that a record is bad and stays so: the exporter isolates and skips it. Any other answer but 200 means
 * "later": it repeats the batch. So whatever is not known to be the record's fault is a 503.
 */
@Path("/")
@RequestScoped
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ExporterResource {

    static final String SECRET_HEADER = "X-Dialtone-Exporter-Secret";

    /** A batch is at most 8 MiB; a single deployment, which may be larger, is limited to 4 MB by the engine. */
    private static final int MAX_BODY_BYTES = 9 * 1024 * 1024;

    private static final int UNPROCESSABLE = 422;

    private static final System.Logger LOG = System.getLogger(ExporterResource.class.getName());

    private static final Jsonb JSON = JsonbBuilder.create();

    @Inject
    private ProcessRecords records;

    /**
     * Stores a batch.
     *
     * @return 200 with the highest position committed, 400 no JSON, 401 wrong secret, 413 too large, 422 a record is bad,
     *     503 later
     */
    @POST
    @Path("records")
    public Response records(@HeaderParam(SECRET_HEADER) @Nullable String secret, InputStream body) {
        return take(secret, body, ExportedBatch.class, batch -> records.accept(batch.toCommand()));
    }

    /**
     * Notes a record that was refused here and is skipped.
     *
     * @return as {@link #records}
     */
    @POST
    @Path("rejected")
    public Response rejected(@HeaderParam(SECRET_HEADER) @Nullable String secret, InputStream body) {
        return take(secret, body, ExportRejection.class, rejection -> records.reject(rejection.toCommand()));
    }

    private static <T> Response take(
            @Nullable String secret, InputStream body, Class<T> type, ToLongFunction<T> intake) {
        if (!isOurs(secret, Settings.exporterSecret())) {
            return OpsError.answer(Status.UNAUTHORIZED, "SECRET_WRONG", "The exporter's secret is missing or wrong");
        }
        try {
            byte[] json = body.readNBytes(MAX_BODY_BYTES + 1);
            if (json.length > MAX_BODY_BYTES) {
                return OpsError.answer(
                        Status.REQUEST_ENTITY_TOO_LARGE,
                        "BODY_TOO_LARGE",
                        "A body has at most " + MAX_BODY_BYTES + " bytes");
            }
            T request = JSON.fromJson(new ByteArrayInputStream(json), type);
            return Response.ok(JSON.toJson(new ExportPosition(intake.applyAsLong(request))))
                    .build();
        } catch (JsonbException | jakarta.json.JsonException noJson) {
            return OpsError.answer(Status.BAD_REQUEST, "NO_JSON", text(noJson));
        } catch (IllegalArgumentException | RecordsRefused bad) {
            return Response.status(UNPROCESSABLE)
                    .entity(new OpsError("RECORD_BAD", text(bad)))
                    .build();
        } catch (IOException | RuntimeException later) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The exporter's records are not taken now; it sends them again",
                    later);
            return OpsError.answer(Status.SERVICE_UNAVAILABLE, "LATER", text(later));
        }
    }

    /** In constant time, so that an answer's delay tells nothing of the secret. An installation without one takes none. */
    static boolean isOurs(@Nullable String given, String expected) {
        return given != null
                && !expected.isEmpty()
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Exception failure) {
        return String.valueOf(failure.getMessage());
    }
}

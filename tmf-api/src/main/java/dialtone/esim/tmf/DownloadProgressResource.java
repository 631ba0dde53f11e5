package dialtone.esim.tmf;

import dialtone.esim.DownloadNotice;
import dialtone.esim.DownloadNotice.Effect;
import dialtone.esim.service.EsimProfiles;
import dialtone.platform.settings.Settings;
import dialtone.platform.tmf.BearerSecret;
import dialtone.platform.tmf.OpsError;
import dialtone.platform.tmf.SparingLog;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * {@code handleDownloadProgressInfo} of ES2+ (GSMA SGP.22 v2 section 5.3.5): a notification, answered without a body.
 *
 * <p>Where SGP.22 has TLS of both sides, which ends before this server, the SM-DP+ shows a secret of its own beside, {@code Authorization:
 * Bearer}. What is late, doubled or about nobody's profile is taken like all else: to have it sent again would help nobody.
 */
@Path("/")
@RequestScoped
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DownloadProgressResource {

    /** The result that a telephone signs is at most some kilobytes in base64, all the rest a few hundred bytes. */
    static final int MAX_BODY_BYTES = 64 * 1024;

    private static final System.Logger LOG = System.getLogger(DownloadProgressResource.class.getName());

    /** Of all requests together: who is refused may call as often as he likes. */
    private static final SparingLog REFUSED = new SparingLog(LOG, System::nanoTime);

    @EJB
    private EsimProfiles profiles;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public DownloadProgressResource() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    DownloadProgressResource(EsimProfiles profiles) {
        this.profiles = profiles;
    }

    /** @return 204; 400 no such notification, 401 wrong secret, 413 too large, 503 later */
    @POST
    @Path("handleDownloadProgressInfo")
    public Response handleDownloadProgressInfo(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, InputStream body) {
        return answer(authorization, Settings.es2plusSecret(), body);
    }

    /** @param secret that the caller has to know */
    Response answer(@Nullable String authorization, String secret, InputStream body) {
        if (!BearerSecret.isOurs(authorization, secret)) {
            return refused(Status.UNAUTHORIZED, "SECRET_WRONG", "The secret of the SM-DP+ is missing or wrong");
        }
        DownloadNotice notice;
        try {
            byte[] bytes = body.readNBytes(MAX_BODY_BYTES + 1);
            if (bytes.length > MAX_BODY_BYTES) {
                return refused(
                        Status.REQUEST_ENTITY_TOO_LARGE,
                        "BODY_TOO_LARGE",
                        "A body has at most " + MAX_BODY_BYTES + " bytes");
            }
            notice = DownloadProgress.read(new String(bytes, StandardCharsets.UTF_8));
        } catch (DownloadProgress.Unreadable unreadable) {
            return refused(Status.BAD_REQUEST, "NOT_A_NOTIFICATION", String.valueOf(unreadable.getMessage()));
        } catch (IOException cutShort) {
            return refused(Status.BAD_REQUEST, "BODY_CUT_SHORT", "The body did not arrive whole");
        }
        return take(notice);
    }

    /** What is refused is known to nobody but the SM-DP+ otherwise, and its customers would be told that they have loaded nothing. */
    private static Response refused(Status status, String code, String problem) {
        REFUSED.warn("What tells of an eSIM's download is refused (" + status.getStatusCode() + "): " + problem);
        return OpsError.answer(status, code, problem);
    }

    private Response take(DownloadNotice notice) {
        try {
            Effect effect = profiles.take(notice);
            if (effect == Effect.UNKNOWN) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "The SM-DP+ tells of profile {0}, which no customer has",
                        notice.iccid());
            }
            return Response.noContent().build();
        } catch (RuntimeException later) {
            LOG.log(System.Logger.Level.WARNING, "What the SM-DP+ tells is not taken now; it tells it again", later);
            return OpsError.answer(Status.SERVICE_UNAVAILABLE, "LATER", "This is not taken just now");
        }
    }
}

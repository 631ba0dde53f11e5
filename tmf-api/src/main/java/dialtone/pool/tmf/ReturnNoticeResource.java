package dialtone.pool.tmf;

import dialtone.platform.settings.Settings;
import dialtone.platform.tmf.BearerSecret;
import dialtone.platform.tmf.OpsError;
import dialtone.platform.tmf.SparingLog;
import dialtone.pool.ReturnNotice;
import dialtone.pool.service.DeviceReturns;
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
 * The warehouse tells of a device that was asked back: a notice, answered without a body. What is late, doubled or about no return is taken like
 * all else: to have it sent again would help nobody.
 */
@Path("/")
@RequestScoped
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ReturnNoticeResource {

    /** A notice has a few hundred. */
    static final int MAX_BODY_BYTES = 16 * 1024;

    private static final System.Logger LOG = System.getLogger(ReturnNoticeResource.class.getName());

    /** Of all requests together: who is refused may call as often as he likes. */
    private static final SparingLog REFUSED = new SparingLog(LOG, System::nanoTime);

    @EJB
    private DeviceReturns returns;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public ReturnNoticeResource() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    ReturnNoticeResource(DeviceReturns returns) {
        this.returns = returns;
    }

    /** @return 204; 400 no such notice, 401 wrong secret, 413 too large, 503 later */
    @POST
    @Path("returnNotices")
    public Response notice(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, InputStream body) {
        return answer(authorization, Settings.shippingSecret(), body);
    }

    /** @param secret that the caller has to know */
    Response answer(@Nullable String authorization, String secret, InputStream body) {
        if (!BearerSecret.isOurs(authorization, secret)) {
            return refused(Status.UNAUTHORIZED, "SECRET_WRONG", "The secret of the warehouse is missing or wrong");
        }
        try {
            byte[] bytes = body.readNBytes(MAX_BODY_BYTES + 1);
            return bytes.length > MAX_BODY_BYTES
                    ? refused(
                            Status.REQUEST_ENTITY_TOO_LARGE,
                            "BODY_TOO_LARGE",
                            "A body has at most " + MAX_BODY_BYTES + " bytes")
                    : take(ReturnNoticeMessage.read(new String(bytes, StandardCharsets.UTF_8)));
        } catch (ReturnNoticeMessage.Unreadable unreadable) {
            return refused(Status.BAD_REQUEST, "NOT_A_NOTICE", String.valueOf(unreadable.getMessage()));
        } catch (IOException cutShort) {
            return refused(Status.BAD_REQUEST, "BODY_CUT_SHORT", "The body did not arrive whole");
        }
    }

    /** What is refused is known to nobody but the warehouse otherwise, and customers would pay for what they have sent back. */
    private static Response refused(Status status, String code, String problem) {
        REFUSED.warn("What tells of a device's return is refused (" + status.getStatusCode() + "): " + problem);
        return OpsError.answer(status, code, problem);
    }

    private Response take(ReturnNotice notice) {
        try {
            ReturnNotice.Effect effect = returns.take(notice);
            if (effect == ReturnNotice.Effect.UNKNOWN || effect == ReturnNotice.Effect.OTHER_DEVICE) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "The warehouse tells of return {0}, device {1}: {2}",
                        notice.rma(),
                        notice.imei(),
                        effect.explanation());
            }
            return Response.noContent().build();
        } catch (RuntimeException later) {
            LOG.log(System.Logger.Level.WARNING, "What the warehouse tells is not taken now; it tells it again", later);
            return OpsError.answer(Status.SERVICE_UNAVAILABLE, "LATER", "This is not taken just now");
        }
    }
}

package dialtone.order.tmf;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.inventory.ProductId;
import dialtone.order.service.SwapCodeEntry;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /ops/v1/lines/{id}/sim-swap-code}: the one-time code that a line's customer says before the line gets another SIM. The order itself
 * says nothing of it: it is placed by the login that has had the code confirmed.
 */
@Path("/lines/{id}/sim-swap-code")
@RequestScoped
@RolesAllowed({"csr", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class SwapCodeResource {

    /**
     * @param sentTo     the address, all but its beginning and its domain left out
     * @param validUntil it may be confirmed before
     */
    @JsonbPropertyOrder({"sentTo", "validUntil"})
    public record SentView(String sentTo, Instant validUntil) {}

    /** @param code as the customer has read it out */
    public record SaidView(@Nullable String code) {

        /** Without the code. */
        @Override
        public String toString() {
            return "A code";
        }
    }

    /** @param orderUntil until when the confirmation stands for an order of the same login */
    public record ConfirmedView(Instant orderUntil) {}

    /** More than six digits and spaces between them is no code. */
    private static final int MAX_CODE = 16;

    @EJB
    private SwapCodeEntry codes;

    @Inject
    private Caller caller;

    /**
     * Sends a code to the customer.
     *
     * @return 201; 400 with the reason that no code is sent; 404
     */
    @POST
    public Response send(@PathParam("id") String id) {
        return switch (codes.send(new ProductId(id), caller.login())) {
            case Outcome.Accepted<SwapCodeEntry.Sent>(SwapCodeEntry.Sent sent) ->
                Response.status(Response.Status.CREATED)
                        .entity(ResourceJson.write(new SentView(sent.to(), sent.validUntil())))
                        .build();
            case Outcome.Rejected<SwapCodeEntry.Sent>(List<Rejection> reasons) -> throw refusal(id, reasons);
        };
    }

    /**
     * Says what the customer has read out: {@code {"code": "123456"}}.
     *
     * @return 200; 400 naming what is wrong with the code; 404
     */
    @POST
    @Path("confirmation")
    @Consumes(MediaType.APPLICATION_JSON)
    public String confirm(@PathParam("id") String id, InputStream body) {
        String said = Optional.ofNullable(RequestJson.read(body, SaidView.class).code())
                .filter(code -> !code.isBlank() && code.length() <= MAX_CODE)
                .orElseThrow(() -> TmfRefusal.at("code", "MISSING", "This is required: the code, six digits."));
        return switch (codes.confirm(new ProductId(id), said, caller.login())) {
            case Outcome.Accepted<Instant>(Instant until) -> ResourceJson.write(new ConfirmedView(until));
            case Outcome.Rejected<Instant>(List<Rejection> reasons) -> throw refusal(id, reasons);
        };
    }

    private static RuntimeException refusal(String id, List<Rejection> reasons) {
        return reasons.stream().anyMatch(reason -> reason.code().equals("UNKNOWN_PRODUCT"))
                ? TmfRefusal.notFound("line", id)
                : TmfRefusal.of(reasons);
    }
}

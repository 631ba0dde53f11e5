package dialtone.invoice.tmf;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.invoice.tmf.ReceiptView.ReceivedView;
import dialtone.ledger.Adjustment;
import dialtone.ledger.service.Adjustments;
import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.service.Parties;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.QueryFilter;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** {@code /billing/v1/adjustments}: one person asks for an adjustment or a write-off, another one decides. */
@Path("/adjustments")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class AdjustmentResource {

    @EJB
    private Adjustments adjustments;

    @EJB
    private Parties parties;

    @Context
    private UriInfo uri;

    @Inject
    private Caller caller;

    /**
     * The latest first; filters {@code billingAccount} and {@code state}.
     *
     * @return 200 all, 206 a part, 400 naming the parameter, 416 past the end
     */
    @GET
    public Response list() {
        QueryFilter filter = QueryFilter.of(uri.getQueryParameters(), Set.of("billingAccount", "state"), Set.of());
        PageRange range = PageRange.of(uri.getQueryParameters());
        Page<Adjustment> page = adjustments.list(
                filter.value("billingAccount").map(BillingAccountId::new),
                filter.value("state").map(AdjustmentResource::state),
                range.offset(),
                range.limit());
        return range.answer(page, AdjustmentView::of, uri.getRequestUri());
    }

    private static Adjustment.State state(String written) {
        try {
            return Adjustment.State.valueOf(written.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw TmfRefusal.at("state", "INVALID_FILTER", "A state is one of asked, posted, declined.");
        }
    }

    /** @return 200; 404 */
    @GET
    @Path("{id: [0-9]{1,18}}")
    public String find(@PathParam("id") long id) {
        return ResourceJson.write(AdjustmentView.of(
                adjustments.find(id).orElseThrow(() -> TmfRefusal.notFound("adjustment", Long.toString(id)))));
    }

    /**
     * Asks for one: {@code {"kind": "adjustment", "billingAccount": "BAC-100001", "amount": {"unit": "EUR", "value": -5}, "reason":
     * "Goodwill"}}.
     *
     * @return 201; 400 naming the field; 404 the account
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response ask(InputStream body) {
        AdjustmentView asked = RequestJson.read(body, AdjustmentView.class);
        String id = asked.accountRead();
        BillingAccount account =
                parties.account(new BillingAccountId(id)).orElseThrow(() -> TmfRefusal.notFound("billing account", id));
        return created(adjustments.ask(
                asked.kindRead(),
                account.id(),
                ReceivedView.read(asked.amount(), account.currency()),
                asked.reasonRead(),
                caller.login()));
    }

    /** A second person agrees, and it is posted. @return 200; 403 the caller has asked for it; 404; 409 it is decided */
    @POST
    @Path("{id: [0-9]{1,18}}/approval")
    public String approve(@PathParam("id") long id) {
        return ResourceJson.write(
                AdjustmentView.of(TmfRefusal.unlessAccepted(adjustments.approve(id, caller.login()))));
    }

    /** @return 200; 404; 409 it is decided */
    @POST
    @Path("{id: [0-9]{1,18}}/decline")
    public String decline(@PathParam("id") long id) {
        return ResourceJson.write(
                AdjustmentView.of(TmfRefusal.unlessAccepted(adjustments.decline(id, caller.login()))));
    }

    /**
     * Asks for one that takes it back: {@code {"reason": "Wrong account"}}.
     *
     * @return 201; 400 naming the field; 404; 409 it is not posted, or taken back
     */
    @POST
    @Path("{id: [0-9]{1,18}}/undo")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response undo(@PathParam("id") long id, InputStream body) {
        String reason = RequestJson.read(body, UndoRequestView.class).reason();
        if (reason == null) {
            throw ReceiptView.missing("reason");
        }
        return created(adjustments.undo(id, reason, caller.login()));
    }

    private static Response created(Outcome<Adjustment> outcome) {
        AdjustmentView view = AdjustmentView.of(TmfRefusal.unlessAccepted(outcome));
        return Response.created(URI.create("/billing/v1/adjustments/" + view.id()))
                .entity(ResourceJson.write(view))
                .build();
    }
}

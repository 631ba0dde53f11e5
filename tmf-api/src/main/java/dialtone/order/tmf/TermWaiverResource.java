package dialtone.order.tmf;

import dialtone.base.Page;
import dialtone.inventory.ProductId;
import dialtone.order.TermWaiver;
import dialtone.order.WaiverReason;
import dialtone.order.service.TermWaivers;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.QueryFilter;
import dialtone.platform.tmf.Remark;
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
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /ops/v1/term-waivers}: exceptions from minimum terms, which the desk asks for and another person grants. */
@Path("/term-waivers")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class TermWaiverResource {

    /** Body of a request. */
    public record AskedView(
            @Nullable String product,
            @Nullable String reason,
            @Nullable String note) {}

    @EJB
    private TermWaivers waivers;

    @Context
    private UriInfo uri;

    @Inject
    private Caller caller;

    /**
     * All, the latest first; with {@code state=asked} those that wait, the oldest first; with {@code product} those of one.
     *
     * @return 200 all, 206 a part, 400 naming the parameter, 416 past the end
     */
    @GET
    @RolesAllowed({"csr", "operations", "admin"})
    public Response list() {
        QueryFilter filter = QueryFilter.of(uri.getQueryParameters(), Set.of("state", "product"), Set.of());
        PageRange range = PageRange.of(uri.getQueryParameters());
        Optional<TermWaiver.State> state = filter.value("state")
                .map(key -> Arrays.stream(TermWaiver.State.values())
                        .filter(each -> each.key().equals(key))
                        .findFirst()
                        .orElseThrow(
                                () -> TmfRefusal.at("state", "INVALID_FILTER", "It is asked, granted or refused.")));
        Page<TermWaiver> page = filter.value("product")
                .map(product -> waivers.of(new ProductId(product)))
                .map(rows -> rows.stream()
                        .filter(waiver -> state.isEmpty() || state.get() == waiver.state())
                        .toList())
                .map(range::part)
                .orElseGet(() -> waivers.list(state, range.offset(), range.limit()));
        return range.answer(page, TermWaiverView::of, uri.getRequestUri());
    }

    /**
     * Asks for one: {@code {"product": "PRD-100001-1", "reason": "death", "note": "certificate of 10 January"}}. A {@code withdrawal} in time
     * is granted with that.
     *
     * @return 201 with the exception; 400 naming the field
     */
    @POST
    @RolesAllowed({"csr", "operations", "admin"})
    @Consumes(MediaType.APPLICATION_JSON)
    public Response ask(InputStream body) {
        AskedView asked = RequestJson.read(body, AskedView.class);
        String product = Optional.ofNullable(asked.product())
                .filter(id -> !id.isBlank())
                .orElseThrow(() -> TmfRefusal.at("product", "MISSING", "This is required: the product's id."));
        WaiverReason reason = Optional.ofNullable(asked.reason())
                .flatMap(WaiverReason::of)
                .orElseThrow(() -> TmfRefusal.at(
                        "reason",
                        "INVALID_REASON",
                        "It is one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(WaiverReason.values())
                                                .map(WaiverReason::key)
                                                .toList())
                                + "."));
        TermWaiver waiver = TmfRefusal.unlessAccepted(waivers.ask(
                new ProductId(product),
                reason,
                Optional.ofNullable(asked.note()).orElse(""),
                caller.login()));
        return Response.status(Response.Status.CREATED)
                .entity(ResourceJson.write(TermWaiverView.of(waiver)))
                .build();
    }

    /**
     * Another person grants it: {@code {"note": "..."}}, which may be left out.
     *
     * @return 200; 403 the caller has asked for it; 404; 409 it is decided already
     */
    @POST
    @Path("{id}/approval")
    @RolesAllowed({"operations", "admin"})
    @Consumes(MediaType.APPLICATION_JSON)
    public String approve(@PathParam("id") String id, InputStream body) {
        return ResourceJson.write(
                TermWaiverView.of(TmfRefusal.unlessAccepted(waivers.grant(id, caller.login(), Remark.read(body)))));
    }

    /**
     * Another person refuses it: {@code {"note": "why not"}}.
     *
     * @return 200; 400 without a reason; 404; 409 it is decided already
     */
    @POST
    @Path("{id}/refusal")
    @RolesAllowed({"operations", "admin"})
    @Consumes(MediaType.APPLICATION_JSON)
    public String refuse(@PathParam("id") String id, InputStream body) {
        return ResourceJson.write(
                TermWaiverView.of(TmfRefusal.unlessAccepted(waivers.refuse(id, caller.login(), Remark.read(body)))));
    }

    /**
     * Who has asked for it takes it back.
     *
     * @return 200; 403 another person has asked for it; 404; 409 it is decided already
     */
    @POST
    @Path("{id}/cancellation")
    @RolesAllowed({"csr", "operations", "admin"})
    public String takeBack(@PathParam("id") String id) {
        return ResourceJson.write(TermWaiverView.of(TmfRefusal.unlessAccepted(waivers.takeBack(id, caller.login()))));
    }
}

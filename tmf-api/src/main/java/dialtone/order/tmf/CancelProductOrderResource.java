package dialtone.order.tmf;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.order.Cancellation;
import dialtone.order.OrderId;
import dialtone.order.OrderScope;
import dialtone.order.ProductOrder;
import dialtone.order.Requester;
import dialtone.order.service.OrderCancellations;
import dialtone.order.service.Orders;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.FieldSelection;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code /tmf-api/productOrderingManagement/v4/cancelProductOrder} (TMF622 v4): a task resource. For a partner there are only the
 * orders he placed.
 */
@Path("/cancelProductOrder")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CancelProductOrderResource {

    private static final Map<String, String> FIELDS =
            Map.of("reason", "cancellationReason", "order", "productOrder.id");

    @EJB
    private OrderCancellations cancellations;

    @EJB
    private Orders orders;

    @Context
    private UriInfo uri;

    @Inject
    private Caller caller;

    /**
     * Asks to cancel an order; it is assessed at once.
     *
     * @return 201 with the task, done: with {@code effectiveCancellationDate} when the order is cancelled, without it while what
     *     was done for it is taken back and when it is too far along; 400 naming the field, {@code productOrder.id} when there is no such
     *     order and when it suspends a line or brings one back for a reason that is not the caller's; 403 billing cancels something else
     */
    @POST
    @RolesAllowed({"csr", "partner", "billing", "admin"})
    @Consumes(MediaType.APPLICATION_JSON)
    public Response request(InputStream body) {
        CancelProductOrderView asked = RequestJson.read(body, CancelProductOrderView.class);
        String order = Optional.ofNullable(asked.productOrder())
                .flatMap(ref -> Optional.ofNullable(ref.id()))
                .filter(id -> !id.isBlank())
                .orElseThrow(() -> TmfRefusal.at("productOrder.id", "MISSING", "This is required."));
        Optional<String> reason =
                Optional.ofNullable(asked.cancellationReason()).filter(text -> !text.isBlank());
        OrderId id = new OrderId(order);
        OrderScope scope = CallerOrders.of(caller);
        CallerOrders.refuseOtherKinds(
                caller, orders.find(id, scope).map(ProductOrder::isAboutUseOnly).orElse(true));
        Requester by = Requester.of(caller.login(), caller::hasRole);
        Cancellation cancellation = switch (cancellations.request(id, reason, by, scope)) {
            case Outcome.Accepted<Cancellation>(Cancellation kept) -> kept;
            case Outcome.Rejected<Cancellation>(List<Rejection> reasons)
            when reasons.getFirst().code().equals("UNKNOWN_ORDER") ->
                throw TmfRefusal.at(
                        "productOrder.id", "UNKNOWN_ORDER", reasons.getFirst().message());
            case Outcome.Rejected<Cancellation>(List<Rejection> reasons) -> throw TmfRefusal.of(reasons, FIELDS);
        };
        CancelProductOrderView view = CancelProductOrderView.of(cancellation);
        return Response.created(URI.create(String.valueOf(view.href())))
                .entity(ResourceJson.write(view))
                .build();
    }

    /** @return 200; 400 naming an unknown field; 404 */
    @GET
    @Path("{id}")
    @RolesAllowed({"csr", "partner", "billing", "operations", "admin"})
    public String find(@PathParam("id") String id, @QueryParam("fields") @Nullable String fields) {
        FieldSelection selection = FieldSelection.parse(fields, CancelProductOrderView.class);
        Cancellation cancellation = cancellations
                .find(id, CallerOrders.of(caller))
                .orElseThrow(() -> TmfRefusal.notFound("cancellation request", id));
        return ResourceJson.write(CancelProductOrderView.of(cancellation), selection);
    }

    /** The latest first. @return 200, 206, 400, 416 as a list of orders */
    @GET
    @RolesAllowed({"csr", "partner", "billing", "operations", "admin"})
    public Response list(@QueryParam("fields") @Nullable String fields) {
        FieldSelection selection = FieldSelection.parse(fields, CancelProductOrderView.class);
        QueryFilter.of(uri.getQueryParameters(), Set.of(), Set.of());
        PageRange range = PageRange.of(uri.getQueryParameters());
        Page<Cancellation> page = cancellations.list(CallerOrders.of(caller), range.offset(), range.limit());
        return range.answer(page, CancelProductOrderView::of, selection, uri.getRequestUri());
    }
}

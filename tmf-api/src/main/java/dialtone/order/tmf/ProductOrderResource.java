package dialtone.order.tmf;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.catalog.SuspensionReason;
import dialtone.order.AmendOrder;
import dialtone.order.OrderId;
import dialtone.order.OrderPart;
import dialtone.order.OrderQuery;
import dialtone.order.PlaceOrder;
import dialtone.order.ProductOrder;
import dialtone.order.service.AmendmentEntry;
import dialtone.order.service.OrderEntry;
import dialtone.order.service.Orders;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.FieldSelection;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /tmf-api/productOrderingManagement/v4/productOrder} (TMF622 v4). For a partner there are only the orders he placed. */
@Path("/productOrder")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ProductOrderResource {

    private static final String KEY_HEADER = "Idempotency-Key";

    /** The names that the order's service has for fields, and the ones they have here. */
    static final Map<String, String> FIELDS = Map.of(
            "customer", "relatedParty",
            "billingAccount", "billingAccount.id",
            "idempotencyKey", KEY_HEADER);

    private static final Pattern KEY = Pattern.compile("[!-~]{1,100}");

    /** ETags here are numbers of revisions; another one is of no order. */
    private static final Pattern REVISION_TAG = Pattern.compile("\"(\\d{1,9})\"");

    @EJB
    private OrderEntry entry;

    @EJB
    private AmendmentEntry amendments;

    @EJB
    private Orders orders;

    @Context
    private UriInfo uri;

    @Inject
    private Caller caller;

    /**
     * Places an order.
     *
     * @param key repeated by the same login with the same order, it answers with the first one
     * <p>Billing places orders that suspend lines or bring them back, and no others.
     *
     * @return 201 with the whole order, Location its href; 400 naming the field; 403 billing orders something else; 409 the key was used
     *     for another order
     */
    @POST
    @RolesAllowed({"csr", "partner", "billing", "admin"})
    @Consumes(MediaType.APPLICATION_JSON)
    public Response place(@HeaderParam(KEY_HEADER) @Nullable String key, InputStream body) {
        refuseBadKey(key);
        ProductOrderView asked = RequestJson.read(body, ProductOrderView.class);
        PlaceOrder command = asked.toCommand(Optional.ofNullable(key), caller.login())
                .withSuspensionRights(SuspensionReason.grantedTo(caller::hasRole));
        CallerOrders.refuseOtherKinds(
                caller, command.items().stream().allMatch(item -> item.status().isPresent()));
        ProductOrder order = switch (entry.place(command)) {
            case Outcome.Accepted<ProductOrder>(ProductOrder accepted) -> accepted;
            case Outcome.Rejected<ProductOrder>(List<Rejection> reasons) ->
                throw TmfRefusal.of(asked.inRequest(reasons), FIELDS);
        };
        ProductOrderView view = ProductOrderView.of(order);
        return Response.created(URI.create(ProductOrderView.href(order.id().value())))
                .entity(ResourceJson.write(view))
                .build();
    }

    private static void refuseBadKey(@Nullable String key) {
        if (key != null && !KEY.matcher(key).matches()) {
            throw TmfRefusal.at(
                    KEY_HEADER, "INVALID_IDEMPOTENCY_KEY", "The key has 1 to 100 visible characters of ASCII.");
        }
    }

    /** @return 200 with an ETag; 400 naming an unknown field; 404 */
    @GET
    @Path("{id}")
    @RolesAllowed({"csr", "partner", "billing", "operations", "admin"})
    public Response find(@PathParam("id") String id, @QueryParam("fields") @Nullable String fields) {
        FieldSelection selection = FieldSelection.parse(fields, ProductOrderView.class);
        ProductOrder order = orders.find(new OrderId(id), CallerOrders.of(caller))
                .orElseThrow(() -> TmfRefusal.notFound("product order", id));
        return Response.ok(ResourceJson.write(ProductOrderView.of(order), selection))
                .tag(tag(order))
                .build();
    }

    /** Names the revision: what was ordered, not how far it is. */
    private static EntityTag tag(ProductOrder order) {
        return new EntityTag(Integer.toString(order.revision()));
    }

    /**
     * Amends an order that is under way, see {@link ProductOrderPatch}.
     *
     * @param key     repeated by the same login with the same patch, it has no second effect
     * @param ifMatch ETag of the order that the requester has seen; when it is absent, the order as it is
     * @return 200 with the whole order as it is amended; 400 naming the field; 404; 409 the order cannot be amended now, or not so, or the
     *     key was used for something else; 412 it has been amended meanwhile; 503 others took
     *     every number or SIM that was found free: to be sent again
     */
    @PATCH
    @Path("{id}")
    @RolesAllowed({"csr", "partner", "admin"})
    @Consumes({ProductOrderPatch.MERGE_PATCH, MediaType.APPLICATION_JSON})
    public Response amend(
            @PathParam("id") String id,
            @HeaderParam(KEY_HEADER) @Nullable String key,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            InputStream body) {
        refuseBadKey(key);
        RequestJson.Patch<ProductOrderView> patch = RequestJson.patch(body, ProductOrderView.class);
        ProductOrder order = orders.find(new OrderId(id), CallerOrders.of(caller))
                .orElseThrow(() -> TmfRefusal.notFound("product order", id));
        Optional<String> expected = Optional.ofNullable(ifMatch).filter(tag -> !tag.equals("*"));
        AmendOrder command = ProductOrderPatch.toCommand(patch, order, Optional.ofNullable(key), caller.login())
                .seen(expected.map(ProductOrderResource::revision).orElse(order.revision()));
        ProductOrder amended = switch (amendments.amend(command)) {
            case Outcome.Accepted<ProductOrder>(ProductOrder accepted) -> accepted;
            case Outcome.Rejected<ProductOrder>(List<Rejection> reasons) ->
                throw refused(reasons, expected.isPresent());
        };
        return Response.ok(ResourceJson.write(ProductOrderView.of(amended)))
                .tag(tag(amended))
                .build();
    }

    /** What the requester has seen decides only when the key says that this is no repeat, so that the service is asked. */
    private static int revision(String ifMatch) {
        Matcher tag = REVISION_TAG.matcher(ifMatch);
        return tag.matches() ? Integer.parseInt(tag.group(1)) : AmendOrder.NO_REVISION;
    }

    private static TmfRefusal refused(List<Rejection> reasons, boolean conditional) {
        Rejection first = reasons.getFirst();
        return conditional && first.code().equals("CHANGED_MEANWHILE")
                ? TmfRefusal.of(Response.Status.PRECONDITION_FAILED, first.code(), first.message())
                : TmfRefusal.of(reasons, FIELDS);
    }

    /**
     * The newest first; filters as {@link OrderListRequest} has them; {@code fields}, {@code offset}, {@code limit}.
     *
     * @return 200 all, 206 a part with links, 400 naming the parameter, 416 past the end
     */
    @GET
    @RolesAllowed({"csr", "partner", "billing", "operations", "admin"})
    public Response list(@QueryParam("fields") @Nullable String fields) {
        FieldSelection selection = FieldSelection.parse(fields, ProductOrderView.class);
        PageRange range = PageRange.of(uri.getQueryParameters());
        OrderQuery query = OrderListRequest.parse(uri.getQueryParameters(), range);
        Set<OrderPart> parts = ProductOrderView.parts(selection);
        Page<ProductOrder> page = orders.list(query.in(CallerOrders.of(caller)), parts);
        return range.answer(page, order -> ProductOrderView.of(order, parts), selection, uri.getRequestUri());
    }
}

package dialtone.order.tmf;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.catalog.SuspensionReason;
import dialtone.order.OfferingQualification;
import dialtone.order.PlaceOrder;
import dialtone.order.QualificationQuery;
import dialtone.order.service.OfferingQualifications;
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
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code /tmf-api/productOfferingQualification/v4/productOfferingQualification} (TMF679 v4). For a partner there are only those he asked
 * for.
 */
@Path("/productOfferingQualification")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ProductOfferingQualificationResource {

    /** The names that the service has for fields, and the ones they have here. */
    private static final Map<String, String> FIELDS = Map.of(
            "customer", "relatedParty",
            "productOrderItem", "productOfferingQualificationItem");

    private static final String ID = "id";
    private static final String CUSTOMER = "relatedParty.id";
    private static final String RESULT = "qualificationResult";

    @EJB
    private OfferingQualifications qualifications;

    @Context
    private UriInfo uri;

    @Inject
    private Caller caller;

    /**
     * Asks whether the customer may have what the items name, by the checks that an order would meet. Nothing is reserved.
     *
     * @return 200 when {@code instantSyncQualification} is true, else 201 with Location; the answer is in it either way; 400 naming the
     *     field
     */
    @POST
    @RolesAllowed({"csr", "partner", "admin"})
    @Consumes(MediaType.APPLICATION_JSON)
    public Response qualify(InputStream body) {
        ProductOfferingQualificationView asked = RequestJson.read(body, ProductOfferingQualificationView.class);
        PlaceOrder command =
                asked.toCommand(caller.login()).withSuspensionRights(SuspensionReason.grantedTo(caller::hasRole));
        OfferingQualification answered = switch (qualifications.qualify(command, asked.wishes())) {
            case Outcome.Accepted<OfferingQualification>(OfferingQualification accepted) -> accepted;
            case Outcome.Rejected<OfferingQualification>(List<Rejection> reasons) ->
                throw TmfRefusal.of(reasons, FIELDS);
        };
        Response.ResponseBuilder answer = answered.wishes().instant()
                ? Response.ok()
                : Response.created(URI.create(ProductOfferingQualificationView.href(answered.id())));
        return answer.entity(ResourceJson.write(told(answered))).build();
    }

    /** @return 200; 400 naming an unknown field; 404 */
    @GET
    @Path("{id}")
    @RolesAllowed({"csr", "partner", "operations", "admin"})
    public String find(@PathParam("id") String id, @QueryParam("fields") @Nullable String fields) {
        FieldSelection selection = FieldSelection.parse(fields, ProductOfferingQualificationView.class);
        OfferingQualification found = qualifications
                .find(id, CallerOrders.of(caller))
                .orElseThrow(() -> TmfRefusal.notFound("product offering qualification", id));
        return ResourceJson.write(told(found), selection);
    }

    /**
     * The latest first; filters {@code id}, {@code relatedParty.id}, {@code qualificationResult}; {@code fields}, {@code offset},
     * {@code limit}.
     *
     * @return 200 all, 206 a part with links, 400 naming the parameter, 416 past the end
     */
    @GET
    @RolesAllowed({"csr", "partner", "operations", "admin"})
    public Response list(@QueryParam("fields") @Nullable String fields) {
        FieldSelection selection = FieldSelection.parse(fields, ProductOfferingQualificationView.class);
        PageRange range = PageRange.of(uri.getQueryParameters());
        Page<OfferingQualification> page =
                qualifications.list(query(uri.getQueryParameters(), range).in(CallerOrders.of(caller)));
        return range.answer(page, this::told, selection, uri.getRequestUri());
    }

    /** A partner is told nothing of the person: he may ask about any customer, and there is no order that the customer wants. */
    private ProductOfferingQualificationView told(OfferingQualification answered) {
        return ProductOfferingQualificationView.of(CallerOrders.isInside(caller) ? answered : answered.forOutside());
    }

    /** @throws TmfRefusal UNKNOWN_FILTER, INVALID_FILTER naming the parameter */
    static QualificationQuery query(MultivaluedMap<String, String> parameters, PageRange range) {
        QueryFilter filter = QueryFilter.of(parameters, Set.of(ID, CUSTOMER, RESULT), Set.of());
        return new QualificationQuery(
                List.copyOf(filter.values(ID)),
                List.copyOf(filter.values(CUSTOMER)),
                filter.values(RESULT).stream()
                        .map(ProductOfferingQualificationResource::result)
                        .toList(),
                Optional.empty(),
                range.offset(),
                range.limit());
    }

    private static String result(String written) {
        return Arrays.stream(OfferingQualification.Result.values())
                .filter(result -> !result.tmf().isEmpty() && result.tmf().equals(written))
                .map(Enum::name)
                .findFirst()
                .orElseThrow(() -> TmfRefusal.at(
                        RESULT, "INVALID_FILTER", "A result is one of qualified, alternate, unqualified."));
    }
}

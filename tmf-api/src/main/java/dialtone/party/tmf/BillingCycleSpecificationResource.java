package dialtone.party.tmf;

import dialtone.platform.tmf.FieldSelection;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.QueryFilter;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /tmf-api/accountManagement/v4/billingCycleSpecification} (TMF666 v4): the bill cycles that an account may have. */
@Path("/billingCycleSpecification")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class BillingCycleSpecificationResource {

    @Context
    private UriInfo uri;

    /** @return 200; 400 naming an unknown field; 404 */
    @GET
    @Path("{id}")
    public String find(@PathParam("id") String id, @QueryParam("fields") @Nullable String fields) {
        FieldSelection selection = FieldSelection.parse(fields, BillingCycleSpecificationView.class);
        return ResourceJson.write(
                BillingCycleSpecificationView.cycleDay(id)
                        .map(BillingCycleSpecificationView::of)
                        .orElseThrow(() -> TmfRefusal.notFound("billing cycle specification", id)),
                selection);
    }

    /** By day; filter {@code id}. @return 200 all, 206 a part with links, 400 naming the parameter, 416 past the end */
    @GET
    public Response list(@QueryParam("fields") @Nullable String fields) {
        FieldSelection selection = FieldSelection.parse(fields, BillingCycleSpecificationView.class);
        PageRange range = PageRange.of(uri.getQueryParameters());
        Set<String> ids =
                QueryFilter.of(uri.getQueryParameters(), Set.of("id"), Set.of()).values("id");
        List<BillingCycleSpecificationView> found = BillingCycleSpecificationView.all().stream()
                .filter(each -> ids.isEmpty() || ids.contains(each.id()))
                .toList();
        return range.answer(range.part(found), Function.identity(), selection, uri.getRequestUri());
    }
}

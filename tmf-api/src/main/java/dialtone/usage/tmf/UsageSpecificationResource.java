package dialtone.usage.tmf;

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

/** {@code /tmf-api/usageManagement/v4/usageSpecification} (TMF635 v4), to be read. */
@Path("/usageSpecification")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class UsageSpecificationResource {

    @Context
    private UriInfo uri;

    /** @return 200; 400 naming an unknown field; 404 */
    @GET
    @Path("{id}")
    public String find(@PathParam("id") String id, @QueryParam("fields") @Nullable String fields) {
        FieldSelection selection = FieldSelection.parse(fields, UsageSpecificationView.class);
        return ResourceJson.write(
                UsageSpecificationView.all().stream()
                        .filter(specification -> specification.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> TmfRefusal.notFound("usage specification", id)),
                selection);
    }

    /** Filters {@code id} and {@code name}. @return 200 all, 206 a part with links, 400 naming the parameter, 416 past the end */
    @GET
    public Response list(@QueryParam("fields") @Nullable String fields) {
        FieldSelection selection = FieldSelection.parse(fields, UsageSpecificationView.class);
        PageRange range = PageRange.of(uri.getQueryParameters());
        QueryFilter filter = QueryFilter.of(uri.getQueryParameters(), Set.of("id", "name"), Set.of());
        Set<String> ids = filter.values("id");
        Set<String> names = filter.values("name");
        List<UsageSpecificationView> meant = UsageSpecificationView.all().stream()
                .filter(specification -> ids.isEmpty() || ids.contains(specification.id()))
                .filter(specification -> names.isEmpty() || names.contains(specification.name()))
                .toList();
        return range.answer(range.part(meant), Function.identity(), selection, uri.getRequestUri());
    }
}

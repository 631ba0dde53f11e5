package dialtone.invoice.tmf;

import dialtone.base.Page;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.ResourceJson;
import dialtone.usage.SuspendedUsage;
import dialtone.usage.service.UsageFiles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** {@code /billing/v1/usage-suspensions}. */
@Path("/usage-suspensions")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class UsageSuspensionResource {

    @EJB
    private UsageFiles files;

    @Context
    private UriInfo uri;

    /** By source and sequence. @return 200 all, 206 a part, 400 naming the parameter, 416 past the end */
    @GET
    public Response list() {
        PageRange range = PageRange.of(uri.getQueryParameters());
        Page<SuspendedUsage> page = files.suspended(range.offset(), range.limit());
        String rows = ResourceJson.write(
                page.rows().stream().map(SuspendedUsageView::of).toList());
        return range.answer(rows, page.rows().size(), page.total(), uri.getRequestUri());
    }
}

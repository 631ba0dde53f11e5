package dialtone.invoice.tmf;

import dialtone.base.Page;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.usage.RejectedLine;
import dialtone.usage.service.UsageFiles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** {@code /billing/v1/usage-rejects}. */
@Path("/usage-rejects")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class UsageRejectResource {

    @EJB
    private UsageFiles files;

    @Context
    private UriInfo uri;

    /**
     * The newest file's first, lines in their order.
     *
     * @param usageFile number of one file; without it of all
     * @return 200 all, 206 a part, 400 naming the parameter, 416 past the end
     */
    @GET
    public Response list(@QueryParam("usageFile") @Nullable String usageFile) {
        PageRange range = PageRange.of(uri.getQueryParameters());
        Page<RejectedLine> page = usageFile == null
                ? files.rejects(range.offset(), range.limit())
                : files.rejectsOf(number(usageFile), range.offset(), range.limit());
        return range.answer(page, UsageRejectView::of, uri.getRequestUri());
    }

    private static long number(String usageFile) {
        if (!usageFile.matches("[0-9]{1,18}")) {
            throw TmfRefusal.at("usageFile", "INVALID_FILTER", "This has to be the number of a usage file.");
        }
        return Long.parseLong(usageFile);
    }
}

package dialtone.invoice.tmf;

import dialtone.base.Page;
import dialtone.billrun.service.BillsOnDemand;
import dialtone.billrun.service.BillsOnDemand.Asked;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /tmf-api/customerBillManagement/v4/customerBillOnDemand} (TMF678 v4): one account is billed out of turn. */
@Path("/customerBillOnDemand")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class BillOnDemandResource {

    @EJB
    private BillsOnDemand bills;

    @Context
    private UriInfo uri;

    @Inject
    private Caller caller;

    /**
     * Asks for a bill of what is due until today: {@code {"billingAccount": {"id": "BAC-100001"}}}. It is made within seconds.
     *
     * @return 201, in progress; 400 naming the field, and why
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response ask(InputStream body) {
        BillOnDemandRequestView request = RequestJson.read(body, BillOnDemandRequestView.class);
        BillOnDemandView asked = BillOnDemandView.of(
                TmfRefusal.unlessAccepted(bills.ask(request.account(), request.customer(), caller.login())));
        return Response.created(URI.create(asked.href()))
                .entity(ResourceJson.write(asked))
                .build();
    }

    /** @return 200; 400 naming an unknown field; 404 */
    @GET
    @Path("{id: [0-9]{1,18}}")
    public String find(@PathParam("id") long id, @QueryParam("fields") @Nullable String fields) {
        FieldSelection selection = FieldSelection.parse(fields, BillOnDemandView.class);
        Asked asked = bills.find(id).orElseThrow(() -> TmfRefusal.notFound("bill on demand", Long.toString(id)));
        return ResourceJson.write(BillOnDemandView.of(asked), selection);
    }

    /** Newest first. @return 200 all, 206 a part with links, 400 naming the parameter, 416 past the end */
    @GET
    public Response list(@QueryParam("fields") @Nullable String fields) {
        FieldSelection selection = FieldSelection.parse(fields, BillOnDemandView.class);
        QueryFilter.of(uri.getQueryParameters(), Set.of(), Set.of());
        PageRange range = PageRange.of(uri.getQueryParameters());
        Page<Asked> page = bills.list(range.offset(), range.limit());
        return range.answer(page, BillOnDemandView::of, selection, uri.getRequestUri());
    }
}

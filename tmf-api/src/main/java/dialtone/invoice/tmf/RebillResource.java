package dialtone.invoice.tmf;

import dialtone.base.Page;
import dialtone.billrun.service.Rebills;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.RebillRequest;
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

/** {@code /billing/v1/rebills}: an invoice is credited whole and made again; one person asks, another one decides. */
@Path("/rebills")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class RebillResource {

    @EJB
    private Rebills rebills;

    @Context
    private UriInfo uri;

    @Inject
    private Caller caller;

    /** The latest first; filter {@code state}. @return 200 all, 206 a part, 400 naming the parameter, 416 past the end */
    @GET
    public Response list() {
        QueryFilter filter = QueryFilter.of(uri.getQueryParameters(), Set.of("state"), Set.of());
        PageRange range = PageRange.of(uri.getQueryParameters());
        Page<RebillRequest> page =
                rebills.list(filter.value("state").map(RebillResource::state), range.offset(), range.limit());
        return range.answer(page, RebillView::of, uri.getRequestUri());
    }

    private static RebillRequest.State state(String written) {
        try {
            return RebillRequest.State.valueOf(written.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw TmfRefusal.at("state", "INVALID_FILTER", "A state is one of asked, issued, declined.");
        }
    }

    /** @return 200; 404 */
    @GET
    @Path("{id: [0-9]{1,18}}")
    public String find(@PathParam("id") long id) {
        return ResourceJson.write(
                RebillView.of(rebills.find(id).orElseThrow(() -> TmfRefusal.notFound("rebill", Long.toString(id)))));
    }

    /** What an invoice would be made again: {@code GET /billing/v1/rebills/preview/INV-000000001}. @return 200; 404; 409 it cannot be, and why */
    @GET
    @Path("preview/{invoice}")
    public String preview(@PathParam("invoice") String invoice) {
        Rebills.Preview preview = TmfRefusal.unlessAccepted(rebills.preview(new InvoiceId(invoice)));
        return ResourceJson.write(RebillView.PreviewView.of(preview));
    }

    /**
     * Asks for it: {@code {"invoice": "INV-000000001", "reason": "Records were missing"}}.
     *
     * @return 201; 400 naming the field; 404 the invoice; 409 it cannot be, and why
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response ask(InputStream body) {
        RebillView.AskedView asked = RequestJson.read(body, RebillView.AskedView.class);
        if (asked.invoice() == null) {
            throw ReceiptView.missing("invoice");
        }
        if (asked.reason() == null) {
            throw ReceiptView.missing("reason");
        }
        RebillView view = RebillView.of(
                TmfRefusal.unlessAccepted(rebills.ask(new InvoiceId(asked.invoice()), asked.reason(), caller.login())));
        return Response.created(URI.create("/billing/v1/rebills/" + view.id()))
                .entity(ResourceJson.write(view))
                .build();
    }

    /** A second person agrees: credit note and new invoice are issued. @return 200; 403 the caller has asked for it; 404; 409 and why */
    @POST
    @Path("{id: [0-9]{1,18}}/approval")
    public String approve(@PathParam("id") long id) {
        return ResourceJson.write(RebillView.of(TmfRefusal.unlessAccepted(rebills.approve(id, caller.login()))));
    }

    /** @return 200; 404; 409 it is decided */
    @POST
    @Path("{id: [0-9]{1,18}}/decline")
    public String decline(@PathParam("id") long id) {
        return ResourceJson.write(RebillView.of(TmfRefusal.unlessAccepted(rebills.decline(id, caller.login()))));
    }
}

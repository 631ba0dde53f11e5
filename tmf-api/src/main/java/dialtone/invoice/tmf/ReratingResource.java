package dialtone.invoice.tmf;

import dialtone.catalog.service.CatalogStore;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.PacedWorkApi;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.rating.Rerating.NumberState;
import dialtone.rating.Rerating.Standing;
import dialtone.usage.service.Reratings;
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
import java.util.List;

/** {@code /billing/v1/reratings}: use of a period by a corrected price; calculated first, posted when a second person approves it. */
@Path("/reratings")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class ReratingResource {

    @EJB
    private Reratings reratings;

    @EJB
    private CatalogStore catalogs;

    @Context
    private UriInfo uri;

    @Inject
    private Caller caller;

    /** The latest first. @return 200 all, 206 a part, 400 naming the parameter, 416 past the end */
    @GET
    public Response list() {
        return work().list(reratings::list);
    }

    /** @return 200; 404 */
    @GET
    @Path("{id: [0-9]{1,18}}")
    public String find(@PathParam("id") long id) {
        return work().find(id);
    }

    /** Its numbers, what differs most first; filter {@code state}. @return 200 all, 206 a part, 400 naming the parameter, 404, 416 past the end */
    @GET
    @Path("{id: [0-9]{1,18}}/numbers")
    public Response numbers(@PathParam("id") long id) {
        return work().log(
                        id,
                        List.of(NumberState.values()),
                        ReratingView::name,
                        reratings::numbers,
                        ReratingView.NumberView::of);
    }

    /**
     * Asks for it, by the price as the current catalogue has it: {@code {"offering": "mobile-sim-only-m", "price": "voice-overage", "from": "2026-11-01", "to": "2026-12-01",
     * "reason": "Misprint"}}.
     *
     * @return 201, being calculated; 400 naming the field
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response ask(InputStream body) {
        ReratingView.AskedView asked = RequestJson.read(body, ReratingView.AskedView.class);
        ReratingView view = ReratingView.of(TmfRefusal.unlessAccepted(
                reratings.ask(asked.by(catalogs.current(), catalogs::discountNames), caller.login())));
        return Response.created(URI.create("/billing/v1/reratings/" + view.id()))
                .entity(ResourceJson.write(view))
                .build();
    }

    /** A second person agrees, and it is posted number by number. @return 200; 403 the caller has asked for it; 404; 409 it is decided, or not calculated yet */
    @POST
    @Path("{id: [0-9]{1,18}}/approval")
    public String approve(@PathParam("id") long id) {
        return work().changed(reratings.approve(id, caller.login()));
    }

    /** @return 200; 404; 409 it is decided, or not calculated yet */
    @POST
    @Path("{id: [0-9]{1,18}}/decline")
    public String decline(@PathParam("id") long id) {
        return work().changed(reratings.decline(id, caller.login()));
    }

    private PacedWorkApi<Long, Standing> work() {
        return new PacedWorkApi<>("re-rating", reratings::find, ReratingView::of, uri);
    }
}

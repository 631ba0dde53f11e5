package dialtone.invoice.tmf;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.catalog.service.CatalogStore;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.QueryFilter;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.rating.Rerating;
import dialtone.rating.Rerating.NumberState;
import dialtone.rating.Rerating.Standing;
import dialtone.usage.service.Reratings;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

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

    @Context
    private SecurityContext security;

    /** The latest first. @return 200 all, 206 a part, 400 naming the parameter, 416 past the end */
    @GET
    public Response list() {
        QueryFilter.of(uri.getQueryParameters(), Set.of(), Set.of());
        PageRange range = PageRange.of(uri.getQueryParameters());
        Page<Standing> page = reratings.list(range.offset(), range.limit());
        String rows =
                ResourceJson.write(page.rows().stream().map(ReratingView::of).toList());
        return range.answer(rows, page.rows().size(), page.total(), uri.getRequestUri());
    }

    /** @return 200; 404 */
    @GET
    @Path("{id: [0-9]{1,18}}")
    public String find(@PathParam("id") long id) {
        return ResourceJson.write(ReratingView.of(standing(id)));
    }

    /** Its numbers, what differs most first; filter {@code state}. @return 200 all, 206 a part, 400 naming the parameter, 404, 416 past the end */
    @GET
    @Path("{id: [0-9]{1,18}}/numbers")
    public Response numbers(@PathParam("id") long id) {
        QueryFilter filter = QueryFilter.of(uri.getQueryParameters(), Set.of("state"), Set.of());
        PageRange range = PageRange.of(uri.getQueryParameters());
        Page<Rerating.OfNumber> page = reratings.numbers(
                standing(id).rerating().id(),
                filter.value("state").map(ReratingResource::state),
                range.offset(),
                range.limit());
        String rows = ResourceJson.write(
                page.rows().stream().map(ReratingView.NumberView::of).toList());
        return range.answer(rows, page.rows().size(), page.total(), uri.getRequestUri());
    }

    private static NumberState state(String written) {
        try {
            return NumberState.valueOf(written.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw TmfRefusal.at("state", "INVALID_FILTER", "A state is one of waiting, calculated, posted, refused.");
        }
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
        ReratingView view =
                ReratingView.of(done(reratings.ask(asked.by(catalogs.current(), catalogs::discountNames), login())));
        return Response.created(URI.create("/billing/v1/reratings/" + view.id()))
                .entity(ResourceJson.write(view))
                .build();
    }

    /** A second person agrees, and it is posted number by number. @return 200; 403 the caller has asked for it; 404; 409 it is decided, or not calculated yet */
    @POST
    @Path("{id: [0-9]{1,18}}/approval")
    public String approve(@PathParam("id") long id) {
        return ResourceJson.write(ReratingView.of(done(reratings.approve(id, login()))));
    }

    /** @return 200; 404; 409 it is decided, or not calculated yet */
    @POST
    @Path("{id: [0-9]{1,18}}/decline")
    public String decline(@PathParam("id") long id) {
        return ResourceJson.write(ReratingView.of(done(reratings.decline(id, login()))));
    }

    private Standing standing(long id) {
        return reratings.find(id).orElseThrow(() -> TmfRefusal.notFound("re-rating", Long.toString(id)));
    }

    private static Standing done(Outcome<Standing> outcome) {
        return switch (outcome) {
            case Outcome.Accepted<Standing>(Standing standing) -> standing;
            case Outcome.Rejected<Standing>(List<Rejection> reasons) -> throw TmfRefusal.of(reasons);
        };
    }

    private String login() {
        return security.getUserPrincipal().getName();
    }
}

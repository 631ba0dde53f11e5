package dialtone.event.tmf;

import dialtone.event.service.EventFamily;
import dialtone.event.service.EventSubscription.Scope;
import dialtone.event.service.EventSubscriptions;
import dialtone.order.tmf.CallerOrders;
import dialtone.platform.tmf.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/**
 * {@code /tmf-api/productOrderingManagement/v4/hub} (TMF622 v4). A login sees and ends its own subscriptions, admin all.
 * A partner is told of the orders he placed, others of all.
 */
@Path("/hub")
@RequestScoped
@RolesAllowed({"csr", "partner", "operations", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class HubResource {

    private static final String PATH = "/tmf-api/productOrderingManagement/v4/hub/";

    @Inject
    private EventSubscriptions subscriptions;

    @Inject
    private Caller caller;

    /**
     * Subscribes: {@code {"callback": "http://127.0.0.1:9000/", "query": "eventType=ProductOrderStateChangeEvent&state=completed"}}.
     *
     * @return 201 with the subscription and, this once, its secret; 400 naming callback or query; 409 too many
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response subscribe(InputStream body) {
        // who may see all orders is told of all, a partner of those he placed
        boolean own = CallerOrders.of(caller).placedBy().isPresent();
        return hub().subscribe(body, own ? Scope.OWN : Scope.EVERYBODYS);
    }

    /** The caller's own, oldest first; of an administrator all. There are never more than two hundred. */
    @GET
    public String list() {
        return hub().list();
    }

    /** @return 200; 404 */
    @GET
    @Path("{id}")
    public String find(@PathParam("id") String id) {
        return hub().find(id);
    }

    /** Ends a subscription: 204, or 404. */
    @DELETE
    @Path("{id}")
    public void end(@PathParam("id") String id) {
        hub().end(id);
    }

    private Hub hub() {
        return new Hub(EventFamily.PRODUCT_ORDERING, PATH, subscriptions, caller);
    }
}

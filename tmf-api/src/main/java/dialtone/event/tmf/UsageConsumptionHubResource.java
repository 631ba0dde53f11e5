package dialtone.event.tmf;

import dialtone.event.service.EventFamily;
import dialtone.event.service.EventSubscription.Scope;
import dialtone.event.service.EventSubscriptions;
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
 * {@code /tmf-api/usageConsumption/v4/hub} (TMF677 v4): told is when a percentage of a spending limit is reached. A login sees and ends its own subscriptions, admin
 * all.
 */
@Path("/hub")
@RequestScoped
@RolesAllowed({"csr", "billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class UsageConsumptionHubResource {

    private static final String PATH = "/tmf-api/usageConsumption/v4/hub/";

    @Inject
    private EventSubscriptions subscriptions;

    @Inject
    private Caller caller;

    /**
     * Subscribes: {@code {"callback": "http://127.0.0.1:9000/", "query": "eventType=UsageConsumptionThresholdEvent&percent=100"}}.
     *
     * @return 201 with the subscription and, this once, its secret; 400 naming callback or query; 409 too many
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response subscribe(InputStream body) {
        return hub().subscribe(body, Scope.EVERYBODYS);
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
        return new Hub(EventFamily.USAGE_CONSUMPTION, PATH, subscriptions, caller);
    }
}

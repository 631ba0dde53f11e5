package dialtone.event.tmf;

import dialtone.event.service.EventDelivery;
import dialtone.event.service.EventSubscriptions;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /ops/v1/event-subscriptions}: what operations do for a subscriber that was away too long. */
@Path("/event-subscriptions")
@RequestScoped
@RolesAllowed({"operations", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class SubscriptionDeliveryResource {

    /** @param deliveries that go out again */
    public record RedeliveryView(String subscriptionId, int deliveries) {}

    @Inject
    private EventSubscriptions subscriptions;

    @Inject
    private EventDelivery delivery;

    /** Puts what is parked for a subscription back in its queue. @return 200 with how many; 404 */
    @POST
    @Path("{id}/redelivery")
    public String redeliver(@PathParam("id") String id) {
        if (subscriptions.find(id).isEmpty()) {
            throw TmfRefusal.notFound("subscription", id);
        }
        return ResourceJson.write(new RedeliveryView(id, delivery.deliverAgain(id)));
    }
}

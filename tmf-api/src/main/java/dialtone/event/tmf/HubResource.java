package dialtone.event.tmf;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.event.service.EventFamily;
import dialtone.event.service.EventSubscription;
import dialtone.event.service.EventSubscription.Scope;
import dialtone.event.service.EventSubscriptions;
import dialtone.order.tmf.CallerOrders;
import dialtone.platform.settings.Settings;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;

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

    @Context
    private SecurityContext security;

    /**
     * Subscribes: {@code {"callback": "http://127.0.0.1:9000/", "query": "eventType=ProductOrderStateChangeEvent&state=completed"}}.
     *
     * @return 201 with the subscription and, this once, its secret; 400 naming callback or query; 409 too many
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response subscribe(InputStream body) {
        EventSubscriptionView asked = RequestJson.read(body, EventSubscriptionView.class);
        String callback = Optional.ofNullable(asked.callback())
                .orElseThrow(() -> TmfRefusal.at("callback", "MISSING", "This is required."));
        Outcome<EventSubscriptions.Subscribed> outcome = subscriptions.subscribe(
                EventFamily.PRODUCT_ORDERING, callback, Optional.ofNullable(asked.query()), owner());
        return switch (outcome) {
            case Outcome.Accepted<EventSubscriptions.Subscribed>(EventSubscriptions.Subscribed subscribed) ->
                Response.created(URI.create(Settings.publicUri()
                                + PATH
                                + subscribed.subscription().id()))
                        .entity(ResourceJson.write(EventSubscriptionView.of(subscribed.subscription())
                                .withSecret(subscribed.secret())))
                        .build();
            case Outcome.Rejected<EventSubscriptions.Subscribed>(List<Rejection> reasons) ->
                throw TmfRefusal.of(reasons);
        };
    }

    /** The caller's own, oldest first; of an administrator all. There are never more than two hundred. */
    @GET
    public String list() {
        return ResourceJson.write(subscriptions.active().stream()
                .filter(this::isVisible)
                .map(EventSubscriptionView::of)
                .toList());
    }

    /** @return 200; 404 */
    @GET
    @Path("{id}")
    public String find(@PathParam("id") String id) {
        return ResourceJson.write(EventSubscriptionView.of(visible(id)));
    }

    /** Ends a subscription: 204, or 404. */
    @DELETE
    @Path("{id}")
    public void end(@PathParam("id") String id) {
        subscriptions.end(visible(id).id());
    }

    private EventSubscription visible(String id) {
        return subscriptions
                .find(id)
                .filter(this::isVisible)
                .orElseThrow(() -> TmfRefusal.notFound("subscription", id));
    }

    private boolean isVisible(EventSubscription subscription) {
        return subscription.owner().login().equals(login()) || security.isUserInRole("admin");
    }

    /** Who may see all orders is told of all, a partner of those he placed. */
    private EventSubscription.Owner owner() {
        boolean own = CallerOrders.of(security).placedBy().isPresent();
        return new EventSubscription.Owner(login(), own ? Scope.OWN : Scope.EVERYBODYS);
    }

    private String login() {
        return security.getUserPrincipal().getName();
    }
}

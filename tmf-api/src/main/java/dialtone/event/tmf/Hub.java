package dialtone.event.tmf;

import dialtone.base.Outcome;
import dialtone.event.service.EventFamily;
import dialtone.event.service.EventSubscription;
import dialtone.event.service.EventSubscription.Scope;
import dialtone.event.service.EventSubscriptions;
import dialtone.platform.settings.Settings;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

/**
 * The hub of one TM Forum API. A login sees and ends its own subscriptions, admin all.
 *
 * @param path of the hub, with a slash at its end
 */
record Hub(EventFamily family, String path, EventSubscriptions subscriptions, Caller caller) {

    Response subscribe(InputStream body, Scope scope) {
        EventSubscriptionView asked = RequestJson.read(body, EventSubscriptionView.class);
        String callback = Optional.ofNullable(asked.callback())
                .orElseThrow(() -> TmfRefusal.at("callback", "MISSING", "This is required."));
        Outcome<EventSubscriptions.Subscribed> outcome = subscriptions.subscribe(
                family,
                callback,
                Optional.ofNullable(asked.query()),
                new EventSubscription.Owner(caller.login(), scope));
        EventSubscriptions.Subscribed subscribed = TmfRefusal.unlessAccepted(outcome);
        return Response.created(URI.create(
                        Settings.publicUri() + path + subscribed.subscription().id()))
                .entity(ResourceJson.write(
                        EventSubscriptionView.of(subscribed.subscription()).withSecret(subscribed.secret())))
                .build();
    }

    String list() {
        return ResourceJson.write(subscriptions.active().stream()
                .filter(this::isVisible)
                .map(EventSubscriptionView::of)
                .toList());
    }

    String find(String id) {
        return ResourceJson.write(EventSubscriptionView.of(visible(id)));
    }

    void end(String id) {
        subscriptions.end(visible(id).id());
    }

    private EventSubscription visible(String id) {
        return subscriptions
                .find(id)
                .filter(this::isVisible)
                .orElseThrow(() -> TmfRefusal.notFound("subscription", id));
    }

    private boolean isVisible(EventSubscription subscription) {
        return subscription.family() == family
                && (subscription.owner().login().equals(caller.login()) || caller.hasRole("admin"));
    }
}

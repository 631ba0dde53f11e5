package dialtone.event.tmf;

import dialtone.event.service.EventSubscription;
import dialtone.platform.tmf.ReadOnly;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * TMF's EventSubscription, both ways.
 *
 * @param secret an extension of ours, told once, when subscribing: what {@code X-Dialtone-Signature} is made with
 */
@JsonbPropertyOrder({"id", "callback", "query", "secret"})
public record EventSubscriptionView(
        @ReadOnly @Nullable String id,
        @Nullable String callback,
        @Nullable String query,
        @ReadOnly @Nullable String secret) {

    static EventSubscriptionView of(EventSubscription subscription) {
        return new EventSubscriptionView(
                subscription.id(), subscription.callback(), subscription.query().orElse(null), null);
    }

    EventSubscriptionView withSecret(String told) {
        return new EventSubscriptionView(id, callback, query, told);
    }
}

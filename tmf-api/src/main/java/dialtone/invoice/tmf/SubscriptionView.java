package dialtone.invoice.tmf;

import dialtone.rating.Subscription;
import dialtone.rating.service.AccountSubscriptions.Subscribed;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * What an account pays for.
 *
 * @param number         that came with it, E.164
 * @param catalogVersion whose prices it has
 * @param activatedOn    first day that is charged
 * @param endedOn        first day that is not charged any more; absent while it goes on
 */
@JsonbPropertyOrder({"order", "item", "offering", "offeringName", "number", "catalogVersion", "activatedOn", "endedOn"})
public record SubscriptionView(
        String order,
        String item,
        String offering,
        String offeringName,
        @Nullable String number,
        @Nullable String catalogVersion,
        String activatedOn,
        @Nullable String endedOn) {

    static SubscriptionView of(Subscribed subscribed) {
        Subscription subscription = subscribed.subscription();
        return new SubscriptionView(
                subscription.order().value(),
                subscription.itemId(),
                subscription.offering().value(),
                subscription.offeringName(),
                subscribed.number().map(number -> "+" + number).orElse(null),
                subscribed.catalogVersion().orElse(null),
                subscription.activatedOn().toString(),
                subscription.end().map(end -> end.on().toString()).orElse(null));
    }
}

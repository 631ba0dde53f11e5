package dialtone.order.tmf;

import dialtone.order.Cancellation;
import dialtone.platform.settings.Settings;
import dialtone.platform.tmf.EntityRef;
import dialtone.platform.tmf.ReadOnly;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * TMF622 v4 CancelProductOrder, both ways: a task that is done when the cancellation is assessed, whatever the verdict.
 *
 * @param effectiveCancellationDate present when the order is cancelled, absent when it goes on or is still being taken back
 * @param verdict                   what came of it, in a sentence; an extension of ours
 */
@JsonbPropertyOrder({
    "id",
    "href",
    "state",
    "productOrder",
    "cancellationReason",
    "requestedCancellationDate",
    "effectiveCancellationDate",
    "verdict"
})
public record CancelProductOrderView(
        @ReadOnly @Nullable String id,
        @ReadOnly @Nullable String href,
        @ReadOnly @Nullable String state,
        @Nullable String cancellationReason,
        @ReadOnly @Nullable Instant requestedCancellationDate,
        @ReadOnly @Nullable Instant effectiveCancellationDate,
        @ReadOnly @Nullable String verdict,
        @Nullable EntityRef productOrder,
        @JsonbProperty("@type") @Nullable String type) {

    static final String PATH = "/tmf-api/productOrderingManagement/v4/cancelProductOrder";

    static CancelProductOrderView of(Cancellation cancellation) {
        String order = cancellation.order().value();
        return new CancelProductOrderView(
                cancellation.id(),
                Settings.publicUri() + PATH + "/" + cancellation.id(),
                "done",
                cancellation.reason().orElse(null),
                cancellation.requestedAt(),
                cancellation.effectiveAt().orElse(null),
                cancellation.verdict(),
                new EntityRef(order, ProductOrderView.href(order), null, "ProductOrder"),
                "CancelProductOrder");
    }
}

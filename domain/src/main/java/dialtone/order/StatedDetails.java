package dialtone.order;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a requester has stated of an order, as it is in the order's own row: {@link OrderDetails} without notes and references. */
@Embeddable
public record StatedDetails(
        @Column(name = "DESCRIPTION") @Nullable String description,
        @Column(name = "CATEGORY") @Nullable String category,
        @Column(name = "PRIORITY") @Nullable Integer priority,
        @Column(name = "REQUESTED_START_AT") @Nullable Instant requestedStartAt,
        @Column(name = "REQUESTED_COMPLETION_AT") @Nullable Instant requestedCompletionAt,
        @Column(name = "NOTIFICATION_CONTACT") @Nullable String notificationContact) {

    static final StatedDetails NOTHING = of(OrderDetails.NONE, false);

    /** @param urgent goes before all others, whatever priority is asked for */
    static StatedDetails of(OrderDetails details, boolean urgent) {
        return new StatedDetails(
                details.description().orElse(null),
                details.category().orElse(null),
                urgent
                        ? Integer.valueOf(OrderDetails.HIGHEST_PRIORITY)
                        : details.priority().orElse(null),
                details.requestedStart().orElse(null),
                details.requestedCompletion().orElse(null),
                details.notificationContact().orElse(null));
    }

    OrderDetails with(List<OrderNote> notes, List<OrderReference> references) {
        return new OrderDetails(
                Optional.ofNullable(description),
                Optional.ofNullable(category),
                Optional.ofNullable(priority),
                Optional.ofNullable(requestedStartAt),
                Optional.ofNullable(requestedCompletionAt),
                Optional.ofNullable(notificationContact),
                notes,
                references);
    }
}

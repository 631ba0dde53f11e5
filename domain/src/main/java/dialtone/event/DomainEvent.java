package dialtone.event;

import java.time.Instant;
import java.util.Map;

/**
 * Something that has happened, told to whoever subscribed. Stored in the transaction that made it happen.
 *
 * @param eventId    unique; at most 64 characters
 * @param eventType  TMF name: {@code ProductOrderStateChangeEvent}
 * @param subject    id of what it is about, such as the order's
 * @param occurredAt when
 * @param facts      the few values a filter or a reader needs: {@code state}, {@code previousState}, {@code items}, {@value #PLACED_BY}
 */
public record DomainEvent(
        String eventId, String eventType, String subject, Instant occurredAt, Map<String, String> facts) {

    /** The fact that says at whose request the subject is there: his login. */
    public static final String PLACED_BY = "placedBy";

    public DomainEvent {
        facts = Map.copyOf(facts);
    }
}

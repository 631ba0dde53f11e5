package dialtone.order;

import dialtone.base.Sha256;
import dialtone.catalog.OfferingId;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What makes a repeated request the same request: the requester's idempotency key, and a digest of what was asked, so that a
 * key used for something else is noticed. A key counts for the requester who chose it.
 *
 * @param key    requester and idempotency key; null when the request has none
 * @param digest SHA-256 of the request's content, 64 hexadecimal digits
 */
@Embeddable
public record RequestKey(
        @Column(name = "REQUEST_KEY") @Nullable String key,
        @Column(name = "REQUEST_DIGEST") String digest) {

    public static RequestKey of(PlaceOrder command) {
        return new RequestKey(
                command.idempotencyKey()
                        .map(key -> command.placedBy() + ":" + key)
                        .orElse(null),
                digest(command));
    }

    public static RequestKey of(AmendOrder command) {
        return new RequestKey(
                command.idempotencyKey()
                        .map(key -> command.requestedBy() + ":" + key)
                        .orElse(null),
                Sha256.hex(command.order().value() + ":" + command.content()));
    }

    /** Of a correction, which has no key: the task that it is about is decided with it. */
    public static RequestKey of(FalloutTask task, Correction correction) {
        StringBuilder content = new StringBuilder();
        append(content, task.id());
        new TreeMap<>(correction.values()).forEach((name, value) -> {
            append(content, name);
            append(content, value);
        });
        return new RequestKey(null, Sha256.hex(content.toString()));
    }

    /** Covers what is ordered, for whom and what is said of it; not the paths of the fields, which differ between channels. */
    private static String digest(PlaceOrder command) {
        StringBuilder content = new StringBuilder();
        append(content, command.externalId().orElse(""));
        append(content, command.customer().value());
        append(content, command.billingAccount().map(Object::toString).orElse(""));
        for (PlaceOrder.Item item : command.items()) {
            append(content, item.id());
            append(content, item.action().name());
            append(content, item.offering().map(OfferingId::value).orElse(""));
            // so that a repeat of a request without one stays the same
            item.product().ifPresent(product -> append(content, product));
            item.status().ifPresent(status -> append(content, status.name()));
            item.line().ifPresent(line -> append(content, "line " + line));
            new TreeMap<>(item.characteristics()).forEach((name, value) -> {
                append(content, name);
                append(content, value);
            });
            content.append(';');
        }
        if (!command.details().equals(OrderDetails.NONE)) { // so that a repeat of a request without any stays the same
            append(content, command.details());
        }
        return Sha256.hex(content.toString());
    }

    private static void append(StringBuilder content, OrderDetails details) {
        append(content, details.description().orElse(""));
        append(content, details.category().orElse(""));
        append(content, details.priority().map(Object::toString).orElse(""));
        append(content, details.requestedStart().map(Object::toString).orElse(""));
        append(content, details.requestedCompletion().map(Object::toString).orElse(""));
        append(content, details.notificationContact().orElse(""));
        for (OrderNote note : details.notes()) {
            append(content, Objects.requireNonNullElse(note.author(), ""));
            append(content, note.text());
        }
        for (OrderReference reference : details.references()) {
            append(content, reference.kind().name());
            append(content, reference.id());
            append(content, Objects.requireNonNullElse(reference.role(), ""));
        }
    }

    /** Length first, so that no two requests have the same text. */
    private static void append(StringBuilder content, String text) {
        content.append(text.length()).append(':').append(text);
    }
}

package dialtone.invoice.tmf;

import dialtone.invoice.tmf.ReceiptView.ReceivedView;
import dialtone.ledger.Adjustment;
import dialtone.platform.tmf.ReadOnly;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An adjustment or a write-off, both ways.
 *
 * @param kind   {@code adjustment} or {@code write-off}
 * @param amount in the account's currency. Asked for: of an adjustment, positive charges in addition and negative gives back; of a write-off
 *               what is not expected to be paid, positive. Answered: as it changes what the account owes
 * @param undone the one that this one takes back
 * @param state  asked, posted, declined
 */
@JsonbPropertyOrder({
    "id",
    "kind",
    "billingAccount",
    "amount",
    "reason",
    "undone",
    "state",
    "askedBy",
    "askedAt",
    "decidedBy",
    "decidedAt"
})
public record AdjustmentView(
        @ReadOnly @Nullable String id,
        @Nullable String kind,
        @Nullable String billingAccount,
        @Nullable ReceivedView amount,
        @Nullable String reason,
        @ReadOnly @Nullable String undone,
        @ReadOnly @Nullable String state,
        @ReadOnly @Nullable String askedBy,
        @ReadOnly @Nullable Instant askedAt,
        @ReadOnly @Nullable String decidedBy,
        @ReadOnly @Nullable Instant decidedAt) {

    static AdjustmentView of(Adjustment adjustment) {
        return new AdjustmentView(
                Long.toString(adjustment.id()),
                name(adjustment.kind()),
                adjustment.account().value(),
                ReceivedView.of(adjustment.amount()),
                adjustment.reason(),
                adjustment.undone().map(undone -> Long.toString(undone)).orElse(null),
                adjustment.state().name().toLowerCase(Locale.ROOT),
                adjustment.askedBy(),
                adjustment.askedAt(),
                adjustment.decidedBy().orElse(null),
                adjustment.decidedAt().orElse(null));
    }

    private static String name(Adjustment.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws TmfRefusal MISSING, UNKNOWN_KIND */
    Adjustment.Kind kindRead() {
        if (kind == null) {
            throw ReceiptView.missing("kind");
        }
        return Arrays.stream(Adjustment.Kind.values())
                .filter(known -> name(known).equals(kind))
                .findFirst()
                .orElseThrow(() -> TmfRefusal.at("kind", "UNKNOWN_KIND", "The kind is one of adjustment, write-off."));
    }

    /** @throws TmfRefusal MISSING */
    String accountRead() {
        if (billingAccount == null) {
            throw ReceiptView.missing("billingAccount");
        }
        return billingAccount;
    }

    /** @throws TmfRefusal MISSING */
    String reasonRead() {
        if (reason == null) {
            throw ReceiptView.missing("reason");
        }
        return reason;
    }
}

package dialtone.invoice.tmf;

import dialtone.base.Money;
import dialtone.platform.tmf.ReadOnly;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.spending.SpendingChoice;
import dialtone.spending.SpendingLimit;
import dialtone.spending.SpendingStanding;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A limit of what use may cost in a bill cycle and how far a line, or the account, is with it; sent, it says what the customer wants from this cycle on.
 *
 * @param limit       its id
 * @param number      of the line, digits only; left out for a limit of the account, and to choose for all of its lines
 * @param amount      what may be spent, net of tax; left out when there is no limit
 * @param choice      sent in place of an amount: {@code off} for no limit, {@code usual} for what holds for who has chosen nothing
 * @param usualAmount what holds for who has chosen nothing; left out when that is no limit
 * @param held        records that wait until it is raised
 * @param beyond      what becomes of use beyond it: "notify", it is charged, or "hold", it waits
 */
@JsonbPropertyOrder({
    "limit",
    "name",
    "number",
    "cycle",
    "amount",
    "choice",
    "usualAmount",
    "spent",
    "remaining",
    "held",
    "beyond",
    "notices"
})
public record SpendingLimitView(
        @Nullable String limit,
        @ReadOnly @Nullable String name,
        @Nullable String number,
        @ReadOnly @Nullable String cycle,
        ReceiptView.@Nullable ReceivedView amount,
        @Nullable String choice,
        @ReadOnly ReceiptView.@Nullable ReceivedView usualAmount,
        @ReadOnly ReceiptView.@Nullable ReceivedView spent,
        @ReadOnly ReceiptView.@Nullable ReceivedView remaining,
        @ReadOnly @Nullable Long held,
        @ReadOnly @Nullable String beyond,
        @ReadOnly @Nullable List<NoticeView> notices) {

    /**
     * That so much of the limit was reached, told once.
     *
     * @param amount of the limit then
     * @param mailed whether a mail has gone out: of several that are reached at once one says the highest
     */
    @JsonbPropertyOrder({"percent", "amount", "spent", "at", "mailed"})
    public record NoticeView(
            int percent, ReceiptView.ReceivedView amount, ReceiptView.ReceivedView spent, Instant at, boolean mailed) {}

    static SpendingLimitView of(SpendingStanding standing) {
        SpendingLimit limit = standing.limit();
        return new SpendingLimitView(
                limit.id(),
                limit.name(),
                standing.msisdn().orElse(null),
                standing.cycle().toString(),
                money(standing.most()),
                null,
                money(limit.amount()),
                ReceiptView.ReceivedView.of(standing.spent()),
                money(standing.left()),
                standing.held(),
                limit.then().name().toLowerCase(Locale.ROOT),
                standing.notices().stream()
                        .map(told -> new NoticeView(
                                told.percent(),
                                ReceiptView.ReceivedView.of(told.most()),
                                ReceiptView.ReceivedView.of(told.spent()),
                                told.at(),
                                told.mailed()))
                        .toList());
    }

    private static ReceiptView.@Nullable ReceivedView money(Optional<Money> money) {
        return money.map(ReceiptView.ReceivedView::of).orElse(null);
    }

    /** @throws TmfRefusal MISSING */
    String limitRead() {
        if (limit == null) {
            throw ReceiptView.missing("limit");
        }
        return limit;
    }

    /** @throws TmfRefusal MISSING, AMBIGUOUS, UNKNOWN_CHOICE, and what an amount is refused for */
    SpendingChoice.Wish read(Currency currency) {
        if (choice == null) {
            return new SpendingChoice.Most(ReceiptView.ReceivedView.read(amount, currency));
        }
        if (amount != null) {
            throw TmfRefusal.at("choice", "AMBIGUOUS", "Say an amount or a choice.");
        }
        return switch (choice) {
            case "off" -> new SpendingChoice.Off();
            case "usual" -> new SpendingChoice.Usual();
            default -> throw TmfRefusal.at("choice", "UNKNOWN_CHOICE", "The choice is one of off, usual.");
        };
    }
}

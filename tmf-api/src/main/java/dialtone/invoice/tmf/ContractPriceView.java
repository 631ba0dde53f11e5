package dialtone.invoice.tmf;

import dialtone.base.Money;
import dialtone.catalog.OfferingId;
import dialtone.platform.tmf.ReadOnly;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.rating.AgreedAmount;
import dialtone.rating.RatedCharge;
import dialtone.rating.service.ContractPrices.ContractPrice;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Another amount for a price of an offering, both ways.
 *
 * @param price  id of the recurring price
 * @param amount left out when the price's own amount holds again
 * @param from   first day, {@code 2026-12-01}, in the account's zone; it may be over
 * @param to     first day that it does not hold on any more; left out when none
 * @param posted what was charged and given back for it
 */
@JsonbPropertyOrder({"offering", "price", "amount", "from", "to", "reason", "agreedAt", "agreedBy", "posted"})
public record ContractPriceView(
        @Nullable String offering,
        @Nullable String price,
        ReceiptView.@Nullable ReceivedView amount,
        @Nullable String from,
        @Nullable String to,
        @Nullable String reason,
        @ReadOnly @Nullable Instant agreedAt,
        @ReadOnly @Nullable String agreedBy,
        @ReadOnly @Nullable List<SeatsView.PostedView> posted) {

    static ContractPriceView of(ContractPrice each) {
        return of(each.offering(), each.agreed(), each.at(), each.by(), null);
    }

    static ContractPriceView of(OfferingId offering, AgreedAmount agreed, List<RatedCharge> posted) {
        return of(
                offering,
                agreed,
                null,
                null,
                posted.stream().map(SeatsView.PostedView::of).toList());
    }

    private static ContractPriceView of(
            OfferingId offering,
            AgreedAmount agreed,
            @Nullable Instant at,
            @Nullable String by,
            @Nullable List<SeatsView.PostedView> posted) {
        return new ContractPriceView(
                offering.value(),
                agreed.price(),
                agreed.amount().map(ReceiptView.ReceivedView::of).orElse(null),
                agreed.from().toString(),
                agreed.to().map(LocalDate::toString).orElse(null),
                agreed.reason(),
                at,
                by,
                posted);
    }

    OfferingId offeringRead() {
        return new OfferingId(required("offering", offering));
    }

    /** @throws TmfRefusal MISSING, INVALID_DATE, and what an amount is refused for */
    AgreedAmount read(Currency currency) {
        Optional<Money> agreed =
                amount == null ? Optional.empty() : Optional.of(ReceiptView.ReceivedView.read(amount, currency));
        return new AgreedAmount(
                required("price", price),
                day("from", required("from", from)),
                Optional.ofNullable(to).map(last -> day("to", last)),
                agreed,
                required("reason", reason));
    }

    private static String required(String field, @Nullable String value) {
        if (value == null) {
            throw TmfRefusal.at(field, "MISSING", "This is required.");
        }
        return value;
    }

    private static LocalDate day(String field, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException notADay) {
            throw TmfRefusal.at(field, "INVALID_DATE", "A day is written as 2026-12-10.");
        }
    }
}

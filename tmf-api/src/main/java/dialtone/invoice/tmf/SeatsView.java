package dialtone.invoice.tmf;

import dialtone.platform.tmf.ReadOnly;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.rating.RatedCharge;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How many seats a subscription has from a day on, both ways.
 *
 * @param from   first day, {@code 2026-12-10}, in the account's zone; it may be over
 * @param posted what was charged and given back for it
 */
@JsonbPropertyOrder({"seats", "from", "posted"})
public record SeatsView(
        @Nullable Integer seats,
        @Nullable String from,
        @ReadOnly @Nullable List<PostedView> posted) {

    /** @param kind recurring or credit */
    @JsonbPropertyOrder({"kind", "description", "explanation", "from", "to", "amount"})
    public record PostedView(
            String kind, String description, String explanation, String from, String to, AmountView amount) {

        static PostedView of(RatedCharge charge) {
            return new PostedView(
                    charge.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    charge.description(),
                    charge.explanation(),
                    charge.period().from().toString(),
                    charge.period().to().toString(),
                    AmountView.of(charge.amount()));
        }
    }

    static SeatsView of(long seats, LocalDate from, List<RatedCharge> posted) {
        return new SeatsView(
                Math.toIntExact(seats),
                from.toString(),
                posted.stream().map(PostedView::of).toList());
    }

    /** @throws TmfRefusal MISSING */
    long seatsRead() {
        if (seats == null) {
            throw TmfRefusal.at("seats", "MISSING", "This is required.");
        }
        return seats;
    }

    /** @throws TmfRefusal MISSING, INVALID_DATE */
    LocalDate fromRead() {
        return Dates.day("from", from);
    }
}

package dialtone.invoice.tmf;

import dialtone.billrun.MinimumCommitment;
import dialtone.platform.tmf.ReadOnly;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.rating.service.MinimumCommitments.Said;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an account is invoiced for at the least, both ways.
 *
 * @param amount of a whole bill cycle, net of tax; 0 says that there is none
 * @param from   first day, {@code 2026-12-01}, of no invoice yet
 * @param to     first day that it does not hold on any more; left out when none
 */
@JsonbPropertyOrder({"amount", "from", "to", "reason", "agreedAt", "agreedBy"})
public record MinimumCommitmentView(
        ReceiptView.@Nullable ReceivedView amount,
        @Nullable String from,
        @Nullable String to,
        @Nullable String reason,
        @ReadOnly @Nullable Instant agreedAt,
        @ReadOnly @Nullable String agreedBy) {

    static MinimumCommitmentView of(Said said) {
        MinimumCommitment commitment = said.commitment();
        return new MinimumCommitmentView(
                ReceiptView.ReceivedView.of(commitment.amount()),
                commitment.from().toString(),
                commitment.to().map(LocalDate::toString).orElse(null),
                commitment.reason(),
                said.at(),
                said.by());
    }

    /** @throws TmfRefusal MISSING, INVALID_DATE, and what an amount is refused for */
    MinimumCommitment read(Currency currency) {
        if (reason == null) {
            throw ReceiptView.missing("reason");
        }
        return new MinimumCommitment(
                Dates.day("from", from),
                Optional.ofNullable(to).map(last -> Dates.day("to", last)),
                ReceiptView.ReceivedView.read(amount, currency),
                reason);
    }
}

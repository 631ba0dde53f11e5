package dialtone.rating.service;

import dialtone.base.Rejection;
import dialtone.rating.AgreedAmount;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Optional;

/**
 * What is refused of anything that is agreed with an account from a day on, whatever it is.
 *
 * @param yearsAhead in which it may begin at the latest: nobody knows what he pays, or has, later than that
 */
record AgreementRules(int yearsAhead) {

    /** Of one account and kind; more of them are somebody's script gone wrong. */
    static final int MAX_ROWS = 500;

    /** Prices are agreed for as long as framework contracts last. */
    static final AgreementRules PRICES = new AgreementRules(10);

    /** INVALID_DATES, TOO_FAR_AHEAD, INVALID_REASON. */
    Optional<Rejection> refusal(LocalDate from, Optional<LocalDate> to, String reason, Instant now) {
        if (to.filter(end -> !from.isBefore(end)).isPresent()) {
            return refused("to", "INVALID_DATES", "It is the first day after; it comes behind the first one.");
        }
        if (reason.isBlank() || reason.length() > AgreedAmount.MAX_REASON) {
            return refused("reason", "INVALID_REASON", "A reason has 1 to " + AgreedAmount.MAX_REASON + " characters.");
        }
        return tooFarAhead(from, now.atZone(ZoneOffset.UTC).toLocalDate());
    }

    /** TOO_FAR_AHEAD. */
    Optional<Rejection> tooFarAhead(LocalDate from, LocalDate today) {
        return from.isAfter(today.plusYears(yearsAhead))
                ? refused("from", "TOO_FAR_AHEAD", "It is at most " + yearsAhead + " years from today.")
                : Optional.empty();
    }

    /** FOREIGN_CURRENCY, if there is a currency and it is not that of the price. */
    static Optional<Rejection> foreign(Optional<Currency> agreed, Currency price) {
        return agreed.filter(currency -> !currency.equals(price)).isPresent()
                ? refused("amount", "FOREIGN_CURRENCY", "The price is in " + price + ".")
                : Optional.empty();
    }

    /** TOO_MANY. */
    static Optional<Rejection> tooMany(int rows) {
        return rows >= MAX_ROWS
                ? Optional.of(Rejection.of(
                        "TOO_MANY", "At most " + MAX_ROWS + " prices of a kind are agreed with an account."))
                : Optional.empty();
    }

    static Optional<Rejection> refused(String field, String code, String why) {
        return Optional.of(Rejection.at(field, code, why));
    }
}

package dialtone.fulfilment;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms;
import dialtone.ledger.AccountStanding;
import dialtone.party.BillingAccountId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the credit bureau's report and the customer's account make of an order.
 *
 * <p>At risk is what is delivered before anybody notices that it is not paid: all one-off prices, and the monthly ones of
 * {@link #monthsAtRisk}. Mobile M with a Fairline 5: 9.90 + 449.00 + 3 * 19.90 = 518.60 EUR. What the bureau's limit does not cover of
 * it is to be covered by a deposit.
 *
 * @param refusedBelow a score below this is refused whatever is deposited; 0 to 999
 * @param monthsAtRisk until a line that is not paid for is barred
 * @param paymentsFrom  since when all that customers pay is booked here; empty when it is not, and then nobody's debts are judged, for
 *                     who has paid his bank would be refused with who has not
 */
public record CreditPolicy(int refusedBelow, int monthsAtRisk, Optional<Instant> paymentsFrom) {

    /** Of an installation that books no payments. */
    public static final CreditPolicy USUAL = new CreditPolicy(400, 3, Optional.empty());

    public CreditPolicy withPaymentsFrom(Optional<Instant> time) {
        return new CreditPolicy(refusedBelow, monthsAtRisk, time);
    }

    private static final String CREDIT = "credit-standing";
    private static final String DEBTS = "debts";

    /**
     * What the bureau knows of the person.
     *
     * @param good  its verdict
     * @param score 0 (worst) to 999 (best)
     * @param limit how much may be owed by its advice, in whole units of the currency; 0 when it advises against any
     */
    public record Report(boolean good, int score, int limit) {}

    /** Empty when the items cost nothing that is known beforehand. */
    public Optional<Money> atRisk(CheckRequest request) {
        return request.items().stream()
                .flatMap(item -> item.prices().stream())
                .flatMap(price -> atRisk(price).stream())
                .reduce(Money::plus);
    }

    private Optional<Money> atRisk(Price price) {
        return switch (price) {
            case Price.OneOff once -> Optional.of(once.amount());
            case Price.Recurring recurring -> Optional.of(atRisk(recurring));
            case Price.EarlyTermination fee -> Optional.of(fee.amount());
            case Price.Usage usage -> Optional.empty();
            case Price.Allowance allowance -> Optional.empty();
        };
    }

    /** What a year costs in advance is at risk whole: a period is charged when it begins, however few months of it are looked at. */
    private Money atRisk(Price.Recurring price) {
        BigDecimal months = price.monthly().multiply(BigDecimal.valueOf(monthsAtRisk));
        boolean ahead = price.terms().timing() == RecurringTerms.Timing.IN_ADVANCE
                && price.terms().basis().of().isEmpty();
        BigDecimal most = ahead ? months.max(price.amount().amount()) : months;
        return Money.rounded(most, price.amount().currency(), RoundingMode.UP);
    }

    /** Whether what is deposited matters: the limit alone does not cover what is at risk, and a deposit could. */
    public boolean asksForDeposit(CheckRequest request, Report report) {
        return report.score() >= refusedBelow && uncovered(request, report).isPresent();
    }

    private Optional<Money> uncovered(CheckRequest request, Report report) {
        return atRisk(request)
                .map(risk -> report.good() ? risk.minus(limit(report, risk.currency())) : risk)
                .filter(rest -> !rest.isNegative() && !rest.isZero());
    }

    private static Money limit(Report report, Currency currency) {
        return new Money(BigDecimal.valueOf(report.limit()), currency);
    }

    /**
     * {@code CREDIT_POOR}: nothing makes it up. {@code DEPOSIT_REQUIRED}: a deposit does, and what is held is too little; instead: the same
     * with what is missing of it.
     *
     * @param held by us for the account that pays; empty when that is not known, and nothing is held
     */
    public CheckResult credit(CheckRequest request, Report report, Optional<Money> held) {
        if (report.score() < refusedBelow) {
            return CheckResult.refused(
                            CREDIT,
                            "CREDIT_POOR",
                            "The customer's credit standing is poor, score " + report.score() + ".")
                    .mendedBy("A score of " + refusedBelow + " or more; a deposit does not make it up.");
        }
        Optional<Money> uncovered = uncovered(request, report);
        if (uncovered.isEmpty()) {
            return CheckResult.passed(
                    CREDIT,
                    (report.good() ? "Good, score " : "Poor, and nothing is at risk, score ") + report.score() + ".");
        }
        Money needed = uncovered.get();
        Money missing = held.map(needed::minus).orElse(needed);
        if (missing.isNegative() || missing.isZero()) {
            return CheckResult.passed(CREDIT, "Score " + report.score() + "; a deposit covers " + needed + ".");
        }
        return CheckResult.conditional(
                        CREDIT,
                        "DEPOSIT_REQUIRED",
                        "With a score of " + report.score() + " a deposit is to cover " + needed + ", and " + missing
                                + " of it is missing.")
                .mendedBy("A deposit of " + missing + ", received before the order.")
                .orRather(List.of(Alternative.deposit(missing)));
    }

    /**
     * {@code DEBTS_OVERDUE}: an account of the customer has not paid for long, whichever of them is to pay now. One reason for each.
     *
     * @param standings of all accounts that the customer has
     */
    public List<CheckResult> debts(Map<BillingAccountId, AccountStanding> standings) {
        if (paymentsFrom.isEmpty()) {
            return List.of(CheckResult.passed(DEBTS, "Not judged: payments are not booked here."));
        }
        List<CheckResult> found = standings.entrySet().stream()
                .filter(each -> !each.getValue().overdue().isZero())
                .map(each -> overdue(each.getKey(), each.getValue().overdue()))
                .toList();
        return found.isEmpty() ? List.of(CheckResult.passed(DEBTS, "Nothing is overdue.")) : found;
    }

    private static CheckResult overdue(BillingAccountId account, Money amount) {
        return CheckResult.refused(
                        DEBTS,
                        "DEBTS_OVERDUE",
                        "Account " + account.value() + " owes " + amount + " since more than "
                                + AccountStanding.OVERDUE_AFTER.toDays() + " days.")
                .mendedBy("A payment of " + amount + ".");
    }
}

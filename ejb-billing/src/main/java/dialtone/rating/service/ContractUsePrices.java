package dialtone.rating.service;

import static dialtone.rating.service.AgreementRules.refused;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.ledger.JournalEntry;
import dialtone.ledger.service.Journal;
import dialtone.party.BillingAccountId;
import dialtone.rating.AgreedUse;
import dialtone.rating.CycleUsage;
import dialtone.rating.LinkedUse;
import dialtone.rating.UsageCharge;
import dialtone.rating.service.DifferenceRows.Difference;
import dialtone.spending.service.SpendingRows;
import dialtone.usage.service.HeldUsage;
import dialtone.usage.service.ReleasedUsage;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Other rates for prices of use than those that were bought, by agreement with an account, in whole bill cycles. They hold for all lines of the
 * offering that the account has or gets. Records that were rated before keep what they were rated at; what their cycles cost more or less by
 * the agreement is posted when it is made, and is in the line of the invoice.
 */
@Stateless
public class ContractUsePrices {

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Tariffs tariffs;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public ContractUsePrices() {}

    @SuppressWarnings({"UnnecessaryAssignment", "NullAway"}) // outside a container: tests
    ContractUsePrices(DataSource dataSource, Tariffs tariffs, Clock clock) {
        this.dataSource = dataSource;
        this.tariffs = tariffs;
        this.clock = clock;
    }

    /**
     * What was agreed, when and by whom.
     *
     * @param by login of who said so
     */
    public record ContractUsePrice(
            BillingAccountId account, OfferingId offering, AgreedUse agreed, Instant at, String by) {}

    /** What a cycle of a number costs more by one price since something was agreed; less, where it is negative. */
    public record Posted(String msisdn, LocalDate cycle, UsageCharge charge) {}

    /** In the order it was said: of two for one cycle the later one holds. By CONTRACT_USE_PRICE_ACCOUNT_IX. */
    public List<ContractUsePrice> of(BillingAccountId account) {
        try (Connection connection = dataSource.getConnection()) {
            return AgreedUseRows.read(connection, List.of(account.value()));
        } catch (SQLException e) {
            throw new IllegalStateException("What was agreed with " + account + " cannot be read", e);
        }
    }

    /**
     * Agrees on another rate, or that the price's own holds again. Cycles that are on no invoice are calculated anew, and what they come to more
     * or less is posted. The same again is neither noted nor posted.
     *
     * @param sold prices of the offering in the catalogue, by which it can be agreed before the account has bought it
     * @param by   login of who says so
     * @return what was posted, or UNKNOWN_PRICE, FOREIGN_CURRENCY, INVALID_DATES (also of a day that begins no cycle), TOO_FAR_AHEAD,
     *         INVALID_REASON, TOO_MANY, ALREADY_INVOICED
     * @throws IllegalStateException if the database fails
     */
    public Outcome<List<Posted>> agree(
            BillingAccountId account, OfferingId offering, List<Price> sold, AgreedUse agreed, String by) {
        try (Connection connection = dataSource.getConnection()) {
            AccountNumbers numbers = AccountNumbers.lock(connection, account, tariffs);
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            List<ContractUsePrice> said = AgreedUseRows.read(connection, List.of(account.value()));
            Optional<Rejection> refusal =
                    refusal(numbers.of(offering), sold, agreed, now).or(() -> AgreementRules.tooMany(said.size()));
            if (refusal.isPresent()) {
                return Outcome.rejected(refusal.get());
            }
            if (last(said, offering, agreed.price()).equals(Optional.of(agreed))) {
                return Outcome.accepted(List.of());
            }
            Map<LinkedUse.Place, CycleUsage> before = numbers.cycles(agreed.from());
            long id = AgreedUseRows.insert(connection, new ContractUsePrice(account, offering, agreed, now, by));
            List<Difference> differences = DifferenceRows.between(before, numbers.cycles(agreed.from()));
            DifferenceRows.insert(connection, id, differences);
            SpendingRows.forget(connection, account.value(), agreed.from());
            if (differences.stream().anyMatch(each -> each.charge().amount().isNegative())) {
                HeldUsage.releaseSpending(connection, account.value(), agreed.from());
                new ReleasedUsage(account, now).note(connection);
            }
            Journal.append(
                    connection,
                    DifferenceRows.charges(account, differences),
                    postings -> new JournalEntry(
                            "contract-use:" + id, "Prices of use agreed with " + account, now, postings));
            return Outcome.accepted(differences.stream()
                    .map(each -> new Posted(
                            numbers.msisdn(each.at().line()), each.at().cycle(), each.charge()))
                    .toList());
        } catch (SQLException e) {
            throw new IllegalStateException("What is agreed with " + account + " cannot be stored", e);
        }
    }

    /** What was said last of a price. */
    private static Optional<AgreedUse> last(List<ContractUsePrice> said, OfferingId offering, String price) {
        return said.reversed().stream()
                .filter(each -> each.offering().equals(offering))
                .map(ContractUsePrice::agreed)
                .filter(each -> each.price().equals(price))
                .findFirst();
    }

    private static Optional<Rejection> refusal(
            List<AccountNumbers.Line> lines, List<Price> sold, AgreedUse agreed, Instant now) {
        Optional<Price.Usage> price = Stream.concat(
                        lines.stream().flatMap(each -> each.tariff().prices().stream()), sold.stream())
                .filter(each -> each.id().equals(agreed.price()))
                .filter(Price.Usage.class::isInstance)
                .map(Price.Usage.class::cast)
                .findFirst();
        if (price.isEmpty()) {
            return refused("price", "UNKNOWN_PRICE", "That offering has no price of use " + agreed.price() + ".");
        }
        return AgreementRules.foreign(currency(agreed), price.get().price().currency())
                .or(() -> AgreementRules.PRICES.refusal(agreed.from(), agreed.to(), agreed.reason(), now))
                .or(() -> beginsNoCycle("from", Optional.of(agreed.from())))
                .or(() -> beginsNoCycle("to", agreed.to()))
                .or(() -> lines.stream()
                        .flatMap(each -> each.billedTo(agreed.from()).stream())
                        .filter(agreed.from()::isBefore)
                        .max(LocalDate::compareTo)
                        .flatMap(billedTo -> refused(
                                "from",
                                "ALREADY_INVOICED",
                                "Use of lines of that offering is invoiced before " + billedTo + ".")));
    }

    private static Optional<Rejection> beginsNoCycle(String field, Optional<LocalDate> day) {
        return day.filter(each -> each.getDayOfMonth() != 1).isPresent()
                ? refused(field, "INVALID_DATES", "Use is priced by the calendar month; it is the first of one.")
                : Optional.empty();
    }

    private static Optional<Currency> currency(AgreedUse agreed) {
        return agreed.rate().flatMap(rate -> switch (rate) {
            case AgreedUse.PerUnits each -> Optional.of(each.price().currency());
            case AgreedUse.Tiered each ->
                Optional.of(each.tiers().tiers().getFirst().price().currency());
            case AgreedUse.Percentage each -> Optional.empty();
        });
    }
}

package dialtone.rating.service;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.UnitPrice;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.ledger.service.BillingDatabase;
import dialtone.party.BillingAccountId;
import dialtone.rating.AgreedAmount;
import dialtone.rating.AgreedUse;
import dialtone.rating.RatedCharge;
import dialtone.rating.service.ContractUsePrices.Posted;
import dialtone.usage.service.Recycling;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** What is agreed with accounts of prices of {@link Demo#PLAN}. */
public final class Contracts {

    private Contracts() {}

    public static Outcome<List<RatedCharge>> agree(
            BillingDatabase database, BillingAccountId account, String from, String amount, Clock when) {
        AgreedAmount agreed = new AgreedAmount(
                "fee",
                LocalDate.parse(from),
                Optional.empty(),
                Optional.of(Money.of(amount, Demo.EUR)),
                "Framework contract");
        return database.inTransaction(source -> new ContractPrices(source, new Tariffs(), when)
                .agree(account, new OfferingId("mobile-1"), List.of(), agreed, "finance"));
    }

    /**
     * Of a price of use.
     *
     * @param to   empty without an end
     * @param rate {@code 0.05/60}, {@code 20} percent; empty when the price's own holds again
     */
    public static Outcome<List<Posted>> agreeUse(
            BillingDatabase database, BillingAccountId account, String price, String from, String to, String rate) {
        return database.inTransaction(source -> agreeUse(source, account, price, from, to, rate));
    }

    /** From a day on, and what was held until now is tried again. */
    public static void agreedAtDesk(
            BillingDatabase database,
            RatingReference reference,
            BillingAccountId account,
            String price,
            String from,
            String rate) {
        AgreedUse agreed = new AgreedUse(
                price, LocalDate.parse(from), Optional.empty(), Optional.of(rate(rate)), "Framework 4711");
        new ContractUseDesk(
                        new ContractUsePrices() {
                            @Override
                            public Outcome<List<Posted>> agree(
                                    BillingAccountId id,
                                    OfferingId offering,
                                    List<Price> sold,
                                    AgreedUse wanted,
                                    String by) {
                                return database.inTransaction(
                                        source -> Contracts.agree(source, id, wanted, offering.value(), sold));
                            }
                        },
                        Recycling.by(database, reference))
                .agree(account, new OfferingId("mobile-1"), List.of(), agreed, "finance");
    }

    /** The same in the caller's transaction. */
    public static Outcome<List<Posted>> agreeUse(
            DataSource source, BillingAccountId account, String price, String from, String to, String rate) {
        AgreedUse agreed = new AgreedUse(
                price,
                LocalDate.parse(from),
                Optional.of(to).filter(day -> !day.isEmpty()).map(LocalDate::parse),
                rate.isEmpty() ? Optional.empty() : Optional.of(rate(rate)),
                "Framework 4711");
        return agree(source, account, agreed, "mobile-1", List.of());
    }

    public static Outcome<List<Posted>> agreeUse(
            BillingDatabase database, BillingAccountId account, AgreedUse agreed, String offering, List<Price> sold) {
        return database.inTransaction(source -> agree(source, account, agreed, offering, sold));
    }

    private static Outcome<List<Posted>> agree(
            DataSource source, BillingAccountId account, AgreedUse agreed, String offering, List<Price> sold) {
        return new ContractUsePrices(source, new Tariffs(), Demo.NOON)
                .agree(account, new OfferingId(offering), sold, agreed, "finance");
    }

    public static List<ContractUsePrices.ContractUsePrice> ofUse(BillingDatabase database, BillingAccountId account) {
        return new ContractUsePrices(database.dataSource(), new Tariffs(), Demo.NOON).of(account);
    }

    private static AgreedUse.Rate rate(String text) {
        String[] parts = text.split("/", -1);
        return parts.length == 1
                ? new AgreedUse.Percentage(new BigDecimal(text))
                : new AgreedUse.PerUnits(new UnitPrice(new BigDecimal(parts[0]), Demo.EUR), Long.parseLong(parts[1]));
    }
}

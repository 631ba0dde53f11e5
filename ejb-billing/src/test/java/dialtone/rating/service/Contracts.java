package dialtone.rating.service;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.catalog.OfferingId;
import dialtone.ledger.service.BillingDatabase;
import dialtone.party.BillingAccountId;
import dialtone.rating.AgreedAmount;
import dialtone.rating.RatedCharge;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Amounts that are agreed for the fee of {@link Demo#PLAN}, without an end. */
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
}

package dialtone.invoice.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.billrun.MinimumCommitment;
import dialtone.catalog.Catalog;
import dialtone.catalog.OfferingId;
import dialtone.party.BillingAccountId;
import dialtone.rating.AgreedAmount;
import dialtone.rating.AgreedUse;
import dialtone.rating.service.ContractPrices.ContractPrice;
import dialtone.rating.service.ContractUsePrices.ContractUsePrice;
import dialtone.rating.service.MinimumCommitments;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was agreed, as the page lists it. */
class AgreementRowTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Catalog NOTHING_SOLD = new Catalog("1", List.of(), List.of(), List.of(), List.of());
    private static final BillingAccountId ACCOUNT = new BillingAccountId("BAC-1");
    private static final LocalDate TODAY = LocalDate.parse("2026-12-10");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-01,                                                   | Holds
            2026-11-01, 2027-01-01                                        | Holds
            2026-11-01, 2026-12-10                                        | Over
            2027-01-01,                                                   | To come
            2026-11-01,             ; 2026-12-01,                         | Replaced, Holds
            2026-11-01,             ; 2027-01-01,                         | Holds, To come
            2026-11-01,             ; 2026-12-01, 2027-01-01              | Set aside, Holds
            2026-11-01, 2026-12-20  ; 2026-12-01, 2027-01-01              | Replaced, Holds
            2027-03-01,             ; 2027-02-01,                         | Replaced, To come
            2027-03-01,             ; 2027-02-01, 2027-06-01              | To come, To come
            2026-12-01,             ; 2026-11-01,  2026-12-01             | Holds, Over
            """)
    void what_holds_today_is_told_from_what_was_replaced(String said, String states) {
        List<MinimumCommitments.Said> all = new ArrayList<>();
        for (String each : said.split(";")) {
            String[] days = each.strip().split(",", -1);
            all.add(minimum(all.size(), days[0].strip(), days[1].strip()));
        }
        assertThat(AgreementRow.of(NOTHING_SOLD, List.of(), List.of(), all, TODAY)
                        .reversed())
                .extracting(row -> row.state().label())
                .containsExactly(states.split(", "));
        assertThat(AgreementRow.of(NOTHING_SOLD, List.of(), List.of(), all, TODAY))
                .allMatch(row -> row.isFormer()
                        == Set.of("Over", "Replaced").contains(row.state().label()));
    }

    @Test
    void what_is_said_of_one_price_replaces_nothing_of_another() {
        OfferingId plan = new OfferingId("plan");
        LocalDate from = LocalDate.parse("2026-11-01");
        List<AgreementRow> rows = AgreementRow.of(
                NOTHING_SOLD,
                List.of(new ContractPrice(
                        ACCOUNT,
                        plan,
                        new AgreedAmount("fee", from, Optional.empty(), Optional.empty(), "R"),
                        at(0),
                        "f")),
                List.of(new ContractUsePrice(
                        ACCOUNT,
                        plan,
                        new AgreedUse(
                                "calls",
                                from,
                                Optional.of(LocalDate.parse("2027-01-01")),
                                Optional.of(new AgreedUse.PerUnits(new UnitPrice(new BigDecimal("0.05"), EUR), 60)),
                                "R"),
                        at(1),
                        "finance")),
                List.of(minimum(2, "2026-11-01", "")),
                TODAY);
        assertThat(rows)
                .extracting(row -> row.what() + ", " + row.offering() + ": " + row.rate() + ", " + row.days() + ", "
                        + row.state().label())
                .containsExactly(
                        "Minimum of a bill cycle, all that it pays for, net: €100.00, From 1 Nov 2026 on, Holds",
                        "calls, plan: Another rate, 1 Nov 2026 to 31 Dec 2026, Holds",
                        "fee, plan: Its own again, From 1 Nov 2026 on, Holds");
    }

    private static MinimumCommitments.Said minimum(int number, String from, String to) {
        return new MinimumCommitments.Said(
                ACCOUNT,
                new MinimumCommitment(
                        LocalDate.parse(from),
                        Optional.of(to).filter(day -> !day.isEmpty()).map(LocalDate::parse),
                        Money.of("100.00", EUR),
                        "Framework 4711"),
                at(number),
                "finance");
    }

    private static Instant at(int number) {
        return Instant.parse("2026-10-01T12:00:00Z").plusSeconds(number);
    }
}

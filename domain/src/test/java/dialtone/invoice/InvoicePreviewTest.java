package dialtone.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import dialtone.invoice.NumberUsage.RatedRecord;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.AllowanceUse;
import dialtone.rating.Cell;
import dialtone.rating.CellUse;
import dialtone.rating.ChargeKind;
import dialtone.rating.ChargePeriod;
import dialtone.rating.CycleUsage;
import dialtone.rating.RatedCharge;
import dialtone.rating.RatedUsage;
import dialtone.rating.RatingContext;
import dialtone.rating.ReferenceData;
import dialtone.rating.Subscription;
import dialtone.rating.Tariff;
import dialtone.usage.UsageEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A customer on a plan with 100 seconds included is activated on the 25th of November and makes a call of 160 seconds. */
class InvoicePreviewTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final BillingAccountId ACCOUNT = new BillingAccountId("BAC-100001");

    private final Price.Allowance included =
            new Price.Allowance("seconds", "100 seconds", List.of(UsageType.VOICE), 100);
    private final Price.Usage voice =
            new Price.Usage("voice", "Calls", UsageType.VOICE, new UnitPrice(new BigDecimal("0.09"), EUR), 60, 60, 1);
    private final Subscription subscription = new Subscription(
            new OrderId("ORD-100001"),
            "1",
            new CustomerId("CUS-100001"),
            ACCOUNT,
            new OfferingId("mobile-sim-only-m"),
            "Mobile M",
            ZoneId.of("Europe/Berlin"),
            LocalDate.parse("2026-11-25"),
            new Tariff(List.of(
                    new Price.OneOff("activation", "Activation", Money.of("9.99", EUR)),
                    new Price.Recurring("plan", "Monthly fee", Money.of("15.00", EUR)),
                    included,
                    voice)));
    private static final RatingContext PLAIN = new RatingContext(ZoneId.of("Europe/Berlin"), ReferenceData.NONE);

    private final RatedUsage call = CycleUsage.none(new Tariff(List.of(included, voice)))
            .rate(
                    new UsageEvent(
                            "msc1",
                            1,
                            UsageType.VOICE,
                            "491510000001",
                            Instant.parse("2026-11-25T12:00:00Z"),
                            160,
                            "4930123456"),
                    PLAIN)
            .orElseThrow();
    private final NumberUsage usage = new NumberUsage(
            "491510000001",
            ChargePeriod.month(NOVEMBER),
            call.after(),
            List.of(new RatedRecord(
                    call.event(), call.segments().getFirst().cell(), call.billable(), call.included(), call.charges())),
            Map.of(Cell.of(UsageType.VOICE), 1L),
            Map.of("voice", Money.of("0.09", EUR)));

    @Test
    void a_line_that_has_ended_shows_what_comes_back_and_what_ending_costs_and_reconciles() {
        Subscription ended = subscription.endedOn(
                LocalDate.parse("2026-11-27"),
                Optional.of(new Price.EarlyTermination(
                        "early-termination", "Early termination", Money.of("96.00", EUR), "24 months of 24 remain")));
        List<RatedCharge> posted = new ArrayList<>(subscription.startCharges());
        posted.addAll(ended.endCharges(posted));
        InvoicePreview preview =
                InvoicePreview.of(ACCOUNT, NOVEMBER, List.of(ended), posted, List.of(), List.of(usage));
        assertThat(preview.reconciles()).isTrue();
        assertThat(preview.lines())
                .extracting(line -> line.kind() + " " + line.amount())
                .containsExactly(
                        "ONE_OFF 9.99 EUR",
                        "RECURRING 3.00 EUR",
                        "CREDIT -2.00 EUR",
                        "EARLY_TERMINATION 96.00 EUR",
                        "USAGE 0.09 EUR");
    }

    @Test
    void the_first_month_has_one_off_prorated_fee_and_use_down_to_the_record() {
        InvoicePreview preview = InvoicePreview.of(
                ACCOUNT, NOVEMBER, List.of(subscription), subscription.startCharges(), List.of(), List.of(usage));
        assertThat(preview.lines())
                .extracting(InvoiceLine::kind)
                .containsExactly(ChargeKind.ONE_OFF, ChargeKind.RECURRING, ChargeKind.USAGE);
        assertThat(preview.lines())
                .extracting(InvoiceLine::amount)
                .containsExactly(Money.of("9.99", EUR), Money.of("3.00", EUR), Money.of("0.09", EUR));
        assertThat(preview.lines().get(2).explanation())
                .isEqualTo("2:40 min, 1:40 min included, 1 minute charged at 0.09 EUR per minute");
        assertThat(preview.lines().get(2).records())
                .singleElement()
                .satisfies(record -> assertThat(record.event().sequence()).isEqualTo(1));
        assertThat(preview.allowances())
                .containsExactly(new AllowanceLine(
                        "491510000001",
                        new AllowanceUse(included, 100),
                        ChargePeriod.month(NOVEMBER),
                        AllowanceLine.Validity.OPEN));
        assertThat(preview.totals()).containsExactly(Money.of("13.08", EUR));
        assertThat(preview.posted()).containsExactly(Money.of("13.08", EUR));
        assertThat(preview.reconciles()).isTrue();
    }

    @Test
    void the_next_month_shows_the_whole_fee_before_it_is_posted() {
        InvoicePreview preview = InvoicePreview.of(
                ACCOUNT, YearMonth.of(2026, 12), List.of(subscription), List.of(), List.of(), List.of());
        assertThat(preview.lines()).singleElement().satisfies(line -> {
            assertThat(line.amount()).isEqualTo(Money.of("15.00", EUR));
            assertThat(line.posted()).isEqualTo(Money.zero(EUR));
        });
        assertThat(preview.reconciles()).isFalse();
    }

    @Test
    void what_was_posted_and_is_no_longer_due_stays_in_sight() {
        InvoicePreview preview =
                InvoicePreview.of(ACCOUNT, NOVEMBER, List.of(), subscription.startCharges(), List.of(), List.of());
        assertThat(preview.totals()).containsExactly(Money.zero(EUR));
        assertThat(preview.posted()).containsExactly(Money.of("12.99", EUR));
        assertThat(preview.reconciles()).isFalse();
    }

    @Test
    void an_account_without_charges_has_an_empty_preview() {
        InvoicePreview preview = InvoicePreview.of(ACCOUNT, NOVEMBER, List.of(), List.of(), List.of(), List.of());
        assertThat(preview.lines()).isEmpty();
        assertThat(preview.totals()).isEmpty();
        assertThat(preview.reconciles()).isTrue();
    }

    @Test
    void each_type_of_use_has_its_line_with_its_own_records_and_each_currency_its_total() {
        Currency francs = Currency.getInstance("CHF");
        Price.Usage messages = new Price.Usage(
                "sms", "Messages", UsageType.SMS, new UnitPrice(new BigDecimal("0.10"), francs), 1, 1, 1);
        RatedUsage first = CycleUsage.none(new Tariff(List.of(included, voice, messages)))
                .rate(call.event(), PLAIN)
                .orElseThrow();
        RatedUsage second = first.after()
                .rate(
                        new UsageEvent(
                                "msc1",
                                2,
                                UsageType.SMS,
                                "491510000001",
                                call.event().startedAt(),
                                1,
                                "491520000009"),
                        PLAIN)
                .orElseThrow();
        NumberUsage both = new NumberUsage(
                "491510000001",
                ChargePeriod.month(NOVEMBER),
                second.after(),
                List.of(recordOf(first), recordOf(second)),
                Map.of(Cell.of(UsageType.VOICE), 1L, Cell.of(UsageType.SMS), 1L),
                Map.of());
        InvoicePreview preview = InvoicePreview.of(ACCOUNT, NOVEMBER, List.of(), List.of(), List.of(), List.of(both));
        assertThat(preview.lines())
                .extracting(line -> line.records().stream()
                        .map(record -> record.event().sequence())
                        .toList())
                .containsExactly(List.of(1L), List.of(2L));
        assertThat(preview.totals()).containsExactly(Money.of("0.10", francs), Money.of("0.09", EUR));
    }

    @Test
    void what_was_posted_before_the_month_and_is_on_no_invoice_stands_first_as_it_was_posted() {
        InvoicePreview preview = InvoicePreview.of(
                ACCOUNT,
                YearMonth.of(2026, 12),
                List.of(subscription),
                List.of(),
                subscription.startCharges(),
                List.of());
        assertThat(preview.lines())
                .extracting(line -> line.kind() + " " + line.amount() + " " + line.posted())
                .containsExactly(
                        "ONE_OFF 9.99 EUR 9.99 EUR", "RECURRING 3.00 EUR 3.00 EUR", "RECURRING 15.00 EUR 0.00 EUR");
        assertThat(preview.reconciles()).isFalse();
    }

    /** A cycle that is not over when the month ends shows how much of what is included is used, and costs on the next bill. */
    @Test
    void use_of_a_cycle_that_ends_later_is_on_no_line_yet_and_what_is_included_is_shown_where_somebody_has_it() {
        NumberUsage later = new NumberUsage(
                usage.msisdn(),
                usage.period(),
                LocalDate.parse("2026-12-14"),
                usage.cycle(),
                usage.records(),
                usage.counts(),
                usage.posted(),
                Optional.empty());
        AllowanceLine together = new AllowanceLine(
                AllowanceLine.SHARED,
                new AllowanceUse(included, 40),
                ChargePeriod.month(NOVEMBER),
                AllowanceLine.Validity.OPEN);
        InvoicePreview preview = InvoicePreview.of(
                ACCOUNT, NOVEMBER, List.of(), List.of(), List.of(), List.of(later), List.of(together));
        assertThat(preview.lines()).isEmpty();
        assertThat(preview.allowances()).containsExactly(together);
    }

    /** A minute at 0.09 by the plan, and two to Europe at 0.03 by an add-on: 0.15 were posted, and once. */
    @Test
    void prices_of_one_id_are_one_line() {
        Price.Usage europe = new Price.Usage(
                        "voice",
                        "Calls to Europe",
                        UsageType.VOICE,
                        new UnitPrice(new BigDecimal("0.03"), EUR),
                        60,
                        1,
                        1)
                .with(UsageTerms.parse("zones=europe", EUR));
        Cell other = Cell.of(UsageType.VOICE);
        Cell toEurope = new Cell(UsageType.VOICE, "europe", "");
        NumberUsage both = new NumberUsage(
                usage.msisdn(),
                usage.period(),
                CycleUsage.of(
                        new Tariff(List.of(voice, europe)),
                        Map.of(other, new CellUse(60, 1), toEurope, new CellUse(120, 2))),
                List.of(),
                Map.of(other, 1L, toEurope, 2L),
                Map.of("voice", Money.of("0.15", EUR)));
        InvoicePreview preview = InvoicePreview.of(ACCOUNT, NOVEMBER, List.of(), List.of(), List.of(), List.of(both));
        assertThat(preview.posted()).containsExactly(Money.of("0.15", EUR));
        assertThat(preview.reconciles()).isTrue();
        assertThat(preview.lines()).singleElement().satisfies(line -> {
            assertThat(line.description()).isEqualTo("Calls, Calls to Europe");
            assertThat(line.recordCount()).isEqualTo(3);
        });
    }

    @Test
    void a_price_that_nothing_was_used_of_has_no_line_but_where_something_was_posted() {
        NumberUsage nothing = new NumberUsage(
                usage.msisdn(),
                usage.period(),
                CycleUsage.none(new Tariff(List.of(included, voice))),
                List.of(),
                Map.of(),
                Map.of());
        NumberUsage posted = new NumberUsage(
                usage.msisdn(),
                usage.period(),
                nothing.cycle(),
                List.of(),
                Map.of(),
                Map.of("voice", Money.of("0.09", EUR)));
        assertThat(InvoicePreview.of(ACCOUNT, NOVEMBER, List.of(), List.of(), List.of(), List.of(nothing))
                        .lines())
                .isEmpty();
        assertThat(InvoicePreview.of(ACCOUNT, NOVEMBER, List.of(), List.of(), List.of(), List.of(posted))
                        .lines())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.amount()).isEqualTo(Money.zero(EUR));
                    assertThat(line.posted()).isEqualTo(Money.of("0.09", EUR));
                });
    }

    private static RatedRecord recordOf(RatedUsage rated) {
        return new RatedRecord(
                rated.event(), rated.segments().getFirst().cell(), rated.billable(), rated.included(), rated.charges());
    }
}

package dialtone.billrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.UnitPrice;
import dialtone.billrun.BillRun.AccountState;
import dialtone.catalog.Price;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import dialtone.invoice.BilledLine;
import dialtone.invoice.InvoiceDraft;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.Cell;
import dialtone.rating.CellUse;
import dialtone.rating.ChargeKind;
import dialtone.rating.ChargePeriod;
import dialtone.rating.CycleUsage;
import dialtone.rating.RatedCharge;
import dialtone.rating.Tariff;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is on no invoice yet becomes one. */
class AccountToBillTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final BillingAccountId ACCOUNT = new BillingAccountId("BAC-1");
    private static final LocalDate NOVEMBER = LocalDate.parse("2026-11-01");
    private static final LocalDate DECEMBER = LocalDate.parse("2026-12-01");
    private static final LocalDate ISSUED = LocalDate.parse("2026-12-02");
    private static final BillPolicy POLICY = new BillPolicy(14, new BigDecimal("5.00"), List.of());
    private static final Tariff TARIFF = new Tariff(List.of(
            new Price.Allowance("seconds", "100 seconds", List.of(UsageType.VOICE), 100),
            usage("calls", UsageType.VOICE),
            usage("sms", UsageType.SMS)));

    @Test
    void lines_are_charges_by_order_then_use_by_number_then_adjustments() {
        InvoiceDraft draft = draft(account(
                List.of(
                        charge(3, "ORD-2", NOVEMBER, "15.00"),
                        charge(1, "ORD-1", DECEMBER.minusDays(1), "9.99"),
                        charge(2, "ORD-1", NOVEMBER, "3.00")),
                List.of(use("4930", NOVEMBER, 160, Map.of("calls", eur("0.09"))), late("4920", 2, "0.18")),
                List.of(
                        new UnbilledAdjustment(8, "Goodwill", eur("-5.00"), ISSUED, ISSUED),
                        new UnbilledAdjustment(7, "Fee", eur("2.00"), ISSUED, ISSUED))));
        assertThat(draft.lines())
                .extracting(line -> line.number() + " " + line.kind() + " " + line.subject() + " " + line.amount() + " "
                        + line.explanation())
                .containsExactly(
                        "1 RECURRING ORD-1/1 3.00 EUR because",
                        "2 RECURRING ORD-1/1 9.99 EUR because",
                        "3 RECURRING ORD-2/1 15.00 EUR because",
                        "4 USAGE 4920 0.18 EUR 2 records of 2026-10 that came after its invoice",
                        "5 USAGE 4930 0.09 EUR 2:40 min, 1:40 min included, 1 minute charged at 0.09 EUR per minute",
                        "6 ADJUSTMENT adjustment 7 2.00 EUR charged in addition",
                        "7 ADJUSTMENT adjustment 8 -5.00 EUR given back");
        assertThat(draft.net()).isEqualTo(eur("25.26"));
        assertThat(draft.cycle()).isEqualTo(new ChargePeriod(NOVEMBER, DECEMBER));
        assertThat(draft.issuedOn()).isEqualTo(ISSUED);
        assertThat(draft.dueOn()).isEqualTo(ISSUED.plusDays(14));
        assertThat(draft.lines().get(3).period()).isEqualTo(new ChargePeriod(LocalDate.parse("2026-10-01"), NOVEMBER));
        assertThat(draft.lines().get(5).period()).isEqualTo(ChargePeriod.day(ISSUED));
        assertThat(draft.lines())
                .extracting(BilledLine::priceId)
                .containsExactly("fee", "fee", "fee", "calls", "calls", "", "");
        assertThat(draft.lines()).extracting(BilledLine::records).containsExactly(0L, 0L, 0L, 2L, 1L, 0L, 0L);
    }

    @Test
    void a_late_line_says_that_it_is_by_a_corrected_price() {
        NumberUse late = late("4920", 2, "-0.18");
        NumberUse corrected = new NumberUse(
                late.numberAccountId(),
                late.msisdn(),
                late.period(),
                late.billCycle(),
                late.usage(),
                late.records(),
                late.rated(),
                Set.of("calls"),
                false,
                NumberUse.OnDemand.NONE);
        NumberUse alone = new NumberUse(
                4921,
                "4921",
                late.period(),
                late.billCycle(),
                late.usage(),
                Map.of(),
                late.rated(),
                Set.of("calls"),
                false,
                NumberUse.OnDemand.NONE);
        assertThat(draft(account(List.of(), List.of(corrected, alone), List.of()))
                        .lines())
                .extracting(BilledLine::explanation)
                .containsExactly(
                        "calls of October 2026 by a corrected price, and 2 records of 2026-10 that came after its invoice",
                        "calls of October 2026 by a corrected price");
    }

    @Test
    void each_cause_has_its_key() {
        InvoiceDraft draft = draft(account(
                List.of(charge(3, "ORD-2", NOVEMBER, "15.00")),
                List.of(use("4930", NOVEMBER, 160, Map.of("calls", eur("0.09"))), late("4920", 1, "0.18")),
                List.of(new UnbilledAdjustment(8, "Goodwill", eur("-5.00"), ISSUED, ISSUED))));
        assertThat(draft.lines().get(0).cause())
                .isEqualTo(new BilledLine.OfCharge(3, new OrderId("ORD-2"), "1", "fee"));
        BilledLine.OfUsage late = (BilledLine.OfUsage) draft.lines().get(1).cause();
        assertThat(late.key()).isEqualTo("4920:2026-10-01:2026-11-01:calls");
        assertThat(late.isLate()).isTrue();
        BilledLine.OfUsage inTime = (BilledLine.OfUsage) draft.lines().get(2).cause();
        assertThat(inTime.key()).isEqualTo("4930:2026-11-01:2026-11-01:calls");
        assertThat(inTime.isLate()).isFalse();
        assertThat(draft.lines().get(3).cause()).isEqualTo(new BilledLine.OfAdjustment(8));
        assertThat(draft.lines().get(1).explanation()).isEqualTo("1 record of 2026-10 that came after its invoice");
    }

    @Test
    void use_that_is_included_has_a_line_of_nothing_and_none_has_no_line() {
        InvoiceDraft draft = draft(account(List.of(), List.of(use("4930", NOVEMBER, 60, Map.of())), List.of()));
        assertThat(draft.lines())
                .singleElement()
                .satisfies(line -> assertThat(line.amount()).isEqualTo(eur("0.00")));
    }

    @Test
    void what_does_not_come_to_what_was_posted_is_refused() {
        assertThat(code(account(
                        List.of(), List.of(use("4930", NOVEMBER, 160, Map.of("calls", eur("0.10")))), List.of())))
                .isEqualTo("NOT_RECONCILED");
        assertThat(code(account(List.of(), List.of(use("4930", NOVEMBER, 160, Map.of())), List.of())))
                .isEqualTo("NOT_RECONCILED");
    }

    @Test
    void another_currency_is_refused_and_too_many_lines() {
        Money dollars = Money.of("1.00", Currency.getInstance("USD"));
        assertThat(code(account(
                        List.of(), List.of(), List.of(new UnbilledAdjustment(1, "Fee", dollars, ISSUED, ISSUED)))))
                .isEqualTo("FOREIGN_CURRENCY");
        List<UnbilledAdjustment> many = new ArrayList<>();
        for (int i = 1; i <= AccountToBill.MAX_LINES; i++) {
            many.add(new UnbilledAdjustment(i, "Fee", eur("0.01"), ISSUED, ISSUED));
        }
        assertThat(draft(account(List.of(), List.of(), many)).lines()).hasSize(AccountToBill.MAX_LINES);
        many.add(new UnbilledAdjustment(1_000_000, "Fee", eur("0.01"), ISSUED, ISSUED));
        assertThat(code(account(List.of(), List.of(), many))).isEqualTo("TOO_MANY_LINES");
    }

    @Test
    void a_small_amount_is_carried_over_while_the_account_goes_on() {
        AccountToBill goesOn = account(List.of(charge(1, "ORD-1", NOVEMBER, "4.99")), List.of(), List.of());
        assertThat(goesOn.carriesOver(draft(goesOn), POLICY)).isTrue();
        AccountToBill ended = new AccountToBill(
                ACCOUNT, new CustomerId("CUS-1"), EUR, NOVEMBER, false, goesOn.charges(), List.of(), List.of());
        assertThat(ended.carriesOver(draft(ended), POLICY)).isFalse();
        assertThat(POLICY.carriesOver(eur("5.00"))).isFalse();
        assertThat(POLICY.carriesOver(eur("0.00"))).isTrue();
        assertThat(POLICY.carriesOver(eur("-0.01"))).isFalse();
        assertThat(new BillPolicy(0, BigDecimal.ZERO, List.of()).carriesOver(eur("0.00")))
                .isFalse();
    }

    @Test
    void a_policy_has_its_limits() {
        assertThatThrownBy(() -> new BillPolicy(-1, BigDecimal.ZERO, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BillPolicy(366, BigDecimal.ZERO, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BillPolicy(1, BigDecimal.ONE.negate(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new BillPolicy(365, BigDecimal.ONE, List.of()).paymentDays()).isEqualTo(365);
    }

    @Test
    void progress_is_rounded_down_so_that_a_hundred_is_all() {
        BillRun.Progress progress = new BillRun.Progress(
                Map.of(AccountState.WAITING, 1L, AccountState.BILLED, 998L, AccountState.FAILED, 1L), List.of());
        assertThat(progress.total()).isEqualTo(1_000);
        assertThat(progress.percent()).isEqualTo(99);
        assertThat(progress.of(AccountState.NOTHING)).isZero();
        assertThat(new BillRun.Progress(Map.of(), List.of()).percent()).isEqualTo(100);
        assertThat(new BillRun.Progress(Map.of(AccountState.BILLED, 3L), List.of()).percent())
                .isEqualTo(100);
        assertThat(List.of(BillRun.State.values()).stream().filter(BillRun.State::isOpen))
                .containsExactly(BillRun.State.RUNNING, BillRun.State.PAUSED);
    }

    private static AccountToBill account(
            List<UnbilledCharge> charges, List<NumberUse> use, List<UnbilledAdjustment> adjustments) {
        return new AccountToBill(ACCOUNT, new CustomerId("CUS-1"), EUR, NOVEMBER, true, charges, use, adjustments);
    }

    private static InvoiceDraft draft(AccountToBill account) {
        return account.draft(DECEMBER, ISSUED, POLICY).fold(draft -> draft, reasons -> {
            throw new IllegalStateException(reasons.toString());
        });
    }

    private static String code(AccountToBill account) {
        Outcome<InvoiceDraft> outcome = account.draft(DECEMBER, ISSUED, POLICY);
        return outcome.fold(draft -> "", reasons -> reasons.getFirst().code());
    }

    private static UnbilledCharge charge(long id, String order, LocalDate from, String amount) {
        return new UnbilledCharge(
                id,
                new RatedCharge(
                        new OrderId(order),
                        "1",
                        "fee",
                        ChargeKind.RECURRING,
                        ACCOUNT,
                        "Mobile S: Monthly fee",
                        "because",
                        new ChargePeriod(from, DECEMBER),
                        eur(amount)));
    }

    /** 0.09 were billed on the 28th; 0.27 of November are 0.18 more. On the 29th 0.18 more than before are billed, and December's invoice has nothing of it. */
    @Test
    void what_was_billed_on_demand_comes_off_the_cycle_and_what_goes_on_is_billed_so_far() {
        NumberUse whole = use("4930", NOVEMBER, 280, Map.of("calls", eur("0.27")));
        BilledLine rest = draft(account(List.of(), List.of(demanded(whole, Optional.empty())), List.of()))
                .lines()
                .getFirst();
        assertThat(rest.amount()).isEqualTo(eur("0.18"));
        assertThat(rest.explanation())
                .isEqualTo(
                        "4:40 min, 1:40 min included, 3 minutes charged at 0.09 EUR per minute, less 0.09 EUR billed on demand");
        LocalDate until = LocalDate.parse("2026-11-30");
        BilledLine soFar = draft(account(List.of(), List.of(demanded(whole, Optional.of(until))), List.of()))
                .lines()
                .getFirst();
        assertThat(soFar.amount()).isEqualTo(eur("0.18"));
        assertThat(soFar.explanation()).isEqualTo(rest.explanation() + ", so far");
        assertThat(soFar.cause()).isEqualTo(new BilledLine.OfUsageSoFar(4930, NOVEMBER, until, "calls"));
        assertThat(soFar.period()).isEqualTo(new ChargePeriod(NOVEMBER, until));
        assertThat(soFar.records()).isZero();
        NumberUse included = use("4930", NOVEMBER, 90, Map.of());
        assertThat(draft(account(List.of(), List.of(soFar(included, until)), List.of()))
                        .lines())
                .as("what costs nothing")
                .isEmpty();
    }

    /** The plan has 0.09 a minute to anywhere, and an add-on 0.03 to Europe, both by the id {@code calls}: 0.09 and 0.06 were posted as 0.15. */
    @Test
    void prices_of_one_id_are_one_line() {
        Price.Usage anywhere = usage("calls", UsageType.VOICE);
        Price.Usage europe = new Price.Usage(
                        "calls",
                        "calls to Europe",
                        UsageType.VOICE,
                        new UnitPrice(new BigDecimal("0.03"), EUR),
                        60,
                        1,
                        1)
                .with(UsageTerms.parse("zones=europe", EUR));
        Cell other = Cell.of(UsageType.VOICE);
        Cell toEurope = new Cell(UsageType.VOICE, "europe", "");
        NumberUse use = new NumberUse(
                4930,
                "4930",
                ChargePeriod.month(YearMonth.from(NOVEMBER)),
                NOVEMBER,
                CycleUsage.of(
                        new Tariff(List.of(anywhere, europe)),
                        Map.of(other, new CellUse(60, 1), toEurope, new CellUse(120, 2))),
                Map.of(other, 1L, toEurope, 2L),
                Map.of("calls", eur("0.15")));
        BilledLine line =
                draft(account(List.of(), List.of(use), List.of())).lines().getFirst();
        assertThat(line.description()).isEqualTo("calls, calls to Europe");
        assertThat(line.amount()).isEqualTo(eur("0.15"));
        assertThat(line.records()).isEqualTo(3);
        assertThat(line.explanation())
                .isEqualTo("1 minute, charged at 0.09 EUR per minute; 2 minutes, charged at 0.03 EUR per minute");
    }

    /** A plan and two add-ons, each with a price by one id and a name as long as the catalogue takes it: the column has 255. */
    @Test
    void names_of_prices_of_one_id_are_as_long_as_a_line_has_room() {
        List<Price> prices = Stream.of("", "zones=europe", "zones=america")
                .<Price>map(terms -> new Price.Usage(
                                "calls",
                                "c".repeat(128 - terms.length()) + terms,
                                UsageType.VOICE,
                                new UnitPrice(new BigDecimal("0.09"), EUR),
                                60,
                                1,
                                1)
                        .with(UsageTerms.parse(terms, EUR)))
                .toList();
        NumberUse use = new NumberUse(
                4930,
                "4930",
                ChargePeriod.month(YearMonth.from(NOVEMBER)),
                NOVEMBER,
                CycleUsage.of(new Tariff(prices), Map.of(Cell.of(UsageType.VOICE), new CellUse(60, 1))),
                Map.of(Cell.of(UsageType.VOICE), 1L),
                Map.of("calls", eur("0.09")));
        BilledLine line =
                draft(account(List.of(), List.of(use), List.of())).lines().getFirst();
        assertThat(line.description()).hasSize(BilledLine.MAX_DESCRIPTION).endsWith("zones=eur");
    }

    private static NumberUse demanded(NumberUse use, Optional<LocalDate> until) {
        return with(use, new NumberUse.OnDemand(Map.of("calls", eur("0.09")), until));
    }

    private static NumberUse soFar(NumberUse use, LocalDate until) {
        return with(use, new NumberUse.OnDemand(Map.of(), Optional.of(until)));
    }

    private static NumberUse with(NumberUse use, NumberUse.OnDemand onDemand) {
        return new NumberUse(
                use.numberAccountId(),
                use.msisdn(),
                use.period(),
                use.billCycle(),
                use.usage(),
                use.records(),
                use.rated(),
                Set.of(),
                false,
                onDemand);
    }

    private static NumberUse use(String msisdn, LocalDate cycle, long seconds, Map<String, Money> rated) {
        Cell voice = Cell.of(UsageType.VOICE);
        return new NumberUse(
                Long.parseLong(msisdn),
                msisdn,
                ChargePeriod.month(YearMonth.from(cycle)),
                cycle,
                CycleUsage.of(TARIFF, Map.of(voice, new CellUse(seconds, 1))),
                Map.of(voice, 1L),
                rated);
    }

    private static NumberUse late(String msisdn, long records, String amount) {
        return new NumberUse(
                Long.parseLong(msisdn),
                msisdn,
                new ChargePeriod(NOVEMBER.minusMonths(1), NOVEMBER),
                NOVEMBER,
                CycleUsage.none(TARIFF),
                Map.of(Cell.of(UsageType.VOICE), records),
                Map.of("calls", eur(amount)));
    }

    private static Price.Usage usage(String id, UsageType type) {
        return new Price.Usage(id, id, type, new UnitPrice(new BigDecimal("0.09"), EUR), 60, 1, 1);
    }

    private static Money eur(String amount) {
        return Money.of(amount, EUR);
    }
}

package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.billrun.service.BillsOnDemand.Asked;
import dialtone.catalog.AllowanceTerms;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms;
import dialtone.catalog.UsageCycle;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import dialtone.hierarchy.service.Families;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceTax;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.PricedItem;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.service.Commitments;
import dialtone.rating.service.Demo;
import dialtone.usage.service.Intake;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two families of the same life at random, 1 that may pay for 2, and 3 for 4; some have a minimum. 1 and 2 ask for bills now and then: in the end each owes what his double owes, by the same lines, and every
 * invoice made again comes to what it came to.
 */
class DemandedLivesTest {

    private static final LocalDate FIRST = LocalDate.parse("2026-11-25");
    private static final LocalDate LAST_USE = LocalDate.parse("2027-02-01");
    private static final LocalDate LAST_MONTH = LocalDate.parse("2027-03-01");
    private static final UsageCycle WEEK = UsageCycle.parse("1 week, anniversary");
    private static final List<String> PAID_FROM =
            List.of("", "2026-11-01", "2026-11-26", "2026-12-01", "2026-12-10", "2027-01-01");
    private static final List<String> TERMS = List.of(
            "",
            "",
            "",
            "period=1 week",
            "timing=in-arrears",
            "period=1 week;timing=in-arrears",
            "period=1 quarter;timing=in-arrears",
            "trial=10 day");

    /** By the unit, by tiers of which the total may fall, at most, and for each call: none but the first is a sum of its records. */
    private static final List<String> USE = List.of(
            "",
            "mode=volume;tiers=200:0.09/60:units:0,*:0.02/60:units:0",
            "mode=graduated;tiers=60:0.20/60:blocks:0,*:0.05/60:units:0.5",
            "cap=0.50",
            "setup=0.05");

    /** What is agreed as a minimum. */
    private static final List<String> AMOUNTS = List.of("", "", "5.00", "8.10", "12.00", "40.00");

    private static final List<String> AGREED_FROM = List.of("2026-11-01", "2026-11-20", "2026-12-20");

    @TempDir
    Path folder;

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final Runs runs = new Runs(database);

    /** What happened, for who looks into a life that went wrong. */
    private final StringBuilder told = new StringBuilder();

    private int sequence;

    @ParameterizedTest
    @ValueSource(longs = {1, 4, 6, 8, 9, 10, 15, 16, 23, 97})
    void bills_on_demand_change_nothing_of_who_owes_what(long seed) {
        Random random = new Random(seed);
        int cycleDay = random.nextBoolean() ? 1 : 15;
        begin(random, cycleDay);
        LocalDate ends = FIRST.plusDays(random.nextInt(140));
        LocalDate last = LAST_MONTH.withDayOfMonth(cycleDay);
        for (LocalDate day = FIRST; !day.isAfter(last); day = day.plusDays(1)) {
            if (day.getDayOfMonth() == cycleDay) {
                runs.on(day + "T03:00:00Z").run(day.toString());
            }
            if (day.isBefore(LAST_USE) && random.nextInt(3) == 0) {
                use(random, day);
            }
            if (day.equals(ends)) {
                ofBoth(2, account -> end(account, Runs.at(ends + "T14:00:00Z")));
            }
            if (day.isBefore(last) && random.nextInt(9) == 0) {
                demand(1 + random.nextInt(2), day);
            }
        }
        assertThat(database.count("SELECT COUNT(*) FROM BILL_RUN_ACCOUNT WHERE STATE IN ('FAILED', 'WAITING')"))
                .as("%s", told)
                .isZero();
        Books books = new Books(database);
        for (int account : List.of(1, 2)) {
            assertThat(books.balance(Demo.account(account)))
                    .as("%s", told)
                    .isEqualTo(books.balance(Demo.account(account + 2)));
            assertThat(lines(account)).as("%s", told).isEqualTo(lines(account + 2));
        }
        assertThat(books.trialBalance().balanced()).isTrue();
        RebillDesk desk = new RebillDesk(database, InvoiceTax.NONE, Runs.at(last + "T12:00:00Z"));
        for (int number = 1; number <= database.count("SELECT COUNT(*) FROM INVOICE"); number++) {
            InvoiceId invoice = new InvoiceId(String.format(Locale.ROOT, "INV-%09d", number));
            assertThat(desk.in(all -> all.preview(invoice))
                            .<String>fold(again -> again.more().toString(), List::toString))
                    .as("%s again: %s", invoice, told)
                    .isEqualTo("0.00 EUR");
        }
    }

    private void begin(Random random, int cycleDay) {
        IntStream.rangeClosed(1, 4).forEach(runs::account);
        runs.execute("UPDATE BILLING_ACCOUNT SET CYCLE_DAY = " + cycleDay);
        for (int account : List.of(1, 2)) {
            List<Price> plan = plan(random);
            told.append(plan).append('\n');
            ofBoth(account, each -> start(each, plan));
            agree(random, account);
        }
        String paidFrom = PAID_FROM.get(random.nextInt(PAID_FROM.size()));
        told.append("cycles from ")
                .append(cycleDay)
                .append(", paid from ")
                .append(paidFrom)
                .append('\n');
        if (!paidFrom.isEmpty()) {
            Families families = new Families(database);
            ofBoth(2, child -> families.paidFor(child, child - 1, paidFrom));
        }
    }

    /** What the invoices of an account have by each price and in adjustments, net of tax: {@code RECURRING fee 23.70, USAGE calls 0.27}. */
    private String lines(int account) {
        return database.text(
                "SELECT LISTAGG(BILLED, ', ') WITHIN GROUP (ORDER BY BILLED) FROM (SELECT L.LINE_KIND || ' ' || L.PRICE_ID || ' '"
                        + " || CAST(SUM(L.AMOUNT) AS NUMBER(19,2)) AS BILLED FROM INVOICE I JOIN INVOICE_LINE L ON L.INVOICE_ID = I.INVOICE_ID"
                        + " WHERE I.BILLING_ACCOUNT_ID = 'BAC-" + account + "' GROUP BY L.LINE_KIND, L.PRICE_ID) B");
    }

    private void agree(Random random, int account) {
        String amount = AMOUNTS.get(random.nextInt(AMOUNTS.size()));
        String from = AGREED_FROM.get(random.nextInt(AGREED_FROM.size()));
        String to = random.nextBoolean() ? "" : "2027-01-20";
        if (!amount.isEmpty()) {
            told.append(account).append(" has a minimum of ").append(amount);
            told.append(" from ").append(from).append(" to ").append(to).append('\n');
            ofBoth(account, each -> Commitments.agree(database, each, from, to, Money.of(amount, Demo.EUR)));
        }
    }

    private static void ofBoth(int account, IntConsumer what) {
        what.accept(account);
        what.accept(account + 2);
    }

    /** Mostly of the day, and some late. */
    private void use(Random random, LocalDate day) {
        int account = 1 + random.nextInt(2);
        LocalDate used = random.nextInt(4) == 0 ? day.minusDays(random.nextInt(20)) : day;
        int seconds = 10 + random.nextInt(300);
        if (used.isAfter(FIRST)) {
            told.append(day)
                    .append(": ")
                    .append(account)
                    .append(" ")
                    .append(seconds)
                    .append(" seconds of ");
            told.append(used).append('\n');
            ofBoth(
                    account,
                    each -> new Intake(database, folder.resolve("in" + ++sequence))
                            .take(sequence + ",VOICE,49151000000" + each + "," + used + "T10:00:00Z," + seconds + ","));
        }
    }

    private void demand(int account, LocalDate day) {
        String at = day + "T12:00:00Z";
        Outcome<Asked> asked = database.inTransaction(source ->
                new BillsOnDemand(source, Runs.at(at)).ask(new BillingAccountId("BAC-" + account), "finance"));
        runs.on(at).round();
        told.append(day)
                .append(": ")
                .append(account)
                .append(" asks ")
                .append(asked)
                .append('\n');
    }

    private void start(int account, List<Price> plan) {
        List<PricedItem> items = List.of(new PricedItem("1", new OfferingId("mobile-1"), "Mobile 1", plan));
        Demo.start(database, Demo.order(account, "49151000000" + account, items), Demo.NOON);
    }

    private void end(int account, Clock when) {
        OrderFacts.Ending line = new OrderFacts.Ending(
                new OrderId("ORD-" + account), "1", Optional.of("49151000000" + account), Optional.empty());
        Demo.start(
                database,
                new OrderFacts.Charges(
                        new OrderId("ORD-" + (account + 10)),
                        new CustomerId("CUS-" + account),
                        Demo.account(account),
                        ZoneId.of("Europe/Berlin"),
                        List.of(),
                        List.of(),
                        List.of(line),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()),
                when);
    }

    private static List<Price> plan(Random random) {
        boolean byTheWeek = random.nextBoolean();
        Price.Usage calls = Demo.usage("calls", UsageType.VOICE, "0.09", 60, 60)
                .with(UsageTerms.parse(USE.get(random.nextInt(USE.size())), Demo.EUR));
        AllowanceTerms terms = AllowanceTerms.parse(random.nextInt(3) == 0 ? "rollover=1" : "");
        return List.of(
                new Price.Recurring(
                        "fee",
                        "Fee",
                        Money.of("7.90", Demo.EUR),
                        RecurringTerms.parse(TERMS.get(random.nextInt(TERMS.size())), Demo.EUR)),
                new Price.Allowance(
                        "seconds", "100 seconds", List.of(UsageType.VOICE), 100, byTheWeek ? terms.in(WEEK) : terms),
                byTheWeek ? calls.with(calls.terms().in(WEEK)) : calls);
    }
}

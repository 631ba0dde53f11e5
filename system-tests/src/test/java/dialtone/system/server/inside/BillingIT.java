package dialtone.system.server.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.UnitPrice;
import dialtone.catalog.AllowanceTerms;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.invoice.InvoiceLine;
import dialtone.invoice.InvoicePreview;
import dialtone.invoice.service.InvoicePreviews;
import dialtone.invoice.service.SharingPreviews;
import dialtone.ledger.BookedPosting;
import dialtone.ledger.JournalEntry;
import dialtone.ledger.LedgerAccount;
import dialtone.ledger.Posting;
import dialtone.ledger.service.Ledger;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.PricedItem;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.ChargeKind;
import dialtone.rating.service.SharedAllowances;
import dialtone.rating.service.StartCharges;
import dialtone.system.server.InTheServer;
import dialtone.usage.Delivery;
import dialtone.usage.UsageBatch;
import dialtone.usage.UsageCounts;
import dialtone.usage.UsageEvent;
import dialtone.usage.layout.UsageLayout;
import dialtone.usage.service.NewUsageFile;
import dialtone.usage.service.UsageFiles;
import dialtone.usage.service.UsageIntake;
import dialtone.usage.service.UsageRecycling;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Billing as the container runs it: what belongs together is there or not, and nothing is there twice. */
@InTheServer
class BillingIT {

    private static final CustomerId CHIARA = new CustomerId("CUS-100003");
    private static final BillingAccountId CHIARAS = new BillingAccountId("BAC-100003");
    private static final CustomerId DMITRI = new CustomerId("CUS-100004");
    private static final BillingAccountId DMITRIS = new BillingAccountId("BAC-100004");
    private static final ZoneId HOME = ZoneId.of("Europe/Berlin");
    private static final Currency EUR = Currency.getInstance("EUR");

    /** With 10 GB included, 2,000 MB at 0.01 EUR. */
    private static final long TWELVE_GIGABYTES = 12_000_000_000L;

    private static final Money CHARGED = Money.of("20.00", EUR);

    private static final String ENTRIES = "SELECT COUNT(*) FROM JOURNAL_ENTRY WHERE ENTRY_KEY = ?";
    private static final String SUBSCRIPTIONS = "SELECT COUNT(*) FROM RATING_SUBSCRIPTION WHERE ORDER_ID = ?";
    private static final String CHARGES = "SELECT COUNT(*) FROM RATED_CHARGE WHERE ORDER_ID = ?";
    private static final String NUMBERS = "SELECT COUNT(*) FROM NUMBER_ACCOUNT WHERE ORDER_ID = ?";

    @Inject
    private Ledger ledger;

    @Inject
    private StartCharges charges;

    @Inject
    private UsageFiles files;

    @Inject
    private UsageIntake intake;

    @Inject
    private UsageRecycling recycling;

    @Inject
    private InvoicePreviews previews;

    @Inject
    private SharedAllowances shared;

    @Inject
    private SharingPreviews sharing;

    @Inject
    private OrderRun run;

    @Inject
    private Tables tables;

    @Resource
    private UserTransaction transaction;

    @Resource
    private ManagedExecutorService threads;

    @Test
    void anOrderIsChargedOnceAndItsUseIsOnTheBillToTheRecord() {
        String number = run.complete(CHIARA);
        Money before = ledger.balance(CHIARAS).getFirst();
        UsageBatch batch = batch(register("a"), number, "inside-msc", 1, 2);

        assertThat(intake.take(batch).counts()).isEqualTo(new UsageCounts(2, 0, 0, 0));
        assertThat(intake.take(batch)).isEqualTo(new UsageIntake.Taken(UsageCounts.NONE, batch.nextLine()));
        assertThat(intake.take(batch(register("b"), number, "inside-msc", 1, 2)).counts())
                .isEqualTo(new UsageCounts(0, 2, 0, 0));

        assertThat(ledger.balance(CHIARAS)).containsExactly(before.plus(CHARGED));
        InvoicePreview preview = previews.preview(CHIARAS, thisMonth());
        assertThat(preview.reconciles()).isTrue();
        InvoiceLine usage = preview.lines().stream()
                .filter(line ->
                        line.kind() == ChargeKind.USAGE && line.subject().equals(number))
                .findFirst()
                .orElseThrow();
        assertThat(usage.amount()).isEqualTo(CHARGED);
        assertThat(usage.records())
                .extracting(record -> record.event().sequence())
                .containsExactly(1L, 2L);
        assertThat(preview.totals()).isEqualTo(ledger.balance(CHIARAS));
        assertThat(ledger.trialBalance().balanced()).isTrue();
    }

    @Test
    void oneBatchFromTwoThreadsAtOnceIsTakenOnce() {
        String number = run.complete(CHIARA);
        UsageBatch batch = batch(register("c"), number, "inside-twice", 1, 5);

        List<CompletableFuture<UsageCounts>> taken = Stream.generate(() ->
                        CompletableFuture.supplyAsync(() -> intake.take(batch).counts(), threads))
                .limit(2)
                .toList();

        assertThat(taken.stream().map(CompletableFuture::join).reduce(UsageCounts.NONE, UsageCounts::plus))
                .isEqualTo(new UsageCounts(5, 0, 0, 0));
        assertThat(files.find(batch.fileId()).orElseThrow().counts().rated()).isEqualTo(5);
    }

    @Test
    void useOfANumberThatNobodyPaysForIsKeptForLater() {
        assertThat(intake.take(batch(register("d"), "999000000000", "inside-unknown", 1, 1))
                        .counts())
                .isEqualTo(new UsageCounts(0, 0, 0, 1));
    }

    @Test
    void useThatCameBeforeItsOrderWasChargedIsRatedOnceItIs() {
        OrderId order = run.place(CHIARA);
        run.advance(order, OrderRun.Stage.ACTIVATED);
        String number = run.charges(order).lines().getFirst().msisdn();
        long file = register("f");
        assertThat(intake.take(batch(file, number, "inside-early", 1, 3)).counts())
                .isEqualTo(new UsageCounts(0, 0, 0, 3));
        assertThat(UsageRecycling.Step.all(after -> recycling.recycleNumber(number, after)))
                .isZero();

        charges.start(run.charges(order));
        Money started = ledger.balance(CHIARAS).getFirst();

        assertThat(UsageRecycling.Step.all(after -> recycling.recycleNumber(number, after)))
                .isEqualTo(3);
        assertThat(UsageRecycling.Step.all(after -> recycling.recycleNumber(number, after)))
                .isZero();
        assertThat(files.find(file).orElseThrow().counts()).isEqualTo(new UsageCounts(3, 0, 0, 0));
        assertThat(ledger.balance(CHIARAS)).containsExactly(started.plus(CHARGED));
        assertThat(previews.preview(CHIARAS, thisMonth()).reconciles()).isTrue();
        assertThat(ledger.trialBalance().balanced()).isTrue();
    }

    @Test
    void aBatchThatFailsInTheMiddleIsTakenAsIfForTheFirstTime() {
        String number = run.complete(CHIARA);
        Money before = ledger.balance(CHIARAS).getFirst();
        UsageBatch batch = batch(register("e"), number, "inside-again", 1, 2);

        tables.without(
                "POSTING", () -> assertThatThrownBy(() -> intake.take(batch)).hasStackTraceContaining("are not taken"));

        assertThat(files.find(batch.fileId()).orElseThrow().nextLine()).isEqualTo(batch.firstLine());
        assertThat(intake.take(batch).counts()).isEqualTo(new UsageCounts(2, 0, 0, 0));
        assertThat(ledger.balance(CHIARAS)).containsExactly(before.plus(CHARGED));
    }

    @Test
    void chargesThatFailInTheMiddleBeginAsIfForTheFirstTimeAndOnce() {
        OrderId order = run.place(DMITRI);
        run.advance(order, OrderRun.Stage.ACTIVATED);
        List<Money> before = ledger.balance(DMITRIS);

        tables.without(
                "POSTING",
                () -> assertThatThrownBy(() -> charges.start(run.charges(order)))
                        .hasStackTraceContaining("do not start"));

        assertThat(Stream.of(SUBSCRIPTIONS, CHARGES, NUMBERS).map(query -> tables.number(query, order.value())))
                .containsOnly(0L);
        assertThat(tables.number(ENTRIES, "order:" + order)).isZero();
        assertThat(ledger.balance(DMITRIS)).isEqualTo(before);

        assertThat(charges.start(run.charges(order))).isTrue();
        assertThat(charges.start(run.charges(order))).isFalse();
        assertThat(tables.number(ENTRIES, "order:" + order)).isEqualTo(1);
        assertThat(ledger.statement(DMITRIS, 0, 10).rows())
                .extracting(BookedPosting::entryKey)
                .contains("order:" + order);
        assertThat(previews.preview(DMITRIS, thisMonth()).reconciles()).isTrue();
        assertThat(ledger.trialBalance().balanced()).isTrue();
    }

    @Test
    void whatIsTriedOfAShareIsTakenBack() {
        Price together = new Price.Allowance(
                "together", "Together", List.of(UsageType.DATA), 100, AllowanceTerms.parse("shared=yes"));
        charges.start(line("ORD-SHARED-1", "491519990001", together));
        charges.start(line("ORD-SHARED-2", "491519990002"));
        SharingPreviews.Asked asked = new SharingPreviews.Asked(
                DMITRIS, new OrderId("ORD-SHARED-1"), "2", "491519990002", SharingPreviews.Step.JOIN);

        assertThat(sharing.of(asked, HOME, "csr"))
                .isInstanceOfSatisfying(
                        Outcome.Accepted.class,
                        tried -> assertThat(((SharingPreviews.Trial) tried.value()).lines())
                                .containsExactly("491519990001", "491519990002"));
        assertThat(shared.of(DMITRIS).getFirst().lines()).containsExactly("491519990001");
        asked.take(shared, "csr");
        assertThat(shared.of(DMITRIS).getFirst().lines()).containsExactly("491519990001", "491519990002");
    }

    /** Of data at 0.01 EUR a byte, with something beside it. */
    private static OrderFacts.Charges line(String order, String number, Price... beside) {
        Price data =
                new Price.Usage("data", "Data", UsageType.DATA, new UnitPrice(new BigDecimal("0.01"), EUR), 1, 0, 1);
        List<PricedItem> items =
                new ArrayList<>(List.of(new PricedItem("1", new OfferingId("data-plan"), "Data plan", List.of(data))));
        for (Price price : beside) {
            items.add(new PricedItem("2", new OfferingId("data-together"), "Data together", List.of(price)));
        }
        return new OrderFacts.Charges(
                new OrderId(order), DMITRI, DMITRIS, HOME, items, List.of(new OrderFacts.Line("1", number)));
    }

    @Test
    void theLedgerTakesNoEntryThatDoesNotBalanceAndNoneTwice() throws Exception {
        BillingAccountId account = new BillingAccountId("BAC-100010");
        JournalEntry entry = entry("inside:once", "5.00", "5.00");

        assertThatThrownBy(() -> entry("inside:unbalanced", "5.00", "4.99")).hasMessageContaining("does not balance");
        ledger.post(entry);
        assertThatThrownBy(() -> ledger.post(entry)).hasStackTraceContaining("inside:once");
        transaction.begin();
        ledger.post(entry("inside:taken-back", "7.00", "7.00"));
        transaction.rollback();

        assertThat(tables.number(ENTRIES, "inside:once")).isEqualTo(1);
        assertThat(tables.number(ENTRIES, "inside:taken-back")).isZero();
        assertThat(ledger.balance(account)).containsExactly(Money.of("5.00", EUR));
        assertThat(ledger.trialBalance().balanced()).isTrue();
    }

    private static JournalEntry entry(String key, String debit, String credit) {
        return new JournalEntry(
                key,
                "A posting of the tests",
                now(),
                List.of(
                        Posting.debit(
                                LedgerAccount.receivable(new BillingAccountId("BAC-100010")), Money.of(debit, EUR)),
                        Posting.credit(LedgerAccount.revenue(ChargeKind.ONE_OFF), Money.of(credit, EUR))));
    }

    /** @param name one hexadecimal digit, which stands for the file's content */
    private long register(String name) {
        return files.register(new NewUsageFile(
                        "inside_" + name + ".csv", name.repeat(64), Delivery.byFolder(), UsageLayout.HOUSE))
                .id();
    }

    /** Data sessions that together use twelve gigabytes, one of each sequence number. */
    private static UsageBatch batch(long file, String number, String source, long from, long to) {
        long count = to - from + 1;
        List<UsageEvent> events = Stream.iterate(from, sequence -> sequence <= to, sequence -> sequence + 1)
                .map(sequence -> new UsageEvent(
                        source, sequence, UsageType.DATA, number, now(), TWELVE_GIGABYTES / count, "internet"))
                .toList();
        return new UsageBatch(file, 2, events.size(), events, List.of());
    }

    private static YearMonth thisMonth() {
        return YearMonth.from(now().atZone(HOME));
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}

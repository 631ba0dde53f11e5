package dialtone.usage.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.catalog.Price;
import dialtone.catalog.UsageScope;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import dialtone.invoice.InvoiceLine;
import dialtone.invoice.InvoicePreview;
import dialtone.invoice.NumberUsage.RatedRecord;
import dialtone.invoice.service.Previews;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.order.OrderFacts;
import dialtone.rating.Cell;
import dialtone.rating.Holidays;
import dialtone.rating.ReferenceData;
import dialtone.rating.ZonePlan;
import dialtone.rating.service.Demo;
import dialtone.rating.service.RatingReference;
import dialtone.rating.service.Tariffs;
import dialtone.usage.SuspendedUsage;
import dialtone.usage.Suspension;
import dialtone.usage.UsageBatch;
import dialtone.usage.UsageCounts;
import dialtone.usage.UsageFile;
import dialtone.usage.layout.UsageLayout;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Use by destination, time of day and how much there was of it, from the file to the invoice. */
class TermsOfPricesTest {

    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final long SEED = 20261129;

    private static final List<Price> PLAN = List.of(
            price("day", UsageType.VOICE, "0.10", 60, "setup=0.15"),
            price(
                    "evening",
                    UsageType.VOICE,
                    "0.05",
                    60,
                    "bands=evening~de~mon.tue.wed.thu.fri@1080-1440+holiday@0-1440"),
            price("europe", UsageType.VOICE, "0.20", 60, "zones=europe"),
            price("sms", UsageType.SMS, "0.10", 1, "mode=volume;tiers=10:0.10/1:units:0,*:0.05/1:units:0"),
            new Price.Allowance("abroad", "Europe", List.of(UsageType.VOICE), 120, UsageScope.parse("zones=europe")),
            new Price.Usage(
                    "world-data",
                    "Data",
                    UsageType.DATA,
                    unitPrice("1.00"),
                    1,
                    0,
                    1,
                    UsageTerms.parse("zones=world", Demo.EUR)));

    @TempDir
    Path folder;

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final RatingReference reference = new RatingReference(new ReferenceData(
            ZonePlan.read("zones.csv", List.of(ZonePlan.HEADER, "44,europe,,", "1,world,,"))
                    .fold(zones -> zones, reasons -> ZonePlan.NONE),
            Holidays.read("holidays.csv", List.of(Holidays.HEADER, "de,2026-11-26,Day off"))
                    .fold(days -> days, reasons -> Holidays.NONE)));
    private final UsageFiles files = new UsageFiles(database.dataSource(), Demo.NOON);
    private final Books books = new Books(database);
    private final UsageFileIntake intake = new UsageFileIntake(files, intakeOf(database), Recycling.of(database));

    @Test
    void a_call_over_the_border_of_a_band_is_on_both_lines_of_the_invoice_and_reconciles() throws IOException {
        Demo.start(database, order(), Demo.NOON);
        UsageFile file = take(
                "1,VOICE,491510000001,2026-11-25T16:50:00Z,1200,4930123456", // 17:50 in Berlin: 600 s, then 600 s
                "2,VOICE,491510000001,2026-11-26T09:00:00Z,60,4930123456", // a holiday
                "3,VOICE,491510000001,2026-11-25T09:00:00Z,180,4420123456", // 120 s are included
                "4,VOICE,491510000001,2026-11-25T09:00:00Z,0,4930123456",
                "5,DATA,491510000001,2026-11-25T09:00:00Z,1,internet");
        assertThat(file.counts()).isEqualTo(new UsageCounts(4, 0, 0, 1));
        assertThat(files.suspended(0, 10).rows())
                .extracting(SuspendedUsage::reason)
                .as("data is priced for one zone alone")
                .containsExactly(Suspension.NO_PRICE);
        InvoicePreview preview = preview();
        assertThat(preview.lines())
                .extracting(line -> line.description() + " " + line.amount() + ": " + line.explanation())
                .containsExactly(
                        "day 1.15 EUR: 10 minutes, charged at 0.1 EUR per minute, 1 set up at 0.15 EUR",
                        "evening 0.55 EUR: 11 minutes, charged at 0.05 EUR per minute",
                        "europe 0.20 EUR: 3 minutes, 2 minutes included, 1 minute charged at 0.2 EUR per minute");
        assertThat(preview.reconciles()).isTrue();
        assertThat(preview.lines()).extracting(InvoiceLine::recordCount).containsExactly(2L, 1L, 1L);
        RatedRecord divided = preview.lines().getFirst().records().getLast();
        assertThat(divided.charges())
                .extracting(charge -> charge.priceId() + " " + charge.units() + " " + charge.amount())
                .containsExactly("day 600 1.15 EUR", "evening 600 0.50 EUR");
        assertThat(preview.lines().get(1).records())
                .singleElement()
                .satisfies(record -> assertThat(record.cell()).isEqualTo(new Cell(UsageType.VOICE, "", "evening")));
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("1.90", Demo.EUR));
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    @Test
    void volume_tiers_give_back_what_the_dearer_tier_had_charged() throws IOException {
        Demo.start(database, order(), Demo.NOON);
        take(messages(0, 10));
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("1.00", Demo.EUR));
        take(messages(10, 1));
        assertThat(books.balance(Demo.account(1))).as("11 at 0.05").containsExactly(Money.of("0.55", Demo.EUR));
        assertThat(preview().reconciles()).isTrue();
        assertThat(preview().lines().getFirst().explanation())
                .isEqualTo("11 messages, charged: 11 messages at 0.05 EUR per message");
    }

    @Test
    void neither_the_order_of_records_nor_their_files_change_the_bill() throws IOException {
        Demo.start(database, order(), Demo.NOON);
        Random random = new Random(SEED);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String at = "2026-11-2" + (5 + random.nextInt(5)) + "T" + (10 + random.nextInt(14)) + ":"
                    + (10 + random.nextInt(50)) + ":00Z";
            lines.add(
                    random.nextInt(4) == 0
                            ? i + ",SMS,491510000001," + at + ",1,4930"
                            : i + ",VOICE,491510000001," + at + "," + random.nextInt(9_000) + ","
                                    + (random.nextBoolean() ? "44" : "49") + "30123456");
        }
        List<Money> inOrder;
        try (BillingDatabase other = new BillingDatabase()) {
            Demo.start(other, order(), Demo.NOON);
            Path path = write(lines.toArray(String[]::new));
            new UsageFileIntake(new UsageFiles(other.dataSource(), Demo.NOON), intakeOf(other), Recycling.of(other))
                    .take(path, "msc1.csv", "inbox");
            inOrder = new Books(other).balance(Demo.account(1));
        }
        Collections.shuffle(lines, random);
        take(lines.subList(0, 120).toArray(String[]::new));
        take(lines.subList(120, 300).toArray(String[]::new));
        assertThat(books.balance(Demo.account(1))).isEqualTo(inOrder);
        assertThat(preview().reconciles()).isTrue();
    }

    private static OrderFacts.Charges order() {
        return Demo.order(1, Demo.NUMBER, List.of(Demo.item("1", PLAN)));
    }

    private static String[] messages(int from, int count) {
        String[] lines = new String[count];
        Arrays.setAll(lines, i -> (from + i) + ",SMS,491510000001,2026-11-25T09:00:00Z,1,4930");
        return lines;
    }

    private InvoicePreview preview() {
        return Previews.of(database, Demo.account(1), NOVEMBER);
    }

    private UsageFile take(String... lines) throws IOException {
        return intake.take(write(lines), "msc1.csv", "inbox");
    }

    private Path write(String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of(UsageLayout.HOUSE_HEADER));
        all.addAll(List.of(lines));
        return Files.write(Files.createTempDirectory(folder, "in").resolve("msc1.csv"), all);
    }

    private UsageIntake intakeOf(BillingDatabase of) {
        Tariffs tariffs = new Tariffs();
        NumberAccounts numbers = new NumberAccounts(new ConcurrentHashMap<>());
        return new UsageIntake() {
            @Override
            public Taken take(UsageBatch batch) {
                return of.inTransaction(dataSource -> new UsageIntake(
                                dataSource, new UsageRating(numbers, tariffs, reference), Demo.NOON)
                        .take(batch));
            }
        };
    }

    private static Price.Usage price(String id, UsageType type, String price, long perUnitCount, String terms) {
        return new Price.Usage(id, id, type, unitPrice(price), perUnitCount, 0, 1, UsageTerms.parse(terms, Demo.EUR));
    }

    private static UnitPrice unitPrice(String amount) {
        return new UnitPrice(new BigDecimal(amount), Demo.EUR);
    }
}

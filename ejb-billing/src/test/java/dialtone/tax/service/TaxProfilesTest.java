package dialtone.tax.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.invoice.BilledLine;
import dialtone.invoice.InvoiceDraft;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.ledger.service.BillingDatabase;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.ChargePeriod;
import dialtone.rating.service.Demo;
import dialtone.tax.TaxExemption;
import dialtone.tax.TaxPeriod;
import dialtone.tax.TaxPlace;
import dialtone.tax.TaxProfile;
import dialtone.tax.TaxProfile.CustomerType;
import dialtone.tax.TaxProfileChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of an account, and what tax its invoice has by it. */
class TaxProfilesTest {

    private static final BillingAccountId ACCOUNT = Demo.account(1);
    private static final TaxReference HOUSE = new TaxReference(TaxReference.Tables.read(Path.of("../catalog")));

    private final BillingDatabase database = new BillingDatabase();

    @BeforeEach
    void aCustomerInAustria() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement insert = connection.createStatement()) {
            insert.executeUpdate(
                    "INSERT INTO CUSTOMER (CUSTOMER_ID, GIVEN_NAME, FAMILY_NAME, SEARCH_NAME, BORN_ON, EMAIL, STREET,"
                            + " POSTAL_CODE, CITY, COUNTRY, CREATED_AT) VALUES ('CUS-1', 'Ada', 'Lind', 'lind ada', DATE '1990-01-01',"
                            + " 'a@example.org', 'Gasse 1', '1010', 'Wien', 'AT', TIMESTAMP '2026-01-01 00:00:00 UTC')");
            insert.executeUpdate(
                    "INSERT INTO BILLING_ACCOUNT (BILLING_ACCOUNT_ID, CUSTOMER_ID, NAME, CURRENCY, TIME_ZONE, CYCLE_DAY, OPENED_ON)"
                            + " VALUES ('BAC-1', 'CUS-1', 'Ada Lind', 'EUR', 'Europe/Berlin', 1, DATE '2026-01-01')");
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Outcome<TaxProfile> tell(TaxProfile profile) {
        return database.inTransaction(
                dataSource -> new TaxProfiles(dataSource, HOUSE, Demo.NOON).tell(ACCOUNT, profile, "billing"));
    }

    private Optional<TaxProfile> told() {
        return new TaxProfiles(database.dataSource(), HOUSE, Demo.NOON).find(ACCOUNT);
    }

    private List<InvoiceTaxLine> taxes(String offering) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE RATING_SUBSCRIPTION SET OFFERING_ID = '" + offering + "'");
            BilledLine line = new BilledLine(
                    1,
                    BilledLine.Kind.RECURRING,
                    new BilledLine.OfCharge(1, new OrderId("ORD-1"), "1", "fee"),
                    "ORD-1/1",
                    "Fee",
                    "",
                    new ChargePeriod(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-12-01")),
                    Money.of("10.00", Demo.EUR),
                    0);
            InvoiceDraft draft = new InvoiceDraft(
                    ACCOUNT,
                    new CustomerId("CUS-1"),
                    Demo.EUR,
                    line.period(),
                    LocalDate.parse("2026-12-01"),
                    LocalDate.parse("2026-12-15"),
                    List.of(line));
            return new AccountTaxes(HOUSE)
                    .load(connection, List.of(ACCOUNT))
                    .of(draft)
                    .fold(lines -> lines, reasons -> {
                        throw new AssertionError(reasons.toString());
                    });
        }
    }

    private static List<String> said(List<InvoiceTaxLine> taxes) {
        return taxes.stream()
                .map(tax -> tax.code() + ": " + tax.description() + " of " + tax.base() + " " + tax.amount() + " "
                        + tax.note())
                .toList();
    }

    @Test
    void anAccountThatNothingWasToldOfIsAConsumersWhoIsWhereHisAddressSays() throws SQLException {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);

        assertThat(told()).contains(TaxProfile.consumer(TaxPlace.country("AT")));
        assertThat(said(taxes("mobile-1"))).containsExactly("AT/VAT/S: VAT 20 % of 10.00 EUR 2.00 EUR ");
    }

    @Test
    void aBusinessInAnotherMemberStateOwesTheTaxItself() throws SQLException {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        TaxProfile business = new TaxProfile(TaxPlace.country("AT"), CustomerType.BUSINESS, "ATU12345678", List.of());

        tell(business);
        tell(business);

        assertThat(told()).contains(business);
        assertThat(database.count("SELECT COUNT(*) FROM TAX_PROFILE")).isOne();
        assertThat(said(taxes("mobile-1")))
                .containsExactly("DE/VAT/AE: VAT reverse charge of 10.00 EUR 0.00 EUR Directive 2006/112/EC Articles 44"
                        + " and 196");
        assertThat(said(taxes("handset-fairline-5")))
                .containsExactly("DE/VAT/K: VAT intra-Community supply of 10.00 EUR 0.00 EUR Directive 2006/112/EC"
                        + " Article 138(1)");
    }

    @Test
    void anExemptionIsStoredWithItsCertificate() throws SQLException {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        TaxProfile mission = new TaxProfile(
                TaxPlace.country("DE"),
                CustomerType.BUSINESS,
                "",
                List.of(
                        new TaxExemption(
                                TaxPlace.country("DE"),
                                "VAT",
                                "Diplomatic mission",
                                "D-4711",
                                new TaxPeriod(
                                        LocalDate.parse("2026-01-01"), Optional.of(LocalDate.parse("2027-01-01")))),
                        new TaxExemption(
                                TaxPlace.region("US", "NY"),
                                "",
                                "Resale",
                                "ST-120",
                                new TaxPeriod(LocalDate.parse("2026-01-01"), Optional.empty()))));

        tell(mission);

        assertThat(told()).contains(mission);
        assertThat(said(taxes("mobile-1")))
                .containsExactly("DE/VAT/E: VAT exempt of 10.00 EUR 0.00 EUR Diplomatic mission, certificate D-4711");
    }

    @Test
    void whoToldWhatAndWhenIsKept() {
        TaxProfile consumer = TaxProfile.consumer(TaxPlace.country("AT"));
        TaxProfile exempt = new TaxProfile(
                new TaxPlace("US", "NY", "Kings", "New York"),
                CustomerType.BUSINESS,
                "",
                List.of(new TaxExemption(
                        TaxPlace.region("US", "NY"),
                        "",
                        "Resale",
                        "ST-120",
                        new TaxPeriod(LocalDate.parse("2026-01-01"), Optional.of(LocalDate.parse("2027-01-01"))))));

        tell(consumer);
        tell(consumer);
        tell(exempt);

        assertThat(new TaxProfiles(database.dataSource(), HOUSE, Demo.NOON).changes(ACCOUNT))
                .as("the same told again is told once, and the latest comes first")
                .containsExactly(
                        new TaxProfileChange(
                                Demo.NOON.instant(),
                                "billing",
                                CustomerType.BUSINESS,
                                exempt.place(),
                                "",
                                "US-NY all taxes: Resale, certificate ST-120, from 2026-01-01 until 2027-01-01"),
                        new TaxProfileChange(
                                Demo.NOON.instant(), "billing", CustomerType.CONSUMER, consumer.place(), "", ""));
    }

    private static TaxExemption resale(String certificate, String reason) {
        return new TaxExemption(
                TaxPlace.region("US", "NY"),
                "",
                reason,
                certificate,
                new TaxPeriod(LocalDate.parse("2026-01-01"), Optional.empty()));
    }

    private Outcome<TaxProfiles.Told> change(Function<TaxProfiles, Outcome<TaxProfiles.Told>> how) {
        return database.inTransaction(dataSource -> how.apply(new TaxProfiles(dataSource, HOUSE, Demo.NOON)));
    }

    @Test
    void whoReadBeforeSomebodyElseAddedAnExemptionDoesNotTakeItAway() {
        TaxProfile consumer = TaxProfile.consumer(TaxPlace.country("DE"));
        tell(consumer);
        TaxProfiles.Told read = new TaxProfiles(database.dataSource(), HOUSE, Demo.NOON)
                .told(ACCOUNT)
                .orElseThrow();

        assertThat(change(profiles -> profiles.exempt(ACCOUNT, resale("ST-120", "Resale"), "other")))
                .isEqualTo(Outcome.accepted(
                        new TaxProfiles.Told(2, consumer.withExemptions(List.of(resale("ST-120", "Resale"))))));

        assertThat(change(profiles -> profiles.tell(
                                ACCOUNT, TaxProfile.consumer(TaxPlace.country("AT")), read.change(), "billing"))
                        .<String>fold(
                                told -> "told", reasons -> reasons.getFirst().code()))
                .isEqualTo("CHANGED_MEANWHILE");
        assertThat(told()).contains(consumer.withExemptions(List.of(resale("ST-120", "Resale"))));
    }

    @Test
    void anExemptionIsTakenOutByWhatItIsAndOnlyOnce() {
        TaxExemption one = resale("ST-1", "Resale");
        TaxExemption other = resale("ST-2", "Resale");
        tell(TaxProfile.consumer(TaxPlace.country("DE")).withExemptions(List.of(one, other)));

        change(profiles -> profiles.remove(ACCOUNT, one, "billing"));
        Outcome<TaxProfiles.Told> again = change(profiles -> profiles.remove(ACCOUNT, one, "billing"));

        assertThat(again.<String>fold(
                        told -> "told",
                        reasons -> reasons.getFirst().field() + " "
                                + reasons.getFirst().code()))
                .isEqualTo("exemption CHANGED_MEANWHILE");
        assertThat(told()).contains(TaxProfile.consumer(TaxPlace.country("DE")).withExemptions(List.of(other)));
    }

    @Test
    void theSameExemptionTwiceIsOneAndABareOneIsRefusedByItsField() {
        change(profiles -> profiles.exempt(ACCOUNT, resale("ST-1", "Resale"), "billing"));
        change(profiles -> profiles.exempt(ACCOUNT, resale("ST-1", "Resale"), "billing"));

        assertThat(told().orElseThrow().exemptions()).containsExactly(resale("ST-1", "Resale"));
        assertThat(change(profiles -> profiles.exempt(ACCOUNT, resale("ST-2", " "), "billing"))
                        .<String>fold(
                                told -> "told", reasons -> reasons.getFirst().field()))
                .isEqualTo("exemption.reason");
    }

    /** Longer than what Oracle binds for a CLOB in a select, see ProfileChangeRows. */
    @Test
    void fiftyExemptionsAreKeptWithAllTheirWords() {
        List<TaxExemption> all = new ArrayList<>();
        for (int i = 0; i < TaxProfiles.MAX_EXEMPTIONS; i++) {
            all.add(resale("C-" + i + "-" + "x".repeat(90), "y".repeat(TaxExemption.MAX_TEXT)));
        }

        tell(TaxProfile.consumer(TaxPlace.country("DE")).withExemptions(all));

        String words = new TaxProfiles(database.dataSource(), HOUSE, Demo.NOON)
                .changes(ACCOUNT)
                .getFirst()
                .exemptions();
        assertThat(words.lines()).hasSize(TaxProfiles.MAX_EXEMPTIONS);
        assertThat(words).hasSizeGreaterThan(10_000);
    }

    @Test
    void whatIsNotRightIsRefusedByItsField() {
        TaxExemption bare = new TaxExemption(
                TaxPlace.country("XX"), "", " ", "", new TaxPeriod(LocalDate.parse("2026-01-01"), Optional.empty()));

        assertThat(refused(new TaxProfile(
                        new TaxPlace("Germany", "Bayern", "x".repeat(65), "y".repeat(65)),
                        CustomerType.CONSUMER,
                        "DE123456789",
                        List.of(bare))))
                .isEqualTo("place.country INVALID_COUNTRY, place.region INVALID_REGION, place.county TOO_LONG,"
                        + " place.city TOO_LONG, taxNumber INVALID_TAX_NUMBER, exemptions[0].place.country INVALID_COUNTRY,"
                        + " exemptions[0].reason REQUIRED, exemptions[0].certificate REQUIRED");
        assertThat(refused(new TaxProfile(TaxPlace.country("AT"), CustomerType.BUSINESS, "DE123456789", List.of())))
                .isEqualTo("taxNumber INVALID_TAX_NUMBER");
        assertThat(told()).contains(TaxProfile.consumer(TaxPlace.country("AT")));
    }

    private String refused(TaxProfile profile) {
        return tell(profile)
                .fold(
                        accepted -> "accepted",
                        reasons -> reasons.stream()
                                .map(reason -> reason.field() + " " + reason.code())
                                .collect(Collectors.joining(", ")));
    }

    @Test
    void thereIsNothingToTellOfAnAccountThatIsNotThere() {
        TaxProfiles profiles = new TaxProfiles(database.dataSource(), HOUSE, Demo.NOON);
        BillingAccountId nobody = new BillingAccountId("BAC-404");

        assertThat(profiles.find(nobody)).isEmpty();
        assertThat(database.inTransaction(dataSource -> new TaxProfiles(dataSource, HOUSE, Demo.NOON)
                                .tell(nobody, TaxProfile.consumer(TaxPlace.country("DE")), "billing"))
                        .<String>fold(
                                told -> "told", reasons -> reasons.getFirst().code()))
                .isEqualTo("UNKNOWN_ACCOUNT");
    }

    @Test
    void anInstallationDoesNotStartOnHalfOfItsTables(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("tax"));
        Files.writeString(folder.resolve("tax/rates.csv"), dialtone.tax.TaxRates.HEADER + "\nDE,much\n");
        Files.writeString(folder.resolve("tax/categories.csv"), "bad\n");

        assertThatThrownBy(() -> TaxReference.Tables.read(folder))
                .hasMessageContaining("tax/rates.csv:2: a line has the 12 fields")
                .hasMessageContaining("tax/categories.csv:1: the first line is offering,price,category");
    }
}

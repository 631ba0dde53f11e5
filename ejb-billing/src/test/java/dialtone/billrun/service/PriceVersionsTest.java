package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Page;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.service.InvoiceDesk;
import dialtone.ledger.service.BillingDatabase;
import dialtone.rating.service.AccountSubscriptions;
import dialtone.rating.service.AccountSubscriptions.Subscribed;
import dialtone.rating.service.Demo;
import dialtone.rating.service.PriceVersions;
import dialtone.rating.service.Tariffs;
import dialtone.usage.service.Intake;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of which version of the catalogue the prices are that an account pays, on its page and on its invoice. */
class PriceVersionsTest {

    private final BillingDatabase database = new BillingDatabase();
    private final Runs runs = new Runs(database);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        database.close();
    }

    private void placed(String version) {
        placed("ORD-1", version);
    }

    private void placed(String order, String version) {
        runs.execute(
                "INSERT INTO PRODUCT_ORDER (ORDER_ID, REQUEST_DIGEST, CUSTOMER_ID, BILLING_ACCOUNT_ID, CHANNEL, PLACED_BY,"
                        + " CATALOG_VERSION, STATE, PLACED_AT, ROW_VERSION) VALUES ('" + order
                        + "', 'x', 'CUS-1', 'BAC-1', 'TMF622', 'csr', '"
                        + version + "', 'COMPLETED', TIMESTAMP '2026-11-25 12:00:00 +00:00', 0)");
    }

    private Page<Subscribed> subscriptions(int offset) {
        return new AccountSubscriptions(database.dataSource(), new Tariffs()).ofAccount(Demo.account(1), offset, 10);
    }

    @Test
    void chargesAndUseHaveTheVersionOfTheOrderThatBroughtThem() {
        runs.account(1);
        placed("2026.11.7");
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        new Intake(database, folder).take("1,VOICE,491510000001,2026-11-25T18:00:00Z,160,4930123456");
        runs.run("2026-12-01");

        Invoice invoice = InvoiceDesk.of(database, Demo.NOON)
                .find(new InvoiceId("INV-000000001"))
                .orElseThrow();

        assertThat(new PriceVersions(database.dataSource()).of(invoice))
                .isEqualTo(Map.of(1, "2026.11.7", 2, "2026.11.7", 3, "2026.11.7"));
    }

    @Test
    void theVersionOfALineStaysWhenTheNumberIsAnotherOrdersLater() {
        runs.account(1);
        placed("2026.11.7");
        placed("ORD-2", "2026.12.1");
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        new Intake(database, folder).take("1,VOICE,491510000001,2026-11-25T18:00:00Z,160,4930123456");
        runs.run("2026-12-01");
        Demo.start(database, Demo.order(2, "491510000002"), Demo.NOON);
        // as a change to a plan whose use costs the same does it
        runs.execute("UPDATE NUMBER_ACCOUNT SET ORDER_ID = 'ORD-2' WHERE MSISDN = '" + Demo.NUMBER + "'");

        Invoice invoice = InvoiceDesk.of(database, Demo.NOON)
                .find(new InvoiceId("INV-000000001"))
                .orElseThrow();

        assertThat(new PriceVersions(database.dataSource()).of(invoice)).containsEntry(3, "2026.11.7");
    }

    @Test
    void ofAnOrderThatIsNotThereNoneIsKnown() {
        runs.account(1);
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        runs.run("2026-12-01");

        Invoice invoice = InvoiceDesk.of(database, Demo.NOON)
                .find(new InvoiceId("INV-000000001"))
                .orElseThrow();

        assertThat(new PriceVersions(database.dataSource()).of(invoice)).isEmpty();
        assertThat(subscriptions(0).rows())
                .extracting(Subscribed::catalogVersion)
                .containsOnly(Optional.empty());
    }

    @Test
    void whatIsPaidForHasItsNumberAndItsVersion() {
        runs.account(1);
        placed("2026.11.7");
        Demo.start(
                database,
                Demo.order(1, Demo.NUMBER, List.of(Demo.item("1", Demo.PLAN), Demo.item("2", Demo.DATA_ADD_ON))),
                Demo.NOON);

        assertThat(subscriptions(0).total()).isEqualTo(2);
        assertThat(subscriptions(0).rows())
                .extracting(each ->
                        each.subscription().offeringName() + " " + each.number().orElse("-") + " "
                                + each.catalogVersion().orElse("-"))
                .containsExactly("Mobile 1 " + Demo.NUMBER + " 2026.11.7", "Mobile 2 - 2026.11.7");
        assertThat(subscriptions(1).rows())
                .extracting(each -> each.subscription().itemId())
                .containsExactly("2");
    }
}

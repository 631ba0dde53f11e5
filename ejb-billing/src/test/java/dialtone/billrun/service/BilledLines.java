package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.billrun.BillRun;
import dialtone.billrun.BillRun.AccountState;
import dialtone.billrun.service.BillsOnDemand.Asked;
import dialtone.catalog.Price;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.service.InvoiceDesk;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.rating.service.Demo;
import dialtone.usage.UsageFile;
import dialtone.usage.service.Intake;
import dialtone.usage.service.ReratingDesk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;

/** Accounts with a line each, their records, the runs that bill them, and what the invoices and the books have then. */
abstract class BilledLines {

    @TempDir
    Path folder;

    @AutoClose
    final BillingDatabase database = new BillingDatabase();

    final Books books = new Books(database);
    final Runs runs = new Runs(database);
    private int files;

    /** Account 1 with 491510000001, and so on, each with the demo's plan since {@link Demo#NOON}. */
    final void lineOf(int account) {
        runs.account(account);
        Demo.start(database, Demo.order(account, "49151000000" + account), Demo.NOON);
    }

    /** The same with calls at so much a minute. */
    final void sold(int account, String perMinute) {
        sold(account, ReratingDesk.calls(perMinute));
    }

    final void sold(int account, Price.Usage calls) {
        runs.account(account);
        List<Price> prices = new ArrayList<>(Demo.PLAN);
        prices.replaceAll(price -> price.id().equals("calls") ? calls : price);
        Demo.start(database, Demo.order(account, "49151000000" + account, List.of(Demo.item("1", prices))), Demo.NOON);
    }

    /** A file with these records. */
    final UsageFile take(String... records) {
        return new Intake(database, folder.resolve("f" + ++files)).take(records);
    }

    /** A run of a cycle, by which so many accounts are billed. */
    final void bill(String on, String billedTo, int billed) {
        BillRun run = runs.on(on + "T08:00:00Z").run(billedTo);
        assertThat(runs.accounts(run, AccountState.BILLED))
                .as(database.text("SELECT MAX(REASON || ' ' || MESSAGE) FROM BILL_RUN_ACCOUNT"))
                .isEqualTo(billed);
    }

    /** A bill on demand that is asked for and made at that moment. */
    final Asked billed(String at, int account) {
        Asked asked = ask(at, account).fold(done -> done, reasons -> {
            throw new IllegalStateException(reasons.toString());
        });
        assertThat(asked.account().state()).isEqualTo(AccountState.WAITING);
        runs.on(at).round();
        return new BillsOnDemand(database.dataSource(), Demo.NOON)
                .find(asked.run().id())
                .orElseThrow();
    }

    final Outcome<Asked> ask(String at, int account) {
        return database.inTransaction(
                source -> new BillsOnDemand(source, Runs.at(at)).ask(Demo.account(account), "finance"));
    }

    final Invoice invoice(String id) {
        return InvoiceDesk.of(database, Demo.NOON).find(new InvoiceId(id)).orElseThrow();
    }

    /** {@code calls 0.09, sms 0.00}. */
    static String told(Invoice invoice) {
        return String.join(
                ", ",
                invoice.lines().stream()
                        .map(line -> line.description() + " " + line.amount().amount())
                        .toList());
    }

    /** All invoices and credit notes of an account, without tax. */
    final String net(int account) {
        return database.text(
                "SELECT CAST(SUM(NET_AMOUNT) AS NUMBER(19,2)) FROM INVOICE WHERE BILLING_ACCOUNT_ID = 'BAC-" + account
                        + "'");
    }

    static Money eur(String amount) {
        return Money.of(amount, Demo.EUR);
    }
}

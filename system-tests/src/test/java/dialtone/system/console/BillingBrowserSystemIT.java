package dialtone.system.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dialtone.load.Api;
import dialtone.load.Waiting;
import dialtone.system.DialtoneEar;
import dialtone.system.Network;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What finance sees of an account and of its use. */
class BillingBrowserSystemIT extends ConsoleBrowser {

    private static final String ORDERS = "/tmf-api/productOrderingManagement/v4/productOrder";

    @Test
    void anAccountExplainsItselfDownToTheUsageRecordOnATelephoneToo() throws IOException {
        String order = completed();
        String number = number(order);
        String now = Clock.systemUTC().instant().toString();
        JsonObject file = Api.as("billing", installation.server())
                .post(
                        "/billing/v1/usage-files?name=billing-browser_" + order + ".csv",
                        "text/csv",
                        "sequence,type,msisdn,startedAt,quantity,peer\n"
                                + order.substring(4) + "1,VOICE," + number + "," + now + ",61,4930123456\n"
                                + order.substring(4) + "2,VOICE,999000000001," + now + ",61,4930123456\n"
                                + "nonsense\n")
                .expect(201)
                .json()
                .asJsonObject();

        try (BrowserContext desk = contextOf("billing", WIDE);
                BrowserContext telephone = contextOf("billing", NARROW)) {
            Page page = desk.newPage();
            page.navigate(console("/"));
            page.locator("a.tile[href$='/billing/accounts']").click();
            page.locator("#text").fill("CUS-100005");
            page.keyboard().press("Enter");
            page.locator("tbody a").first().click();
            Locator fee = page.locator("[aria-labelledby=month-head] tbody tr")
                    .filter(new Locator.FilterOptions().setHasText(order));
            assertThat(fee.first()).containsText("Mobile M");
            Locator calls = page.locator("[aria-labelledby=month-head] > .table-wrap > table > tbody > tr")
                    .filter(new Locator.FilterOptions().setHasText("+" + number));
            calls.locator("summary").click();
            assertThat(calls.locator(".table-inner")).containsText("4930123456");
            assertThat(calls.locator(".table-inner")).containsText("1:01 min");
            assertThat(page.locator("[aria-labelledby=allowances-head]")).containsText("+" + number);
            assertThat(page.locator("[aria-labelledby=statement-head] tbody tr").first())
                    .isVisible();

            Page small = telephone.newPage();
            small.navigate(page.url());
            small.locator("summary").first().click();
            assertThat(sideways(small)).isZero();
            small.navigate(console("/billing/usage"));
            Locator row = row(small, file);
            assertThat(row.locator("[data-label=In]")).hasText("3");
            assertThat(row.locator("[data-label=Rated]")).hasText("1");
            assertThat(row.locator("[data-label=Suspended]")).hasText("1");
            assertThat(small.locator("[aria-labelledby=suspended-head]")).containsText("+999000000001");
            row.locator("[data-label=Refused] a").click();
            assertThat(small.locator("[aria-labelledby=rejects-head]")).containsText("nonsense");
            assertThat(sideways(small)).isZero();
            suspendedUseIsCorrectedAndRated(page, small, file, number);
        }
    }

    private static void suspendedUseIsCorrectedAndRated(Page page, Page small, JsonObject file, String number) {
        page.navigate(console("/billing/suspense?file=" + file.getInt("id")));
        page.locator("tbody a").first().click();
        small.navigate(page.url());
        assertThat(sideways(small)).isZero();
        page.locator("#msisdn").fill(number);
        page.locator("#recycle").click();
        assertThat(page.locator("[role=status]")).containsText("1 rated");
        assertThat(page.locator("[aria-labelledby=record-head]"))
                .containsText("Corrected msisdn from 999000000001 to " + number);
        small.navigate(page.url());
        assertThat(small.locator("[aria-labelledby=record-head]")).containsText("Tried again: rated");
        assertThat(sideways(small)).isZero();
        small.navigate(console("/billing/usage"));
        assertThat(row(small, file).locator("[data-label=Rated]")).hasText("2");
        assertThat(row(small, file).locator("[data-label=Suspended]")).hasText("0");
    }

    private static Locator row(Page page, JsonObject file) {
        return page.locator("tr", new Page.LocatorOptions().setHasText(file.getString("name")));
    }

    @Test
    void aDryRunSaysWhatACycleComesToAndStoresNoInvoiceAndOneAccountIsBilledNow() throws IOException {
        completed();
        String billedTo = LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC)
                .withDayOfMonth(1)
                .plusMonths(1)
                .toString();
        try (BrowserContext desk = contextOf("billing", WIDE);
                BrowserContext telephone = contextOf("billing", NARROW)) {
            Page page = desk.newPage();
            page.navigate(console("/billing/runs"));
            page.locator("#billed-to").fill(billedTo);
            page.locator("#begin").click();
            assertThat(page.locator("#start-content")).containsText("dry run is possible");
            page.locator("#try-out").click();
            page.waitForURL("**/billing/run?id=*");
            assertThat(page.locator(".page-title")).containsText("Completed");
            assertThat(page.locator("#progress-head")).containsText("100 %");
            page.navigate(page.url() + "&state=BILLED");
            Locator row = page.locator("tr", new Page.LocatorOptions().setHasText("BAC-100005"));
            assertThat(row).containsText("Would be billed");
            assertThat(row.locator("[data-label=Total]")).containsText("€");
            page.locator("tbody a").first().click();
            assertThat(page.locator("[aria-labelledby=bills-head]")).containsText("No bill yet");

            Page small = telephone.newPage();
            small.navigate(console("/billing/runs"));
            small.locator("a.row-link").first().click();
            assertThat(small.locator("#progress-head")).isVisible();
            assertThat(sideways(small)).isZero();
            itIsBilledNow(small);
        }
    }

    /** On the last day of a month the run of tomorrow has the same, and it is said so. */
    private static void itIsBilledNow(Page page) {
        boolean cycleEnds = LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneId.of("Europe/Berlin"))
                        .plusDays(1)
                        .getDayOfMonth()
                == 1;
        page.navigate(console("/billing/account?id=BAC-100005"));
        page.locator("[aria-labelledby=bills-head] a").first().click();
        assertThat(page.locator("#demanded")).hasValue("BAC-100005");
        assertThat(sideways(page)).isZero();
        page.locator("#bill-now").click();
        if (cycleEnds) {
            assertThat(page.locator("#demand-content")).containsText("Its cycle ends today");
            return;
        }
        page.waitForURL("**/billing/run?id=*");
        assertThat(page.locator(".page-title")).containsText("Completed");
        page.locator("tbody a", new Page.LocatorOptions().setHasText("INV-"))
                .first()
                .click();
        assertThat(page.locator("h1")).containsText("INV-");
        assertThat(sideways(page)).isZero();
    }

    @Test
    void whatWouldBeChargedIsExplainedLikeABillAndTheBooksBalance() {
        try (BrowserContext desk = contextOf("billing", WIDE);
                BrowserContext telephone = contextOf("billing", NARROW)) {
            Page page = desk.newPage();
            page.navigate(console("/billing/prices"));
            page.locator("#plan").selectOption("mobile-sim-only-m");
            page.locator("label.segment")
                    .filter(new Locator.FilterOptions().setHasText("Call Pack"))
                    .click();
            page.locator("#from").fill("2026-12-10");
            page.locator("#voice").fill("1000");
            page.locator("#calls").fill("300");
            page.locator("#data").fill("1.5");
            page.locator("button[type=submit]").click();
            Locator december = page.locator("section.estimate").first();
            assertThat(december).containsText("Bill of December 2026");
            assertThat(december).containsText("22 of 31 days of");
            assertThat(december).containsText("1000 minutes");
            assertThat(december).containsText("VAT 19 %");
            assertThat(page.locator("section.estimate")).hasCount(2);

            Page small = telephone.newPage();
            small.navigate(page.url());
            assertThat(small.locator("section.estimate").first()).isVisible();
            assertThat(sideways(small)).isZero();
            small.navigate(page.url().replace("voice=1000", "voice=many").replace("country=DE", "country=XX"));
            assertThat(small.locator(".field-error")).hasCount(2);
            assertThat(sideways(small)).isZero();

            page.navigate(console("/billing/ledger"));
            assertThat(page.locator("[aria-labelledby=balance-head]")).containsText("Debits are credits");
            assertThat(page.locator("#until")).hasValue("");
            page.locator("#until").fill("2099-01-01");
            page.locator("#ask-close").click();
            assertThat(page.locator("#close-content")).containsText("over for less than an hour");
            page.locator("#until").fill("1999-01-01");
            page.locator("#ask-close").click();
            assertThat(page.locator("#close-content")).containsText("until 31 Dec 1998, with 0 entries");
            page.locator("#keep-open").click();
            assertThat(page.locator("#until")).isVisible();
            small.navigate(console("/billing/ledger"));
            assertThat(sideways(small)).isZero();
        }
    }

    @Test
    void onePersonAsksForAnAdjustmentAndAnotherApprovesIt() {
        try (BrowserContext finance = contextOf("billing", WIDE);
                BrowserContext second = contextOf("admin", NARROW)) {
            Page page = finance.newPage();
            page.navigate(console("/billing/adjustments?account=BAC-100008"));
            page.locator("#amount").fill("-5.00");
            page.locator("#ask").click();
            assertThat(page.locator(".field-error")).hasText("A reason has 1 to 255 characters.");
            page.locator("#reason").fill("Goodwill");
            page.locator("#ask").click();
            Locator row = page.locator("[aria-labelledby=list-head] tbody tr").first();
            assertThat(row).containsText("Waits for approval");
            assertThat(row.locator("button")).hasCount(1);

            Page approval = second.newPage();
            approval.navigate(console("/billing/adjustments?account=BAC-100008&state=ASKED"));
            assertThat(sideways(approval)).isZero();
            approval.locator("tbody button").first().click();
            assertThat(approval.locator(".notice-good")).containsText("is posted");
            approval.navigate(console("/billing/account?id=BAC-100008"));
            assertThat(approval.locator("[aria-labelledby=adjustments-head]")).containsText("Posted");
            assertThat(sideways(approval)).isZero();
        }
    }

    @Test
    void useIsRatedAgainByACorrectedPriceWhenAnotherOneApproves() throws IOException {
        completed();
        String month = LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC)
                .toString()
                .substring(0, 7);
        try (BrowserContext finance = contextOf("billing", WIDE);
                BrowserContext second = contextOf("admin", NARROW)) {
            Page page = finance.newPage();
            page.navigate(console("/billing/prices"));
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Re-ratings"))
                    .click();
            page.locator("#price").selectOption("mobile-sim-only-m/voice-overage");
            page.locator("#from").fill(month);
            page.locator("#to").fill(month);
            page.locator("#ask").click();
            assertThat(page.locator(".field-error")).hasText("A reason has 1 to 255 characters.");
            page.locator("#reason").fill("Misprint");
            page.locator("#ask").click();
            page.waitForURL("**/billing/rerating?id=*");
            assertThat(page.locator(".page-title")).containsText("Waits for approval");
            assertThat(page.locator("#approve")).hasCount(0);

            Page approval = second.newPage();
            approval.navigate(page.url());
            assertThat(sideways(approval)).isZero();
            approval.locator("#approve").click();
            assertThat(approval.locator(".page-title")).containsText("Posted");
            assertThat(approval.locator("#progress-head")).containsText("100 %");
            assertThat(sideways(approval)).isZero();
            approval.navigate(console("/billing/reratings"));
            assertThat(approval.locator("tbody tr").first()).containsText("voice-overage");
            assertThat(sideways(approval)).isZero();
        }
    }

    @Test
    void aSeriesOfCouponsIsMadeLookedUpAndStopped() {
        try (BrowserContext finance = contextOf("billing", NARROW)) {
            Page page = finance.newPage();
            page.navigate(console("/billing/coupons"));
            page.locator("#count").fill("0");
            page.locator("#make").click();
            assertThat(page.locator(".field-error")).containsText("1 to 500 codes");
            page.locator("#count").fill("2");
            page.locator("#make").click();
            assertThat(page.locator(".notice-good")).containsText("is made");
            String code =
                    page.locator("#codes").textContent().lines().findFirst().orElseThrow();
            page.locator("#code").fill(code);
            page.locator("#look").click();
            assertThat(page.locator("#looked")).containsText("No order has used it.");
            assertThat(sideways(page)).isZero();
            page.locator("tbody tr").first().locator("button").click();
            page.locator("#stop").click();
            assertThat(page.locator(".notice-good")).containsText("is stopped");
            assertThat(page.locator("tbody tr").first()).containsText("Stopped");
            assertThat(sideways(page)).isZero();
        }
    }

    @Test
    void theDeskSeesWhatLinesOfAnAccountShare() {
        try (BrowserContext desk = contextOf("csr", NARROW)) {
            Page page = desk.newPage();
            page.navigate(console("/desk/shared-allowances?id=BAC-100009"));
            assertThat(page.locator("#live")).containsText("Nothing is shared");
            assertThat(sideways(page)).isZero();
        }
    }

    @Test
    void aTaxProfileIsToldAndWhoToldItIsShown() {
        try (BrowserContext finance = contextOf("billing", NARROW)) {
            Page page = finance.newPage();
            page.navigate(console("/billing/account?id=BAC-100009"));
            assertThat(page.locator("[aria-labelledby=tax-head]")).containsText("nothing else was told");
            page.locator("[aria-labelledby=tax-head] a").click();
            page.locator("#type").selectOption("BUSINESS");
            page.locator("#country").fill("AT");
            page.locator("#taxNumber").fill("nonsense");
            page.locator("#save").click();
            assertThat(page.locator(".field-error")).containsText("no tax number of this form");
            page.locator("#taxNumber").fill("ATU12345678");
            page.locator("#save").click();
            assertThat(page.locator(".notice-good")).isVisible();
            assertThat(page.locator("[aria-labelledby=changes-head]")).containsText("Business in AT, ATU12345678");
            assertThat(sideways(page)).isZero();
            page.navigate(console("/billing/account?id=BAC-100009"));
            assertThat(page.locator("[aria-labelledby=tax-head]")).containsText("by billing");
            assertThat(sideways(page)).isZero();
        }
    }

    @Test
    void anAccountJoinsAnotherOneWhichPaysAndTheAccountsPageShowsTheTree() {
        try (BrowserContext finance = contextOf("billing", NARROW)) {
            Page page = finance.newPage();
            page.navigate(console("/billing/account?id=BAC-100008"));
            assertThat(page.locator("[aria-labelledby=family-head]")).containsText("It belongs to no account");
            page.locator("[aria-labelledby=family-head] a").click();
            page.locator("#parent").fill("BAC-100008");
            page.locator("#from").fill("2199-01-01");
            page.locator("#join").click();
            assertThat(page.locator(".field-error")).containsText("BAC-100008 would be above itself");
            page.locator("#parent").fill("BAC-100009");
            page.locator("#from")
                    .fill(LocalDate.now(Clock.systemUTC()).minusDays(1).toString());
            page.locator("#join").click();
            assertThat(page.locator(".notice-good")).containsText("It belongs to BAC-100009");
            assertThat(page.locator("[aria-labelledby=tree-head]")).containsText("paid for by BAC-100009");
            assertThat(page.locator("[aria-labelledby=rows-head] .badge")).hasText("Holds");
            assertThat(sideways(page)).isZero();
            page.navigate(console("/billing/account?id=BAC-100009"));
            assertThat(page.locator("[aria-labelledby=family-head]")).containsText("BAC-100008");
            assertThat(sideways(page)).isZero();
        }
    }

    @Test
    void pricesAreAgreedWithAnAccountAndThePageShowsThem() {
        LocalDate month = LocalDate.now(Clock.systemUTC()).plusMonths(1).withDayOfMonth(1);
        try (BrowserContext finance = contextOf("billing", NARROW)) {
            Page page = finance.newPage();
            page.navigate(console("/billing/account?id=BAC-100010"));
            page.locator("[aria-labelledby=subscriptions-head] a").first().click();
            assertThat(page.locator("[aria-labelledby=rows-head]")).containsText("Nothing is agreed with it.");
            page.locator("#price").selectOption("mobile-sim-only-m|voice-overage");
            page.locator("#amount").fill("0.05");
            page.locator("#from").fill(month.plusDays(1).toString());
            page.locator("#reason").fill("Framework contract 4711");
            page.locator("#agree").click();
            assertThat(page.locator(".field-error")).containsText("it is the first of one");
            page.locator("#from").fill(month.toString());
            page.locator("#agree").click();
            assertThat(page.locator(".notice-good")).containsText("Nothing was charged before that it changes.");
            assertThat(page.locator("[aria-labelledby=rows-head] tbody tr")).containsText("0.05 EUR per minute");
            assertThat(page.locator("[aria-labelledby=rows-head] tbody tr")).containsText("To come");
            page.locator("#price").selectOption("mobile-sim-only-m|monthly-fee");
            page.locator("#amount").fill("15.90");
            page.locator("#from").fill(month.plusDays(9).toString());
            page.locator("#reason").fill("Framework contract 4711");
            page.locator("#agree").click();
            assertThat(page.locator("[aria-labelledby=rows-head] tbody tr")).hasCount(2);
            assertThat(sideways(page)).isZero();
            page.navigate(console("/billing/account?id=BAC-100010"));
            page.locator("[aria-labelledby=subscriptions-head] a:has-text('Spending limits')")
                    .click();
            page.locator("#limit").selectOption("all-lines|");
            page.locator("#amount").fill("a lot");
            page.locator("#choose").click();
            assertThat(page.locator(".field-error")).containsText("An amount is written like 50.00.");
            page.locator("#amount").fill("40");
            page.locator("#choose").click();
            assertThat(page.locator(".notice-good")).containsText("Noted, from this month on.");
            assertThat(page.locator("#spending")).containsText("€40.00");
            assertThat(sideways(page)).isZero();
        }
    }

    private static int sideways(Page page) {
        return (Integer) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    private static String completed() throws IOException {
        Api csr = Api.as("csr", installation.server());
        String order = csr.post(
                        ORDERS,
                        "application/json",
                        Files.readString(DialtoneEar.repository().resolve("samples/mobile-order.json"))
                                .replace("100001", "100005"))
                .expect(201)
                .json()
                .asJsonObject()
                .getString("id");
        Waiting.until(
                order + " to be completed",
                Duration.ofSeconds(90),
                () -> csr.get(ORDERS + "/" + order).body().contains("\"state\":\"completed\""),
                () -> csr.get("/ops/v1/orders/" + order + "/plan").body());
        return order;
    }

    private static String number(String order) {
        return new Network(installation.simulator())
                .entitiesOf(order).stream()
                        .filter(entity -> entity.element().equals("hlr"))
                        .map(entity -> entity.document().getString("msisdn"))
                        .findFirst()
                        .orElseThrow();
    }
}

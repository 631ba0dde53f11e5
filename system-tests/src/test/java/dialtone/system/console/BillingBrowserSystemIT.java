package dialtone.system.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
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
            assertThat(calls.locator(".table-inner")).containsText("61 seconds");
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
        assertThat(small.locator("[aria-labelledby=record-head]")).containsText("It is rated");
        assertThat(sideways(small)).isZero();
        small.navigate(console("/billing/usage"));
        assertThat(row(small, file).locator("[data-label=Rated]")).hasText("2");
        assertThat(row(small, file).locator("[data-label=Suspended]")).hasText("0");
    }

    private static Locator row(Page page, JsonObject file) {
        return page.locator("tr", new Page.LocatorOptions().setHasText(file.getString("name")));
    }

    @Test
    void aDryRunSaysWhatACycleComesToAndStoresNoInvoice() throws IOException {
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

package dialtone.system.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dialtone.load.Api;
import dialtone.load.Waiting;
import dialtone.system.DialtoneEar;
import dialtone.system.Network;
import dialtone.system.ProcessVersions;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An order that is moved to another process version by hand. */
class ProcessVersionsBrowserSystemIT extends ConsoleBrowser {

    private static final String ORDERS = "/tmf-api/productOrderingManagement/v4/productOrder";

    @AfterEach
    void allIsAsItWas() throws Exception {
        new Network(installation.simulator()).behaveWell();
        new ProcessVersions(installation).theHouses();
    }

    @Test
    void operationsSeeWhatAMoveWouldDoAndMoveAnOrderOnATelephone() throws Exception {
        ProcessVersions versions = new ProcessVersions(installation);
        int former = versions.newest();
        new Network(installation.simulator())
                .behave("sim", "{\"mode\": \"REFUSE\", \"operation\": \"activateSim\", \"remaining\": 1}");
        String order = inFallout();
        int next = versions.another();
        try (BrowserContext desk = contextOf("ops", WIDE);
                BrowserContext telephone = contextOf("ops", NARROW)) {
            Page page = desk.newPage();
            page.navigate(console("/operations/versions"));
            page.locator("tr", new Page.LocatorOptions().setHasText("Order fulfilment"))
                    .filter(new Locator.FilterOptions().setHasText("v" + former))
                    .getByRole(AriaRole.LINK)
                    .first()
                    .click();
            assertThat(page.locator("#dry-run-head")).hasText("All orders off Order fulfilment v" + former);
            assertThat(page.locator("#movable")).containsText("fallout task");

            Page small = telephone.newPage();
            small.navigate(console("/operations/versions"));
            small.locator("#order").fill(order);
            small.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Can it be moved?"))
                    .click();
            assertThat(small.locator("#movable")).containsText("1 order can be moved just now.");
            small.locator("#move").click();
            assertThat(small.locator("#dry-run .field-error")).hasText("Say why, for those who read it later.");
            small.locator("#reason").fill("the loop of version " + former);
            small.locator("#move").click();
            assertThat(small).hasURL(Pattern.compile(".*/operations/move\\?id=MOV-\\d+"), within());
            assertThat(small.locator("tbody tr .badge")).hasText("Moved", visibleWithin());
            assertThat(small.locator("tbody tr")).containsText("v" + next);
            assertThat(small.locator(".page-title .badge")).hasText("None waits", visibleWithin());
            page.navigate(small.url());
            page.navigate(console("/operations/versions?order=" + order));
            assertThat(page.locator("#kept")).containsText(order);
        }
        Waiting.until(
                order + " to be completed",
                Duration.ofSeconds(90),
                () -> csr().get(ORDERS + "/" + order).body().contains("\"state\":\"completed\""),
                () -> csr().get("/ops/v1/orders/" + order + "/plan").body());
    }

    /** An order that waits for a person, since the SIM vendor says no once. */
    private static String inFallout() throws IOException {
        String order = csr().post(
                        ORDERS,
                        "application/json",
                        Files.readString(DialtoneEar.repository().resolve("samples/mobile-order.json")))
                .expect(201)
                .json()
                .asJsonObject()
                .getString("id");
        Api ops = Api.as("ops", installation.server());
        Waiting.until(
                order + " to wait for a decision",
                Duration.ofSeconds(90),
                () -> ops.get("/ops/v1/fallout-tasks?orderId=" + order).body().contains(order),
                () -> csr().get("/ops/v1/orders/" + order + "/plan").body());
        return order;
    }

    private static Api csr() {
        return Api.as("csr", installation.server());
    }
}

package dialtone.system.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dialtone.load.Api;
import dialtone.load.Waiting;
import dialtone.system.Network;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What operations do in a browser when the network fails or is late. */
class OperationsBrowserSystemIT extends ConsoleBrowser {

    @Test
    void operationsLimitAnElementAndPutItIntoMaintenanceAndTakeItOutAgain() {
        try (BrowserContext operations = context(WIDE)) {
            Page page = signIn(operations, "ops");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Network elements"))
                    .click();
            Locator device = page.locator("#list tbody tr", new Page.LocatorOptions().setHasText("Device"));
            assertThat(device.locator(".badge")).hasText("In service");
            Locator unreachable = page.locator("tr", new Page.LocatorOptions().setHasText("MAP 27"));
            assertThat(unreachable).isHidden();
            page.locator("summary", new Page.LocatorOptions().setHasText("HLR")).click();
            assertThat(unreachable).isVisible();
            assertThat(unreachable).containsText("after 5 min, 12 times");

            limits(page, "Device");
            page.locator("#callsPerSecond").fill("many");
            page.locator("#concurrentCalls").fill("4");
            page.locator("#maintenanceReason").fill("new boards");
            page.locator("#save-limits").click();
            assertThat(field(page, "callsPerSecond")).containsText("Enter a whole number");
            page.locator("#callsPerSecond").fill("20");
            page.locator("#save-limits").click();
            assertThat(field(page, "maintenanceUntil")).containsText("Say until when");
            assertThat(field(page, "maintenanceReason")).containsText(ZONE);
            page.locator("#maintenanceUntil").fill(inAnHour());
            page.locator("#save-limits").click();
            assertThat(page.getByRole(AriaRole.STATUS)).hasText("The limits of Device are set.");
            assertThat(device.locator(".badge")).hasText("Maintenance");
            assertThat(device).containsText("new boards");
            assertThat(device).containsText("0 of 20");

            limits(page, "Device");
            assertThat(page.locator("#dialog-content")).containsText("ops");
            assertThat(page.locator("#callsPerSecond")).hasValue("20");
            page.locator("#end-maintenance").click();
            assertThat(device.locator(".badge")).hasText("In service");
            assertThat(device).containsText("0 of 4");
        }
    }

    @Test
    void whoWorksByKeyboardGoesOnWhereTheDialogWasOpened() {
        try (BrowserContext operations = contextOf("ops", WIDE)) {
            Page page = operations.newPage();
            page.navigate(console("/operations/elements"));
            Locator opener =
                    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Limits of Voicemail"));
            Locator dialog = page.getByRole(AriaRole.DIALOG);
            opener.focus();
            page.keyboard().press("Enter");
            assertThat(dialog.locator(":focus")).isVisible();
            page.keyboard().press("Escape");
            assertThat(dialog).isHidden();
            assertThat(opener).isFocused();

            page.keyboard().press("Enter");
            assertThat(page.locator("#callsPerSecond")).isFocused();
            page.locator("#save-limits").focus();
            page.keyboard().press("Enter");
            assertThat(dialog).isHidden();
            // its row has been written anew
            assertThat(opener).isFocused();
        }
    }

    @Test
    void operationsDecideAllThatAFilterMeansAndFollowTheBatchOnATelephone() {
        String order = refusedBySimVendor();
        try (BrowserContext operations = context(NARROW)) {
            Page page = signIn(operations, "ops");
            Locator row = page.locator("#list tbody tr", new Page.LocatorOptions().setHasText(order));
            Waiting.until(
                    order + " to wait for a decision",
                    Duration.ofSeconds(90),
                    () -> {
                        page.navigate(console("/operations/fallout?orderId=" + order));
                        return row.count() == 1;
                    },
                    page::content);
            assertThat(page.locator("#list h2")).hasText("1 task");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Take"))
                    .click();
            assertThat(page.getByRole(AriaRole.STATUS)).hasText("Activate SIM of " + order + " is yours now.");
            assertThat(row).containsText("Yours");
            page.locator("#decide-all").click();
            page.locator("#resubmit-all").click();
            assertThat(page.locator("#batch-content")).containsText("Say why");
            page.locator("#reason").fill("the vendor is back");
            page.locator("#resubmit-all").click();
            assertThat(page).hasURL(Pattern.compile(".*/operations/batch\\?id=FBA-\\d+"), within());
            assertThat(page.locator(".page-title .badge")).hasText("All decided", visibleWithin());
            assertThat(page.locator("tbody tr .badge")).hasText("Completed", visibleWithin());
            assertThat(page.locator("#retried")).hasText("1 of 1");
            assertThat(page.locator("tbody tr")).containsText(order);
            assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isEqualTo(0);
            page.navigate(console("/operations/fallout?orderId=" + order));
            assertThat(page.locator(".empty")).containsText("No task matches");
            page.navigate(console("/operations/batches"));
            assertThat(page.locator("tbody tr").first()).containsText("Resubmit 1 task");
        }
    }

    @Test
    void oneAsksToSkipAStepAndAnotherApprovesOnATelephone() {
        new Network(installation.simulator()).behave("device", "{\"mode\": \"REFUSE\", \"remaining\": 1}");
        String order = placed(
                "mobile-sim-only-m\"}}, {\"id\": \"2\", \"action\": \"add\", \"product\": {\"productCharacteristic\":"
                        + " [{\"name\": \"deviceColour\", \"value\": \"sage\"}]}, \"productOffering\": {\"id\": \"handset-fairline-5",
                100001);
        try (BrowserContext operations = context(WIDE);
                BrowserContext telephone = context(NARROW)) {
            Page page = signIn(operations, "ops");
            Locator row = page.locator("#list tbody tr", new Page.LocatorOptions().setHasText(order));
            Waiting.until(
                    order + " to wait for a decision",
                    Duration.ofSeconds(90),
                    () -> {
                        page.navigate(console("/operations/fallout?orderId=" + order));
                        return row.count() == 1;
                    },
                    page::content);
            decide(page);
            page.getByText("With a second person").click();
            page.locator("#ask-by-hand").click();
            assertThat(page.locator("#dialog-content .field-error").first()).isVisible();
            page.locator("#note").fill("the line works without it");
            page.locator("#ask-skip").click();
            assertThat(page.getByRole(AriaRole.STATUS))
                    .hasText("Activate device of " + order + " waits for a second person.");
            assertThat(row).containsText("ops asks to skip it");
            decide(page);
            assertThat(page.locator("#approve")).hasCount(0);

            Page second = signIn(telephone, "admin");
            second.navigate(console("/operations/fallout?orderId=" + order));
            decide(second);
            assertThat(second.locator("#dialog-content")).containsText("ops asks to skip it");
            assertThat(second.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isEqualTo(0);
            second.locator("#approve").click();
            assertThat(second.getByRole(AriaRole.STATUS)).containsText("is decided as ops has asked");
            second.navigate(console("/orders/order?id=" + order));
            assertThat(second.locator(".page-title .badge")).hasText("Completed", visibleWithin());
            assertThat(second.locator(".line-step")
                            .filter(new Locator.FilterOptions().setHasText("Skipped by ops, approved by admin")))
                    .hasCount(1);
            theHandsetIsExchanged(second, order);
        }
    }

    /** On the same telephone, for one that is activated. */
    private static void theHandsetIsExchanged(Page page, String order) {
        page.getByText("Another handset", new Page.GetByTextOptions().setExact(true))
                .click();
        page.locator("#do-change").click();
        assertThat(page.locator("#change-refused")).containsText("Choose a handset.");
        Locator offers = page.locator("#changing .option");
        offers.filter(new Locator.FilterOptions().setHasText("Pebble 2")).click();
        assertThat(page.locator("#change-refused")).containsText("does not take the line's SIM");
        offers.filter(new Locator.FilterOptions().setHasText("Fairline 5 by the month, Black"))
                .click();
        assertThat(page.locator("#change-told")).containsText("18.90 a month");
        assertThat(page.locator("#change-told")).containsText("first payment");
        assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo(0);
        page.locator("#do-change").click();
        assertThat(page).not().hasURL(Pattern.compile(".*id=" + order), within());
        assertThat(page.locator(".page-title .badge")).hasText("Completed", visibleWithin());
        assertThat(page.locator("section[aria-labelledby=items-head]")).containsText("In place of Fairline 5.");
    }

    @Test
    void operationsCorrectWhatTheNetworkHasRefusedOnATelephone() {
        String typed = "89049032000000000000000000000017";
        String meant = "89049032000000000000000000000071";
        new Network(installation.simulator())
                .behave(
                        "smdp",
                        "{\"mode\": \"REFUSE\", \"operation\": \"downloadOrder\", \"match\": \"" + typed + "\"}");
        String order = placed(
                100001,
                "{\"id\": \"1\", \"action\": \"add\", \"product\": {\"productCharacteristic\":"
                        + " [{\"name\": \"eid\", \"value\": \"" + typed
                        + "\"}]}, \"productOffering\": {\"id\": \"mobile-sim-only-m\"}}");
        try (BrowserContext operations = context(NARROW)) {
            Page page = signIn(operations, "ops");
            Locator row = page.locator("#list tbody tr", new Page.LocatorOptions().setHasText(order));
            Waiting.until(
                    order + " to wait for a decision",
                    Duration.ofSeconds(90),
                    () -> {
                        page.navigate(console("/operations/fallout?element=smdp&orderId=" + order));
                        return row.count() == 1;
                    },
                    page::content);
            assertThat(row).containsText("SM-DP+");
            decide(page);
            page.locator("#correction summary").click();
            Locator eid = page.getByLabel("EID of the telephone");
            assertThat(eid).hasValue(typed);
            eid.fill("8904");
            page.locator("#correct").click();
            assertThat(page.locator("#dialog-content")).containsText("Say why it is corrected");
            page.locator("#note").fill("Two digits were the other way round.");
            page.locator("#correct").click();
            assertThat(page.locator("#dialog-content"))
                    .containsText("8904 does not have the right form. It has 32 digits");
            assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isEqualTo(0);
            eid.fill(meant);
            page.locator("#correct").click();
            assertThat(page.getByRole(AriaRole.STATUS))
                    .hasText("Order eSIM profile of " + order + " is tried again with what was corrected.");
            page.navigate(console("/orders/order?id=" + order));
            assertThat(page.locator(".page-title .badge")).hasText("Completed", visibleWithin());
            assertThat(page.locator("section:has(#revisions-head)"))
                    .containsText("Corrected: Two digits were the other way round.");
        } finally {
            new Network(installation.simulator()).behave("smdp", "{\"mode\": \"NORMAL\"}");
        }
    }

    private static void decide(Page page) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Decide").setExact(true))
                .click();
        assertThat(page.locator("#note")).isVisible();
    }

    /** The installation's catalogue is impatient: red after seconds. */
    @Test
    void aLateOrderIsSeenAsGraphAndTimeLineAndIsSeenTo() {
        Api ops = Api.as("ops", installation.server());
        String limits = "/ops/v1/elements/policy/limits";
        try (BrowserContext operations = context(WIDE)) {
            Instant end = Clock.systemUTC().instant().plus(1, ChronoUnit.HOURS);
            ops.put(
                            limits,
                            "application/json",
                            "{\"maintenance\": {\"until\": \"" + end + "\", \"reason\": \"new boards\"}}")
                    .expect(200);
            String order = placed("mobile-sim-only-m", 100010);
            Page page = signIn(operations, "ops");
            page.navigate(console("/orders/order?id=" + order));
            assertThat(page.locator(".lead-badge")).hasText("Red", visibleWithin());
            assertThat(page.locator(".notice-bad")).containsText("policy is in maintenance");
            assertThat(page.locator(".graph .node-critical")).hasCount(10);
            assertThat(page.locator(".gantt-row")).hasCount(10);
            assertThat(page.locator(".gantt-row .badge").first()).hasText("Red");
            aLateOrderIsSeenOnATelephone(order);
            aLateOrderIsSeenTo(page, order);

            ops.put(limits, "application/json", "{}").expect(200);
            page.navigate(console("/orders/order?id=" + order));
            assertThat(page.locator(".page-title .badge")).hasText("Completed", visibleWithin());
            assertThat(page.locator(".lead-badge")).hasCount(0);
        } finally {
            ops.put(limits, "application/json", "{}").expect(200);
        }
    }

    private static void aLateOrderIsSeenOnATelephone(String order) {
        try (BrowserContext telephone = context(NARROW)) {
            Page page = signIn(telephone, "csr");
            page.navigate(console("/orders/order?id=" + order));
            assertThat(page.locator(".graph .node").first()).isVisible();
            assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isEqualTo(0);
            page.navigate(console("/orders/list?jeopardy=LATE"));
            assertThat(page.locator("tbody tr", new Page.LocatorOptions().setHasText(order)))
                    .containsText("Red");
        }
    }

    private static void aLateOrderIsSeenTo(Page page, String order) {
        page.navigate(console("/"));
        assertThat(page.locator(".tile", new Page.LocatorOptions().setHasText("Late orders")))
                .containsText("red");
        page.navigate(console("/operations/jeopardy"));
        Locator task = page.locator("tbody tr", new Page.LocatorOptions().setHasText(order));
        task.locator(".button").click();
        page.locator("#see-to").click();
        assertThat(page.locator("#dialog-content .field-error")).containsText("Say what is being done");
        page.locator("#note").fill("The vendor changes the boards.");
        page.locator("#see-to").click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("Order " + order + " is seen to.");
        assertThat(task).hasCount(0);
    }

    /** An order that waits for a person, since the SIM vendor says no once. */
    private static String refusedBySimVendor() {
        new Network(installation.simulator())
                .behave("sim", "{\"mode\": \"REFUSE\", \"operation\": \"activateSim\", \"remaining\": 1}");
        return placed("mobile-sim-only-m", 100001);
    }

    /** An order for a demo customer, as it comes in over TMF622. */
    private static String placed(String offering, int customer) {
        return placed(
                customer, "{\"id\": \"1\", \"action\": \"add\", \"productOffering\": {\"id\": \"" + offering + "\"}}");
    }

    private static String placed(int customer, String items) {
        return Api.as("csr", installation.server())
                .post(
                        "/tmf-api/productOrderingManagement/v4/productOrder",
                        "application/json",
                        "{\"relatedParty\": [{\"id\": \"CUS-" + customer + "\", \"role\": \"customer\"}],"
                                + " \"productOrderItem\": [" + items + "]}")
                .expect(201)
                .json()
                .asJsonObject()
                .getString("id");
    }

    private static void limits(Page page, String element) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Limits of " + element))
                .click();
        assertThat(page.locator("#save-limits")).isVisible();
        // a dialog that has opened puts the cursor into its first field, also out of another that is being typed into
        assertThat(page.locator("#callsPerSecond")).isFocused();
    }

    /** As the browser writes a time, on its own clock. */
    private static String inAnHour() {
        return LocalDateTime.ofInstant(Clock.systemUTC().instant(), ZoneId.of(ZONE))
                .plusHours(1)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }
}

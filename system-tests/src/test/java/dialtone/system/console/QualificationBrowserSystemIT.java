package dialtone.system.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dialtone.load.Api;
import dialtone.system.Network;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A CSR asks before he orders, sees what speaks against it where it can be mended, and takes what would do with a click. */
class QualificationBrowserSystemIT extends ConsoleBrowser {

    private static final String ADA = "CUS-100001";

    /** Where there is no coverage. */
    private static final String INES = "CUS-100009";

    @Test
    void whatSpeaksAgainstAnOrderIsShownWhereItCanBeMendedAndAClickTakesWhatWouldDo() {
        try (BrowserContext desk = contextOf("csr", NARROW)) {
            Page page = desk.newPage();
            page.navigate(console("/desk/new-order?customer=" + INES));
            choose(page, "#offering-step", "Mobile L");
            choose(page, "#options", "Pebble 2");
            page.locator("#check").click();
            assertThat(page.locator("#summary .notice")).containsText("4 things speak against it.");
            assertThat(page.locator("#customer-step .finding")).containsText("There is no coverage");
            assertThat(page.locator("#offering-step .finding")).hasCount(1);
            assertThat(page.locator("#offering-step .finding")).containsText("does not take a SIM of type esim");
            assertThat(page.locator("#options .finding")).hasCount(2);
            assertThat(page.locator("#options .finding").first()).containsText("cannot run network profile");
            assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isEqualTo(0);

            page.locator("#options .finding")
                    .first()
                    .getByRole(
                            AriaRole.BUTTON,
                            new Locator.GetByRoleOptions().setName("Fairline 5").setExact(true))
                    .click();
            assertThat(page.locator(".finding")).hasCount(0);
            assertThat(page.locator("#summary .notice")).hasCount(0);
            assertThat(page.locator("#summary")).containsText("449");
            page.locator("#check").click();
            assertThat(page.locator("#summary .notice")).containsText("One thing speaks against it.");

            page.locator("#place").click();
            assertThat(page).hasURL(Pattern.compile(".*/orders/order\\?id=ORD-\\d+"), within());
            assertThat(page.locator(".page-title .badge")).hasText("Rejected", visibleWithin());
            assertThat(page.locator("section[aria-labelledby=checks-head]"))
                    .containsText("An address that the network reaches.");
        }
    }

    @Test
    void whatACustomerMayHaveIsSaidSo() {
        try (BrowserContext desk = contextOf("csr", WIDE)) {
            Page page = desk.newPage();
            page.navigate(console("/desk/new-order"));
            page.locator("#check").click();
            assertThat(page.locator("#customer-step .field-error")).hasText("Choose a customer, or create one.");
            page.navigate(console("/desk/new-order?customer=" + ADA));
            choose(page, "#offering-step", "Mobile M");
            page.locator("#check").click();
            assertThat(page.locator("#summary .notice")).containsText("The customer may have it.");
            choose(page, "#offering-step", "Mobile S");
            assertThat(page.locator("#summary .notice")).hasCount(0);
        }
    }

    @Test
    void whatIsTypedInWrongIsAnsweredInTheWordsThatStandBelowTheField() {
        try (BrowserContext desk = contextOf("csr", NARROW)) {
            Page page = desk.newPage();
            page.navigate(console("/desk/new-order?customer=" + ADA));
            choose(page, "#offering-step", "Mobile M");
            Locator field =
                    page.locator(".field").filter(new Locator.FilterOptions().setHasText("Number that is wanted"));
            assertThat(field.locator(".hint")).containsText("It has 7 to 15 digits");
            field.locator("input").fill("12ab");
            page.locator("#check").click();
            assertThat(field.locator(".field-error"))
                    .containsText("12ab does not have the right form. It has 7 to 15 digits");
            assertThat(page.locator("#options, #offering-step").first()).not().containsText("[0-9]");
            noScrolling(page);
        }
    }

    @Test
    void whatMayNotBeLeftYetIsSaidBeforeItIsOrderedAndTheElementsShowTheirRoom() {
        Network network = new Network(installation.simulator());
        network.limit("hlr", Optional.of(1_000_000));
        try (BrowserContext desk = contextOf("csr", NARROW);
                BrowserContext operations = contextOf("ops", NARROW)) {
            String order = Api.as("csr", installation.server())
                    .post("/tmf-api/productOrderingManagement/v4/productOrder", "application/json", """
                            {"relatedParty": [{"id": "CUS-100001", "role": "customer"}], "productOrderItem": [
                              {"id": "1", "action": "add", "productOffering": {"id": "mobile-sim-only-m"}},
                              {"id": "2", "action": "add", "productOffering": {"id": "mobile-bound"}}]}
                            """)
                    .expect(201)
                    .json()
                    .asJsonObject()
                    .getString("id");
            Page page = desk.newPage();
            page.navigate(console("/orders/order?id=" + order));
            assertThat(page.locator(".page-title .badge")).hasText("Completed", visibleWithin());
            theEndIsOfferedForTheDayFromWhichItMayBe(page, order);

            network.limit("policy", Optional.of(0));
            page.navigate(console("/desk/new-order?customer=" + ADA));
            choose(page, "#offering-step", "Mobile M");
            assertThat(page.locator("#options")).containsText("At least 6 months, and not to be ended before");
            page.locator("#check").click();
            assertThat(page.locator("#offering-step .finding"))
                    .containsText("Network element policy has no room for it");

            Page elements = operations.newPage();
            elements.navigate(console("/operations/elements"));
            assertThat(row(elements, "HLR")).containsText("of 1000000");
            assertThat(row(elements, "Policy")).containsText("Full");
            assertThat(row(elements, "Charging").locator("[data-label='Places taken']"))
                    .hasCount(0);
            noScrolling(elements);
        } finally {
            network.limit("hlr", Optional.empty());
            network.limit("policy", Optional.empty());
        }
    }

    private static void theEndIsOfferedForTheDayFromWhichItMayBe(Page page, String order) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("End this").setExact(true))
                .click();
        assertThat(page.locator("#ending .notice")).containsText("may not be left before. Order it for");
        LocalDate free = LocalDate.now(Clock.system(ZoneId.of("Europe/Berlin"))).plusMonths(6);
        assertThat(page.locator("#end-date")).hasValue(free.toString());
        assertThat(page.locator("#ending")).containsText("costs nothing");
        noScrolling(page);
        page.locator("#end-from").selectOption("at-once");
        assertThat(page.locator("#end-told .field-error")).containsText("may not be left before");
        assertThat(page.locator("#do-end")).hasCount(0);
        assertThat(page.locator("#end-told")).not().containsText("costs nothing");
        page.locator("#end-from").selectOption("on-date");
        assertThat(page.locator("#end-date")).hasValue(free.toString());
        page.locator("#ending .dialog-actions .button-quiet").click();

        theAddOnsAskForTheTermToo(page, free);
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("End this").setExact(true))
                .click();
        page.locator("#do-end").click();
        assertThat(page).not().hasURL(Pattern.compile(".*id=" + order), within());
        assertThat(page.locator(".page-title .badge")).hasText("Acknowledged", visibleWithin());
    }

    /** Ticked, what is bound is refused, with its day at hand; on that day it may end. */
    private static void theAddOnsAskForTheTermToo(Page page, LocalDate free) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Add-ons").setExact(true))
                .click();
        String url = page.url();
        page.locator("#adding input[type=checkbox]").first().check();
        assertThat(page.locator("#add-refused .field-error")).containsText("may not be left before. Order it for");
        assertThat(page.locator("#add-told")).not().containsText("Ends");
        page.locator("#do-add").click();
        assertThat(page.locator("#add-refused .field-error")).containsText("may not be left before");
        assertThat(page).hasURL(url);
        page.locator("#add-from").selectOption("on-date");
        assertThat(page.locator("#add-date")).hasValue(free.toString());
        assertThat(page.locator("#add-told")).containsText("Ends");
        noScrolling(page);
        page.locator("#adding .dialog-actions .button-quiet").click();
    }

    private static Locator row(Page page, String element) {
        return page.locator("#list tbody tr")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator(".cell-title .strong", new Page.LocatorOptions().setHasText(element))));
    }

    private static void noScrolling(Page page) {
        assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo(0);
    }

    private static void choose(Page page, String step, String name) {
        page.locator(step + " .option")
                .filter(new Locator.FilterOptions().setHasText(name))
                .first()
                .click();
    }
}

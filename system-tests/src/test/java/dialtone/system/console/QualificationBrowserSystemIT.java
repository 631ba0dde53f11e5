package dialtone.system.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
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

    private static void choose(Page page, String step, String name) {
        page.locator(step + " .option")
                .filter(new Locator.FilterOptions().setHasText(name))
                .first()
                .click();
    }
}

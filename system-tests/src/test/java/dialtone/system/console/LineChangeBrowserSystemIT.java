package dialtone.system.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** A CSR gives a line more now, and another plan from a day on; within its first days no minimum term binds it. */
class LineChangeBrowserSystemIT extends ConsoleBrowser {

    private static final String CUSTOMER = "100006";

    @Test
    void anAddOnComesNowAndAnotherPlanOnADayThatTheCsrSays() throws IOException {
        LocalDate today = LocalDate.now(Clock.system(ZoneId.of(ZONE)));
        String order = placed(CUSTOMER);
        try (BrowserContext desk = contextOf("csr", NARROW)) {
            Page page = desk.newPage();
            page.navigate(console("/orders/order?id=" + order));
            assertThat(page.locator(".page-title .badge")).hasText("Completed", visibleWithin());
            press(page, "Add-ons");
            Locator addOns = page.locator("#adding");
            addOns.locator("label", new Locator.LocatorOptions().setHasText("Data Boost"))
                    .locator("input")
                    .check();
            assertThat(addOns).containsText("€9.90 a month");
            page.locator("#add-from").selectOption("on-date");
            page.locator("#add-date").fill(today.minusDays(1).toString());
            assertThat(addOns).containsText("Choose a day that is still to come.");
            page.locator("#add-from").selectOption("at-once");
            assertThat(addOns).not().containsText("Choose a day");
            assertThat(overflow(page)).isEqualTo(0);
            page.locator("#do-add").click();
            assertThat(page.locator("section[aria-labelledby=items-head]")).containsText("Data Boost");
            assertThat(page.locator(".page-title .badge")).hasText("Completed", visibleWithin());

            page.navigate(console("/orders/order?id=" + order));
            press(page, "Change plan");
            Locator plans = page.locator("#changing");
            plans.locator("label", new Locator.LocatorOptions().setHasText("Mobile S"))
                    .locator("input")
                    .check();
            assertThat(plans).containsText("Early termination");
            plans.locator("summary").click();
            page.locator("#change-waiver-reason").selectOption("withdrawal");
            page.locator("#change-ask-waiver").click();
            assertThat(plans).containsText("An exception is granted, withdrawal");
            assertThat(plans).not().containsText("Early termination");
            assertThat(overflow(page)).isEqualTo(0);
            page.locator("#start").selectOption("on-date");
            assertThat(plans).containsText("Choose the day.");
            page.locator("#change-date").fill(today.plusDays(40).toString());
            assertThat(plans).containsText("Mobile S, from");
            assertThat(overflow(page)).isEqualTo(0);
            page.locator("#do-change").click();
            assertThat(page.locator("section[aria-labelledby=items-head]")).containsText("In place of Mobile M.");
            assertThat(page.locator(".page-title .badge")).hasText("Acknowledged");
        }
    }

    private static void press(Page page, String name) {
        page.locator("button", new Page.LocatorOptions().setHasText(name))
                .first()
                .click();
    }

    private static Object overflow(Page page) {
        return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }
}

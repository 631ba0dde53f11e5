package dialtone.system.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dialtone.system.Network;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A CSR amends an order that stands still, and is told before what that means. */
class AmendmentBrowserSystemIT extends ConsoleBrowser {

    private static final String CUSTOMER = "100007";
    private static final double RELOAD_MILLIS = 30_000;

    @AfterEach
    void theNetworkIsWellAgain() {
        new Network(installation.simulator()).behaveWell();
    }

    @Test
    void anOrderIsAmendedOnATelephoneAndItsPageSaysWhatHasBecomeOfThePlan() throws IOException {
        Network network = new Network(installation.simulator());
        network.behave("policy", "{\"mode\": \"REFUSE\", \"remaining\": 1}");
        String order = placed(CUSTOMER);
        try (BrowserContext desk = context(NARROW)) {
            Page page = signIn(desk, "csr");
            page.navigate(console("/orders/order?id=" + order));
            assertThat(page.locator("strong", new Page.LocatorOptions().setHasText("needs a decision")))
                    .isVisible(isVisibleWithin());
            pressWhileThePageUpdatesItself(page, page.locator("#ask-amend"));
            Locator dialog = page.locator("#amending");
            assertThat(dialog).containsText("Choose what is to be another");
            dialog.locator("select").nth(1).selectOption("physical");
            assertThat(dialog).containsText("Taken back");
            assertThat(dialog).containsText("It costs the same.");
            dialog.locator("select").first().selectOption("mobile-sim-only-s");
            assertThat(dialog).containsText("in place of €19.90");
            assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isEqualTo(0);
            page.locator("#do-amend").click();
            Locator revisions = page.locator("section[aria-labelledby=revisions-head]");
            assertThat(revisions).containsText("Revision 2", visibleContaining());
            assertThat(revisions).containsText("Offering: Mobile S in place of Mobile M.");
            assertThat(revisions).containsText("SIM type: Physical SIM in place of eSIM.");
            assertThat(page.locator(".page-title .badge")).hasText("Completed", visibleWithin());
            assertThat(revisions.locator(".badge")).hasText("Done");
            assertThat(page.locator("section[aria-labelledby=resources-head]"))
                    .not()
                    .containsText("LPA:1$");
            assertThat(page.locator("#live")).containsText("Taken back");
            assertThat(page.locator("#ask-amend")).hasCount(0);
        }
        try (BrowserContext desk = context(WIDE)) {
            Page page = signIn(desk, "ops");
            page.navigate(console("/orders/order?id=" + order));
            assertThat(page.locator("section[aria-labelledby=revisions-head]")).containsText("Revision 2");
            assertThat(page.locator("section[aria-labelledby=items-head]")).containsText("Mobile S");
        }
    }

    /** As a slow finger does: the answer to the page's poll comes between press and release. */
    private static void pressWhileThePageUpdatesItself(Page page, Locator button) {
        button.hover();
        page.mouse().down();
        page.evaluate("new Promise(done => jQuery(document).one('pfAjaxComplete', () => done()))");
        page.mouse().up();
    }

    /** The page is loaded anew. */
    private static LocatorAssertions.ContainsTextOptions visibleContaining() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(RELOAD_MILLIS);
    }
}

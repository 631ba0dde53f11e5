package dialtone.system.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dialtone.load.Waiting;
import dialtone.system.Network;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A CSR gives a line another SIM, with the code that the customer reads out. */
class SwapBrowserSystemIT extends ConsoleBrowser {

    private static final String CUSTOMER = "100010";
    private static final String ADDRESS = "jonas.lindgren@example.org";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Pattern CODE = Pattern.compile("this code: ([0-9]{6})");

    @Test
    void aCodeIsSentSaidWronglySaidAndTheSimOrderedOnATelephone() throws IOException {
        String order = placed(CUSTOMER);
        List<String> before = codes();
        try (BrowserContext desk = contextOf("csr", NARROW)) {
            Page page = desk.newPage();
            page.navigate(console("/orders/order?id=" + order));
            assertThat(page.locator(".page-title .badge")).hasText("Completed", visibleWithin());
            page.locator("button", new Page.LocatorOptions().setHasText("Another SIM"))
                    .click();
            Locator dialog = page.locator("#swapping");
            assertThat(dialog).containsText("It costs nothing.");
            page.locator("#sim-kind").selectOption("physical");
            assertThat(dialog).containsText("It costs €9.90 once.");
            page.locator("#do-swap").click();
            assertThat(dialog).containsText("Type in the six digits");
            page.locator("#send-code").click();
            assertThat(dialog).containsText("A code has gone to j***@example.org.");
            String code = code(before);
            page.locator("#swap-code").fill(code.equals("123456") ? "123457" : "123456");
            page.locator("#do-swap").click();
            assertThat(dialog).containsText("That is not the code. It may be tried 2 times more.");
            assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isEqualTo(0);
            page.locator("#swap-code").fill(code.substring(0, 3) + " " + code.substring(3));
            page.locator("#do-swap").click();
            assertThat(page.locator("section[aria-labelledby=items-head]"))
                    .containsText("Another SIM for this line with this order.");
            assertThat(page.locator(".page-title .badge")).hasText("Completed", visibleWithin());
            assertThat(page.locator("#live")).containsText("Deactivate former SIM");
            page.navigate(console("/orders/order?id=" + order));
            assertThat(page.locator("section[aria-labelledby=items-head]")).containsText("Another SIM by ORD-");
            assertThat(page.content()).as("it is shown nowhere").doesNotContain(code);
        }
    }

    private static String code(List<String> before) {
        Waiting.until("the code", SOON, () -> codes().size() > before.size(), () -> "it did not come");
        List<String> after = codes();
        return after.stream().filter(code -> !before.contains(code)).findFirst().orElse(after.getLast());
    }

    private static List<String> codes() {
        return new Network(installation.simulator())
                .mailsAbout(ADDRESS, "Your code for another SIM").stream()
                        .map(CODE::matcher)
                        .filter(Matcher::find)
                        .map(found -> found.group(1))
                        .toList();
    }
}

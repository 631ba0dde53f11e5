package dialtone.system.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import dialtone.load.Waiting;
import dialtone.system.Network;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A CSR places an order and follows it to its end; operations see its process on the diagram; no role sees more than its own. */
class ConsoleBrowserSystemIT extends ConsoleBrowser {

    @Test
    void anOrderIsPlacedAtTheDeskFollowedToItsEndAndSeenOnTheDiagram() {
        String order;
        try (BrowserContext desk = context(WIDE)) {
            Page page = signIn(desk, "csr");
            page.navigate(console("/desk/new-order"));
            createCustomer(page);
            page.locator("#offering-step .option").first().click();
            assertThat(page.locator("#summary")).containsText("Every month");
            assertThat(page.locator("#options .segment").first()).isVisible();
            page.locator("#place").dblclick();
            assertThat(page).hasURL(Pattern.compile(".*/orders/order\\?id=ORD-\\d+"), within());
            order = page.url().substring(page.url().indexOf("id=") + 3);
            assertThat(page.locator(".page-title .badge")).hasText("Completed", visibleWithin());
            assertThat(page.locator("section[aria-labelledby=resources-head]")).containsText("Number");
            assertThat(page.locator(".line-step .mark-good").first()).isVisible();
            assertThat(page.locator("section[aria-labelledby=resources-head]")).containsText("LPA:1$");
            assertThat(page.locator(".qr-code svg")).isVisible();
            aTelephoneLoadsTheEsim(page, order);

            page.navigate(console("/orders/list"));
            assertThat(page.locator("tbody tr").first()).containsText(order);
        }
        try (BrowserContext operations = context(WIDE)) {
            Page page = signIn(operations, "ops");
            page.navigate(console("/operations/instances?order=" + order));
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Order fulfilment"))
                    .click();
            assertThat(page.locator("#diagram[data-ready]")).isVisible(isVisibleWithin());
            assertThat(page.locator("#diagram [data-element-id=validate-order].element-done"))
                    .isVisible(isVisibleWithin());
            assertThat(page.locator("#diagram .token-done").first()).isVisible();
            assertThat(page.getByText("Validate order", new Page.GetByTextOptions().setExact(true))
                            .first())
                    .isVisible();
        }
        theLineChangesItsPlan(order);
        theLineIsSuspendedAndComesBack(order);
        theLineIsEnded(order);
    }

    /** First it cannot, and then it can: a code that is used up is not shown any more. */
    private static void aTelephoneLoadsTheEsim(Page page, String order) {
        Network network = new Network(installation.simulator());
        Locator resources = page.locator("section[aria-labelledby=resources-head]");
        assertThat(resources).containsText("Waiting to be downloaded");
        network.download(order, ", \"failsAt\": 1");
        reloadUntil(page, resources.getByText("Failed at the eligibility check"));
        assertThat(page.locator(".qr-code svg")).isVisible();
        network.download(order, "");
        reloadUntil(page, resources.getByText("Installed on the telephone"));
        assertThat(page.locator(".qr-code svg")).hasCount(0);
        assertThat(resources).not().containsText("LPA:1$");

        page.navigate(console("/desk/esims"));
        assertThat(page.locator("h1")).hasText("eSIMs not loaded");
        assertThat(page.getByText("Nobody waits for a call")).isVisible();
    }

    /** The page of an order that is complete does not ask again by itself. */
    private static void reloadUntil(Page page, Locator there) {
        Waiting.until(
                "what the SM-DP+ tells",
                Duration.ofSeconds(20),
                () -> {
                    page.reload();
                    return there.isVisible();
                },
                () -> page.locator("section[aria-labelledby=resources-head]").innerText());
    }

    /** On a telephone, and then at the desk. */
    private static void theLineChangesItsPlan(String order) {
        try (BrowserContext desk = context(NARROW)) {
            Page page = signIn(desk, "csr");
            page.navigate(console("/orders/order?id=" + order));
            page.getByText("Change plan").first().click();
            page.locator("#do-change").click();
            assertThat(page.locator("#change-refused")).containsText("Choose a plan.");
            page.locator("#changing .option")
                    .filter(new Locator.FilterOptions().setHasText("Mobile M"))
                    .click();
            assertThat(page.locator("#change-told")).containsText("Mobile M, from");
            assertThat(page.locator("#change-told")).containsText("Given back");
            assertThat(page.locator("#change-told")).containsText("Changing costs nothing");
            assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isEqualTo(0);
            page.locator("#start").selectOption("next-month");
            assertThat(page.locator("#change-told")).containsText("from 1 ");
            page.locator("#start").selectOption("at-once");
            page.locator("#do-change").click();
            assertThat(page).not().hasURL(Pattern.compile(".*id=" + order), within());
            assertThat(page.locator(".page-title .badge")).hasText("Completed", visibleWithin());
            assertThat(page.locator("section[aria-labelledby=items-head]")).containsText("In place of Mobile S.");
            page.navigate(console("/orders/order?id=" + order));
            assertThat(page.locator("section[aria-labelledby=items-head]")).containsText("Now Mobile M, by ORD-");
        }
    }

    /** And back to the order. */
    private static void theLineIsShownWithTheCustomer(Page page) {
        page.locator("section[aria-labelledby=about-head] a").first().click();
        assertThat(page.locator("section[aria-labelledby=lines-head]"))
                .containsText("suspended: at the customer's wish");
        assertThat(page.locator("section[aria-labelledby=lines-head] .badge")).hasText("Suspended");
        assertThat(page.locator("tbody")).containsText(", suspended");
        page.goBack();
    }

    private static void theLineIsSuspendedAndComesBack(String order) {
        try (BrowserContext desk = context(NARROW)) {
            Page page = signIn(desk, "csr");
            page.navigate(console("/orders/order?id=" + order));
            page.getByText("Suspend", new Page.GetByTextOptions().setExact(true))
                    .first()
                    .click();
            page.locator("#do-suspend").click();
            assertThat(page.locator("#why-refused")).containsText("Say why the line is suspended");
            page.locator("#why").selectOption("lost-or-stolen");
            assertThat(page.locator("#suspend-told")).containsText("a month as before");
            page.locator("#barred").selectOption("outgoing");
            assertThat(page.locator("#barred-refused")).containsText("barred from everything");
            page.locator("#why").selectOption("voluntary");
            assertThat(page.locator("#suspend-told")).containsText("2.90");
            assertThat(page.locator("#suspend-told")).containsText("Given back");
            assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isEqualTo(0);
            page.locator("#do-suspend").click();
            assertThat(page).not().hasURL(Pattern.compile(".*id=" + order), within());
            assertThat(page.locator(".page-title .badge")).hasText("Completed", visibleWithin());
            Locator items = page.locator("section[aria-labelledby=items-head]");
            assertThat(items).containsText("Suspended with this order.");

            page.navigate(console("/orders/order?id=" + order));
            assertThat(items).containsText("at the customer's wish; it can still be reached, by ORD-");
            assertThat(items.getByText("Change plan")).hasCount(0);
            theLineIsShownWithTheCustomer(page);
            page.getByText("Resume", new Page.GetByTextOptions().setExact(true))
                    .first()
                    .click();
            assertThat(page.locator("#resume-told")).containsText("19.90");
            page.locator("#do-resume").click();
            assertThat(page).not().hasURL(Pattern.compile(".*id=" + order), within());
            assertThat(page.locator(".page-title .badge")).hasText("Completed", visibleWithin());
            assertThat(items).containsText("Comes back into use with this order.");
        }
    }

    /** On a telephone, so that the dialog fits there, too. */
    private static void theLineIsEnded(String order) {
        try (BrowserContext desk = context(NARROW)) {
            Page page = signIn(desk, "csr");
            page.navigate(console("/orders/order?id=" + order));
            page.getByText("End this line").click();
            assertThat(page.locator("#ending")).containsText("a month ends");
            assertThat(page.locator("#ending")).containsText("Given back");
            assertThat(page.locator("#ending")).containsText("Kept back");
            assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isEqualTo(0);
            page.locator("#do-end").click();
            assertThat(page).not().hasURL(Pattern.compile(".*id=" + order), within());
            assertThat(page.locator(".page-title .badge")).hasText("Completed", visibleWithin());
            assertThat(page.locator("section[aria-labelledby=items-head]")).containsText("Ends with this order.");
            page.navigate(console("/orders/order?id=" + order));
            assertThat(page.getByText("End this line")).hasCount(0);
        }
    }

    @Test
    void whatIsMissingIsSaidBesideItsField() {
        try (BrowserContext desk = context(WIDE)) {
            Page page = signIn(desk, "csr");
            page.navigate(console("/desk/new-order"));
            page.locator("#place").click();
            assertThat(page.locator("#customer-step .field-error")).hasText("Choose a customer, or create one.");
            page.locator("#new-customer").click();
            page.locator("#birthDate").fill("2020-01-01");
            page.locator("#email").fill("nobody");
            page.locator("#create-customer").click();
            assertThat(field(page, "givenName")).containsText("Enter the given name.");
            assertThat(field(page, "email")).containsText("This is no e-mail address.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "csr, /operations/instances, 403",
        "csr, /operations/elements, 403",
        "csr, /operations/fallout, 403",
        "csr, /operations/batches, 403",
        "csr, /operations/jeopardy, 403",
        "csr, /operations/diagram?key=1, 403",
        "ops, /desk/new-order, 403",
        "billing, /orders/list, 200",
        "partner, /desk/new-order, 403",
        "admin, /desk/new-order, 200",
        "admin, /operations/fallout, 200",
        "ops, /orders/list, 200",
        "ops, /orders/order?id=ORD-0, 404",
        "ops, /operations/instance?key=1, 404",
        "ops, /operations/batch?id=FBA-1, 404",
        "csr, /nowhere, 404"
    })
    void eachPageBelongsToItsRoles(String user, String path, int status) {
        try (BrowserContext context = contextOf(user, WIDE)) {
            Page page = context.newPage();
            Response answer = page.navigate(console(path));
            assertThat(answer.status()).as(user + " at " + path).isEqualTo(status);
            assertThat(page.locator("body").innerText())
                    .doesNotContainPattern("[a-z]Exception\\b")
                    .doesNotContain("at dialtone.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "csr, /",
        "csr, /desk/new-order",
        "csr, /orders/list",
        "billing, /",
        "billing, /billing/accounts",
        "billing, /billing/usage",
        "billing, /billing/suspense",
        "billing, /billing/runs",
        "ops, /",
        "ops, /operations/instances",
        "ops, /operations/fallout",
        "ops, /operations/batches",
        "ops, /operations/jeopardy",
        "ops, /operations/elements"
    })
    void noPageScrollsSidewaysOnATelephone(String user, String path) {
        try (BrowserContext context = contextOf(user, NARROW)) {
            Page page = context.newPage();
            page.navigate(console(path));
            assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isEqualTo(0);
            page.locator(".bar-toggle").click();
            assertThat(page.locator("#sign-out")).isVisible();
        }
    }

    @Test
    void whoSignsOutIsOut() {
        try (BrowserContext context = context(WIDE)) {
            Page page = signIn(context, "csr");
            page.locator("#sign-out").click();
            assertThat(page.locator("#password")).isVisible();
            page.navigate(console("/orders/list"));
            assertThat(page.locator("#password")).isVisible();
        }
    }

    @Test
    void aWrongPasswordIsRefusedInWords() {
        try (BrowserContext context = context(WIDE)) {
            Page page = context.newPage();
            page.navigate(console("/"));
            enter(page, "csr", "wrong");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("do not match");
        }
    }

    @Test
    void theSessionCookieIsForThisSiteAndNoScript() {
        try (BrowserContext context = context(WIDE)) {
            signIn(context, "csr");
            assertThat(context.cookies()).singleElement().satisfies(cookie -> {
                assertThat(cookie.name).isEqualTo("JSESSIONID");
                assertThat(cookie.httpOnly).isTrue();
                assertThat(cookie.sameSite).hasToString("LAX");
            });
        }
    }

    /** The page's own script over a stand-in for PrimeFaces that counts questions, and the browser's clock moved by the test. */
    @Test
    void aPollAsksLessOftenWhereNothingHappensAndNotWhereNobodyLooks() {
        try (BrowserContext context = context(WIDE)) {
            Page page = context.newPage();
            page.clock().install();
            page.setContent("<ul></ul>");
            page.evaluate("""
                    window.asked = 0; window.told = 'same';
                    window.PrimeFaces = { ajax: {
                      Response: { handle: function () {} },
                      Request: { handle: function (settings) {
                        window.asked += 1;
                        var xml = new DOMParser().parseFromString('<c><update id="live">' + window.told + '</update><update id="ViewState">'
                          + window.asked + '</update></c>', 'text/xml');
                        PrimeFaces.ajax.Response.handle(xml, 'success', { pfSettings: settings });
                      } } } };
                    setInterval(function () { PrimeFaces.ajax.Request.handle({ source: 'poll' }); }, 1000);
                    """);
            page.addScriptTag(new Page.AddScriptTagOptions()
                    .setPath(Path.of(
                            System.getProperty("dialtone.repository", ".."),
                            "console/src/main/webapp/assets/console.js")));
            assertThat(askedIn(page, 5_000)).as("at first").isEqualTo(5);
            assertThat(askedIn(page, 60_000)).as("in a minute without news").isBetween(15, 30);
            assertThat(askedIn(page, 60_000)).as("in the next").isBetween(12, 15);

            page.evaluate("window.told = 'news'");
            askedIn(page, 5_000);
            assertThat(askedIn(page, 5_000)).as("since there are news").isEqualTo(5);

            page.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })");
            assertThat(askedIn(page, 60_000)).as("while nobody looks").isZero();
            page.evaluate("delete document.hidden");
            assertThat(askedIn(page, 1_000)).as("as soon as somebody does").isEqualTo(1);
        }
    }

    private static int askedIn(Page page, long millis) {
        int before = ((Number) page.evaluate("window.asked")).intValue();
        page.clock().runFor(millis);
        return ((Number) page.evaluate("window.asked")).intValue() - before;
    }

    private static void createCustomer(Page page) {
        page.locator("#search").fill("Nobody Yet");
        page.locator("#new-customer").click();
        Map.of(
                        "givenName", "Ingrid",
                        "familyName", "Solberg",
                        "birthDate", "1984-02-29",
                        "email", "ingrid.solberg@example.org",
                        "street", "Torgata 1",
                        "postalCode", "10115",
                        "city", "Berlin",
                        "country", "DE")
                .forEach((name, value) -> page.locator("#" + name).fill(value));
        page.locator("#create-customer").click();
        assertThat(page.locator("#customer-step .chosen")).containsText("Ingrid Solberg");
    }
}

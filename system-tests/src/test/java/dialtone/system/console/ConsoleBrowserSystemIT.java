package dialtone.system.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PageAssertions;
import com.microsoft.playwright.options.AriaRole;
import dialtone.load.Api;
import dialtone.load.Waiting;
import dialtone.system.Installation;
import dialtone.system.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A CSR places an order and follows it to its end; operations see its process on the diagram; no role sees more than its own. */
class ConsoleBrowserSystemIT {
    /** An order takes seconds; a machine that builds at the same time takes longer. */
    private static final double ORDER_DEADLINE_MILLIS = 120_000;

    private static final int WIDE = 1440;
    private static final int NARROW = 390;
    private static final int HEIGHT = 1000;

    /** Of the readers; not the server's. */
    private static final String ZONE = "Europe/Berlin";

    private static final Optional<Path> CHROMIUM = Optional.ofNullable(System.getenv("DIALTONE_CHROMIUM"))
            .or(() -> Optional.of("/usr/bin/chromium"))
            .map(Path::of)
            .filter(Files::isExecutable);

    private static Installation installation;
    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void open() {
        assumeTrue(
                CHROMIUM.isPresent(),
                "No Chromium here: apt-get install -y chromium, or name one in DIALTONE_CHROMIUM");
        installation = Installation.shared();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM.orElseThrow())
                        .setArgs(List.of(
                                "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-component-update")));
    }

    @AfterAll
    static void close() {
        if (playwright != null) {
            playwright.close();
        }
    }

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

    @Test
    void operationsLimitAnElementAndPutItIntoMaintenanceAndTakeItOutAgain() {
        try (BrowserContext operations = context(WIDE)) {
            Page page = signIn(operations, "ops");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Network elements"))
                    .click();
            Locator device = page.locator("tbody tr", new Page.LocatorOptions().setHasText("Device"));
            assertThat(device.locator(".badge")).hasText("In service");

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
            assertThat(page.locator(".graph .node-critical")).hasCount(5);
            assertThat(page.locator(".gantt-row")).hasCount(5);
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
        return Api.as("csr", installation.server())
                .post(
                        "/tmf-api/productOrderingManagement/v4/productOrder",
                        "application/json",
                        "{\"relatedParty\": [{\"id\": \"CUS-" + customer + "\", \"role\": \"customer\"}],"
                                + " \"productOrderItem\": [{\"id\": \"1\", \"action\": \"add\","
                                + " \"productOffering\": {\"id\": \"" + offering + "\"}}]}")
                .expect(201)
                .json()
                .asJsonObject()
                .getString("id");
    }

    private static void limits(Page page, String element) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Limits of " + element))
                .click();
        assertThat(page.locator("#save-limits")).isVisible();
    }

    /** As the browser writes a time, on its own clock. */
    private static String inAnHour() {
        return LocalDateTime.ofInstant(Clock.systemUTC().instant(), ZoneId.of(ZONE))
                .plusHours(1)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
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
        try (BrowserContext context = context(WIDE)) {
            Page page = signIn(context, user);
            Response answer = page.navigate(console(path));
            assertThat(answer.status()).as(user + " at " + path).isEqualTo(status);
            assertThat(page.locator("body").innerText())
                    .doesNotContain("Exception")
                    .doesNotContain("at dialtone.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "csr, /",
        "csr, /desk/new-order",
        "csr, /orders/list",
        "billing, /",
        "ops, /",
        "ops, /operations/instances",
        "ops, /operations/fallout",
        "ops, /operations/batches",
        "ops, /operations/jeopardy",
        "ops, /operations/elements"
    })
    void noPageScrollsSidewaysOnATelephone(String user, String path) {
        try (BrowserContext context = context(NARROW)) {
            Page page = signIn(context, user);
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

    private static Locator field(Page page, String id) {
        return page.locator(".field", new Page.LocatorOptions().setHas(page.locator("#" + id)));
    }

    private static BrowserContext context(int width) {
        return browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, HEIGHT).setTimezoneId(ZONE));
    }

    private static Page signIn(BrowserContext context, String user) {
        Page page = context.newPage();
        page.navigate(console("/"));
        enter(page, user, user + "-demo");
        assertThat(page.locator(".bar-who")).containsText(user);
        return page;
    }

    private static void enter(Page page, String user, String password) {
        page.locator("#user").fill(user);
        page.locator("#password").fill(password);
        page.locator("button[type=submit]").click();
    }

    private static String console(String path) {
        return installation.server() + "/console" + path;
    }

    private static PageAssertions.HasURLOptions within() {
        return new PageAssertions.HasURLOptions().setTimeout(ORDER_DEADLINE_MILLIS);
    }

    private static LocatorAssertions.HasTextOptions visibleWithin() {
        return new LocatorAssertions.HasTextOptions().setTimeout(ORDER_DEADLINE_MILLIS);
    }

    private static LocatorAssertions.IsVisibleOptions isVisibleWithin() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(ORDER_DEADLINE_MILLIS);
    }
}

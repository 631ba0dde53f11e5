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
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PageAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import dialtone.load.Api;
import dialtone.system.Installation;
import dialtone.system.Lane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The console in a Chromium that is there already, over an installation that its classes share, beside the stories. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Lane.OF_THE_BROWSER)
abstract class ConsoleBrowser {
    /** An order takes seconds; a machine that builds at the same time takes longer. */
    private static final double ORDER_DEADLINE_MILLIS = 120_000;

    /** A page takes a fraction of a second; while another installation starts beside it, longer. */
    private static final double PAGE_DEADLINE_MILLIS = 20_000;

    private static final Pattern ORDER = Pattern.compile("ORD-[0-9]+");

    static final int WIDE = 1440;
    static final int NARROW = 390;
    private static final int HEIGHT = 1000;

    /** Of the readers; not the server's. */
    static final String ZONE = "Europe/Berlin";

    private static final Optional<Path> CHROMIUM = Optional.ofNullable(System.getenv("DIALTONE_CHROMIUM"))
            .or(() -> Optional.of("/usr/bin/chromium"))
            .map(Path::of)
            .filter(Files::isExecutable);

    /** What the browser keeps of a user's session, by user; the classes share the server that knows it. */
    private static final Map<String, String> SESSIONS = new HashMap<>();

    static Installation installation;

    /** One for all classes, from the first of them until the tests end: a browser that starts costs as much as two tests. */
    private static @Nullable Browser browser;

    @BeforeAll
    static void open() {
        assumeTrue(
                CHROMIUM.isPresent(),
                "No Chromium here: apt-get install -y chromium, or name one in DIALTONE_CHROMIUM");
        installation = Installation.ofTheBrowser();
        PlaywrightAssertions.setDefaultAssertionTimeout(PAGE_DEADLINE_MILLIS);
        if (browser == null) {
            browser = launched(CHROMIUM.orElseThrow());
        }
    }

    private static Browser launched(Path chromium) {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of(
                                "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-component-update")));
    }

    private static Browser browser() {
        return Objects.requireNonNull(browser);
    }

    static BrowserContext context(int width) {
        return browser().newContext(window(width));
    }

    /** Of one who has signed in before: to sign in takes longer than most pages, and most tests are not about it. */
    static BrowserContext contextOf(String user, int width) {
        return browser()
                .newContext(window(width).setStorageState(SESSIONS.computeIfAbsent(user, ConsoleBrowser::session)));
    }

    private static String session(String user) {
        try (BrowserContext context = context(WIDE)) {
            signIn(context, user);
            return context.storageState();
        }
    }

    /** Of a reader who has asked for little motion: what pulses while a test waits is drawn sixty times a second, in software. */
    private static Browser.NewContextOptions window(int width) {
        return new Browser.NewContextOptions()
                .setViewportSize(width, HEIGHT)
                .setTimezoneId(ZONE)
                .setReducedMotion(ReducedMotion.REDUCE);
    }

    static Page signIn(BrowserContext context, String user) {
        Page page = context.newPage();
        page.navigate(console("/"));
        enter(page, user, user + "-demo");
        assertThat(page.locator(".bar-who")).containsText(user);
        return page;
    }

    static void enter(Page page, String user, String password) {
        page.locator("#user").fill(user);
        page.locator("#password").fill(password);
        page.locator("button[type=submit]").click();
    }

    static String console(String path) {
        return installation.server() + "/console" + path;
    }

    static PageAssertions.HasURLOptions within() {
        return new PageAssertions.HasURLOptions().setTimeout(ORDER_DEADLINE_MILLIS);
    }

    static LocatorAssertions.HasTextOptions visibleWithin() {
        return new LocatorAssertions.HasTextOptions().setTimeout(ORDER_DEADLINE_MILLIS);
    }

    static LocatorAssertions.IsVisibleOptions isVisibleWithin() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(ORDER_DEADLINE_MILLIS);
    }

    static Locator field(Page page, String id) {
        return page.locator(".field", new Page.LocatorOptions().setHas(page.locator("#" + id)));
    }

    /** The sample order, for another customer of the demo. */
    static String placed(String customer) throws IOException {
        String sample = Files.readString(
                Path.of(System.getProperty("dialtone.repository", "."), "samples", "mobile-order.json"));
        String body = Api.as("csr", installation.server())
                .post(
                        "/tmf-api/productOrderingManagement/v4/productOrder",
                        "application/json",
                        sample.replace("100001", customer))
                .expect(201)
                .body();
        Matcher id = ORDER.matcher(body);
        assertThat(id.find()).isTrue();
        return id.group();
    }
}

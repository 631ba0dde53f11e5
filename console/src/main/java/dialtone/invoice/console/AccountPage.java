package dialtone.invoice.console;

import dialtone.base.Days;
import dialtone.base.Money;
import dialtone.base.Page;
import dialtone.base.console.Amounts;
import dialtone.base.console.Badge;
import dialtone.base.console.Pager;
import dialtone.base.console.When;
import dialtone.catalog.Price;
import dialtone.hierarchy.service.AccountHierarchies;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoicePreview;
import dialtone.invoice.InvoiceSummary;
import dialtone.invoice.SectionSummary;
import dialtone.invoice.service.InvoicePreviews;
import dialtone.invoice.service.Invoices;
import dialtone.ledger.BookedPosting;
import dialtone.ledger.console.AdjustmentRow;
import dialtone.ledger.service.Adjustments;
import dialtone.ledger.service.Ledger;
import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.Customer;
import dialtone.party.service.Parties;
import dialtone.rating.Subscription;
import dialtone.rating.service.AccountSubscriptions;
import dialtone.rating.service.AccountSubscriptions.Subscribed;
import dialtone.tax.TaxProfile;
import dialtone.tax.TaxProfileChange;
import dialtone.tax.console.TaxProfilePage;
import dialtone.tax.service.TaxProfiles;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One billing account. Parameters of its address: id, period such as 2026-11, offset into the statement. */
@Named
@RequestScoped
public class AccountPage {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

    /** Postings on a page. */
    private static final int ROWS = 25;

    private static final int MAX_OFFSET = 100_000;

    /** Longest id that is looked for. */
    private static final int MAX_ID = 64;

    /** @param amount positive for what the account is to pay, negative for what it has paid or is given back */
    public record PostingRow(When at, String description, String cause, String amount) {
        static PostingRow of(BookedPosting booked) {
            return new PostingRow(
                    When.of(booked.bookedAt()),
                    booked.description(),
                    booked.entryKey(),
                    Amounts.text(booked.posting().amount()));
        }
    }

    /** Rows of the lists that have a page, or an address, of their own. */
    private static final int FEW = 10;

    /**
     * What the account pays for.
     *
     * @param number  that came with it; empty when none did
     * @param version of the catalogue whose prices it has; empty where it is not known
     */
    public record SubscriptionRow(
            String order, String offering, String number, String prices, String version, String since, Badge state) {

        static SubscriptionRow of(Subscribed subscribed) {
            Subscription subscription = subscribed.subscription();
            return new SubscriptionRow(
                    subscription.order().value(),
                    subscription.offeringName(),
                    subscribed.number().map(number -> "+" + number).orElse(""),
                    subscription.prices().prices().stream()
                            .filter(Price.Recurring.class::isInstance)
                            .map(price -> Amounts.rate((Price.Recurring) price))
                            .collect(Collectors.joining(", ")),
                    subscribed.catalogVersion().orElse(""),
                    BillView.day(subscription.activatedOn()),
                    subscription
                            .end()
                            .map(end ->
                                    new Badge("Until " + BillView.day(end.on().minusDays(1)), "idle"))
                            .orElseGet(() -> new Badge("Goes on", "good")));
        }
    }

    /** Its lines on an invoice, or a credit note, of who pays for it. */
    public record SectionRow(String invoice, String payer, String issued, int firstLine, String net, String tax) {
        static SectionRow of(SectionSummary section) {
            return new SectionRow(
                    section.invoice().value(),
                    section.payer().value(),
                    BillView.day(section.issuedOn()),
                    section.firstLine(),
                    Amounts.text(section.net()),
                    Amounts.text(section.tax()));
        }
    }

    @EJB
    private Parties parties;

    @EJB
    private AccountSubscriptions accountSubscriptions;

    @EJB
    private Adjustments adjustments;

    @EJB
    private AccountHierarchies hierarchies;

    @EJB
    private TaxProfiles profiles;

    @EJB
    private InvoicePreviews previews;

    @EJB
    private Invoices invoices;

    @EJB
    private Ledger ledger;

    @Inject
    private Clock clock;

    @Inject
    private HttpServletRequest request;

    private Optional<BillingAccount> account = Optional.empty();
    private Optional<MonthView> month = Optional.empty();
    private Optional<Page<BookedPosting>> statement = Optional.empty();
    private Optional<Page<InvoiceSummary>> bills = Optional.empty();
    private Map<InvoiceId, Money> takenBack = Map.of();
    private Optional<Page<Subscribed>> subscriptions = Optional.empty();
    private Optional<TaxProfile> profile = Optional.empty();
    private List<TaxProfileChange> lastTold = List.of();
    private List<AdjustmentRow> latestAdjustments = List.of();
    private List<FamilyMember> family = List.of();
    private List<SectionRow> sections = List.of();

    @SuppressWarnings("NullAway") // the container injects
    public AccountPage() {}

    /** Reads the account of the address; answers 404 when there is none. */
    public void open() throws IOException {
        String id = request.getParameter("id");
        account = id == null || id.isBlank() || id.length() > MAX_ID
                ? Optional.empty()
                : parties.account(new BillingAccountId(id));
        if (account.isEmpty()) {
            FacesContext faces = FacesContext.getCurrentInstance();
            faces.getExternalContext().responseSendError(HttpServletResponse.SC_NOT_FOUND, "No such billing account");
            faces.responseComplete();
            return;
        }
        InvoicePreview preview = previews.preview(account().id(), period());
        month = Optional.of(MonthView.of(preview));
        bills = Optional.of(invoices.ofAccount(account().id(), 0, ROWS));
        takenBack = invoices.takenBack(account().id());
        subscriptions = Optional.of(accountSubscriptions.ofAccount(account().id(), 0, ROWS));
        profile = profiles.find(account().id());
        lastTold = profiles.changes(account().id(), 1);
        latestAdjustments = adjustments.list(Optional.of(account().id()), Optional.empty(), 0, FEW).rows().stream()
                .map(AdjustmentRow::of)
                .toList();
        family = FamilyMember.tree(hierarchies.of(account().id()), account().id(), today());
        sections = invoices.sectionsOf(account().id(), FEW).stream()
                .map(SectionRow::of)
                .toList();
        statement = Optional.of(
                ledger.statement(account().id(), Pager.offset(request.getParameter("offset"), MAX_OFFSET), ROWS));
    }

    public String id() {
        return account().id().value();
    }

    public Customer customer() {
        return parties.find(account().customer()).orElseThrow();
    }

    /** {@code EUR, Europe/Berlin}. */
    public String terms() {
        return account().currency().getCurrencyCode() + ", " + account().timeZone();
    }

    public MonthView month() {
        return month.orElseThrow();
    }

    /** {@code November 2026}. */
    public String monthName() {
        return MONTH.format(period());
    }

    public boolean isCurrentMonth() {
        return period().equals(now());
    }

    public String monthBefore() {
        return address(period().minusMonths(1));
    }

    public String monthAfter() {
        return address(period().plusMonths(1));
    }

    /** What was posted to the account and is not paid. */
    public String owes() {
        String owes = Amounts.texts(ledger.balance(account().id()));
        return owes.isEmpty() ? "Nothing yet" : owes;
    }

    /** The newest ones. */
    public List<BillView> bills() {
        return bills.orElseThrow().rows().stream()
                .map(bill -> BillView.of(bill, Optional.ofNullable(takenBack.get(bill.id()))))
                .toList();
    }

    /** How many there are beyond those. */
    public long moreBills() {
        return bills.orElseThrow().total() - bills.orElseThrow().rows().size();
    }

    public List<SubscriptionRow> subscriptions() {
        return subscriptions.orElseThrow().rows().stream()
                .map(SubscriptionRow::of)
                .toList();
    }

    /** How many there are beyond those. */
    public long moreSubscriptions() {
        return subscriptions.orElseThrow().total()
                - subscriptions.orElseThrow().rows().size();
    }

    /** The latest ones. */
    public List<AdjustmentRow> adjustments() {
        return latestAdjustments;
    }

    /** Who belongs together today, from the top; empty when nobody does. */
    public List<FamilyMember> family() {
        return family;
    }

    /** What of it is on invoices of who pays for it, newest first. */
    public List<SectionRow> sections() {
        return sections;
    }

    /** {@code Business in AT, ATU12345678}. */
    public String taxedAs() {
        TaxProfile told = profile.orElseThrow();
        return TaxProfilePage.words(told.type()) + " in " + told.place().code()
                + (told.taxNumber().isEmpty() ? "" : ", " + told.taxNumber());
    }

    /** {@code 2 exemptions}; empty when none. */
    public String exemptions() {
        int count = profile.orElseThrow().exemptions().size();
        return count == 0 ? "" : count == 1 ? "1 exemption" : count + " exemptions";
    }

    /** Who told it last, and when; empty when nothing was told. */
    public List<TaxProfileChange> lastTold() {
        return lastTold;
    }

    /** The same moment as pages show it. */
    public When when(TaxProfileChange change) {
        return When.of(change.at());
    }

    public List<PostingRow> postings() {
        return statement.orElseThrow().rows().stream().map(PostingRow::of).toList();
    }

    public Pager pager() {
        return Pager.of(statement.orElseThrow(), ROWS, path(), Map.of("id", id(), "period", period().toString()));
    }

    private String path() {
        return request.getContextPath() + "/billing/account";
    }

    private String address(YearMonth month) {
        return path() + "?id=" + id() + "&period=" + month;
    }

    private YearMonth now() {
        return YearMonth.from(today());
    }

    private LocalDate today() {
        return clock.instant().atZone(account().timeZone()).toLocalDate();
    }

    private YearMonth period() {
        return asked(request.getParameter("period")).orElseGet(this::now);
    }

    private static Optional<YearMonth> asked(@Nullable String period) {
        return Optional.ofNullable(period).flatMap(Days::month);
    }

    private BillingAccount account() {
        return account.orElseThrow();
    }
}

package dialtone.ledger.console;

import dialtone.base.Days;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.base.console.Amounts;
import dialtone.base.console.Badge;
import dialtone.base.console.When;
import dialtone.ledger.ClosedPeriod;
import dialtone.ledger.TrialBalance;
import dialtone.ledger.service.Ledger;
import dialtone.ledger.service.LedgerPeriods;
import dialtone.ledger.service.LedgerPeriods.Closing;
import dialtone.security.console.SignedIn;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The books: the trial balance before a day, the periods that are closed, and where one is closed and written out. Days are those of UTC.
 * Parameter of its address: before, a day; without it all that is booked counts.
 */
@Named
@ViewScoped
public class LedgerPage implements Serializable {
    private static final long serialVersionUID = 1;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    /** How the accounts of the chart are called; the journal has their codes. */
    private static final Map<String, String> CALLED = Map.of(
            "cash", "Cash",
            "deposit", "Deposits",
            "receivable", "Receivables",
            "tax-payable", "Tax payable",
            "write-off", "Write-offs",
            "revenue:adjustment", "Revenue, adjustments",
            "revenue:early-termination", "Revenue, early termination",
            "revenue:one-off", "Revenue, one-off charges",
            "revenue:recurring", "Revenue, recurring charges",
            "revenue:usage", "Revenue, use");

    /** @param accounts how many of them; 1 for one that is shown by itself */
    public record BalanceRow(String account, long accounts, String debit, String credit, String balance) {}

    /**
     * @param from  first day, as an address has it; empty for the first period, which has all before
     * @param until first day after it
     */
    public record PeriodRow(
            String from, String until, String days, String closedBy, When closedAt, long entries, Badge state) {}

    @EJB
    private Ledger ledger;

    @EJB
    private LedgerPeriods periods;

    @Inject
    private SignedIn signedIn;

    @Inject
    private Clock clock;

    private final Map<String, String> entered = new HashMap<>();
    private Optional<LocalDate> before = Optional.empty();
    private List<BalanceRow> balance = List.of();
    private boolean balanced = true;
    private List<PeriodRow> closed = List.of();
    private Optional<Closing> closing = Optional.empty();
    private List<Rejection> refusals = List.of();
    private String done = "";

    @SuppressWarnings("NullAway") // the container injects
    public LedgerPage() {}

    @PostConstruct
    void open() {
        String asked = FacesContext.getCurrentInstance()
                .getExternalContext()
                .getRequestParameterMap()
                .getOrDefault("before", "");
        before = Days.parse(asked);
        if (before.isEmpty() && !asked.isEmpty()) {
            refusals = List.of(noDay("before"));
        }
        LocalDate month = clock.instant().atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
        entered.put("from", month.minusMonths(1).toString());
        entered.put("to", month.toString());
        refresh();
    }

    private void refresh() {
        TrialBalance trial = before.map(day ->
                        ledger.trialBalance(day.atStartOfDay(ZoneOffset.UTC).toInstant()))
                .orElseGet(ledger::trialBalance);
        balanced = trial.balanced();
        balance = rows(trial);
        closed = rows(periods.closed());
    }

    /** Accounts that are kept for each billing account are one row together: there are as many of them as customers. */
    static List<BalanceRow> rows(TrialBalance trial) {
        Map<String, List<TrialBalance.Row>> groups = new LinkedHashMap<>();
        for (TrialBalance.Row row : trial.rows()) {
            String code = row.account().code();
            String name = row.account().billingOwner().isPresent() ? code.substring(0, code.indexOf(':')) : code;
            groups.computeIfAbsent(name + " " + row.debit().currency().getCurrencyCode(), added -> new ArrayList<>())
                    .add(row);
        }
        List<BalanceRow> rows = new ArrayList<>();
        groups.forEach((name, group) -> {
            TrialBalance.Row sum = group.stream()
                    .reduce((one, other) -> new TrialBalance.Row(
                            one.account(),
                            one.debit().plus(other.debit()),
                            one.credit().plus(other.credit())))
                    .orElseThrow();
            String code = name.substring(0, name.indexOf(' '));
            rows.add(new BalanceRow(
                    CALLED.getOrDefault(code, code),
                    group.size(),
                    Amounts.text(sum.debit()),
                    Amounts.text(sum.credit()),
                    Amounts.text(sum.balance())));
        });
        return rows;
    }

    /** @param newestFirst each begins where the one after it ends */
    static List<PeriodRow> rows(List<ClosedPeriod> newestFirst) {
        List<PeriodRow> rows = new ArrayList<>();
        for (int i = 0; i < newestFirst.size(); i++) {
            ClosedPeriod period = newestFirst.get(i);
            boolean first = i + 1 == newestFirst.size();
            String from = first ? "" : newestFirst.get(i + 1).until().toString();
            rows.add(new PeriodRow(
                    from,
                    period.until().toString(),
                    (first ? "Until " : DAY.format(newestFirst.get(i + 1).until()) + " to ")
                            + DAY.format(period.until().minusDays(1)),
                    period.closedBy(),
                    When.of(period.closedAt()),
                    period.entries(),
                    period.intact() ? new Badge("As it was closed", "good") : new Badge("Changed since", "bad")));
        }
        return rows;
    }

    /** Asks whether the books are to be closed before the day that stands in the form: nothing is closed yet. */
    public void ask() {
        Optional<LocalDate> until = Days.parse(text("until"));
        Outcome<Closing> outcome = until.isEmpty() ? Outcome.rejected(noDay("until")) : periods.judge(until.get());
        refusals = outcome.fold(asked -> List.of(), reasons -> reasons);
        closing = outcome.fold(Optional::of, reasons -> Optional.empty());
        done = "";
    }

    /** Closes what was asked about, for ever. */
    public void close() {
        if (closing.isEmpty()) {
            return;
        }
        Outcome<ClosedPeriod> outcome = periods.close(closing.get().until(), signedIn.name());
        refusals = outcome.fold(period -> List.of(), reasons -> reasons);
        done = outcome.fold(
                period -> "The books are closed " + words(period.until(), period.entries()) + ".", reasons -> "");
        keepOpen();
        refresh();
    }

    public void keepOpen() {
        closing = Optional.empty();
        entered.put("until", "");
    }

    /** What closing means; empty until somebody wants to. */
    public String question() {
        return closing.map(asked -> "Close the books " + words(asked.until(), asked.entries())
                        + "? Nothing is booked before " + DAY.format(asked.until()) + " any more, for ever.")
                .orElse("");
    }

    /** {@code until 30 Nov 2026, with 42 entries}: the last day that is closed. */
    static String words(LocalDate until, long entries) {
        return "until " + DAY.format(until.minusDays(1)) + ", with "
                + (entries == 1 ? "1 entry" : entries + " entries");
    }

    private static Rejection noDay(String field) {
        return Rejection.at(field, "INVALID_DATE", "A day is written like 2026-12-01, of the years 1970 to 9999.");
    }

    private String text(String field) {
        return Objects.requireNonNullElse(entered.get(field), "").strip();
    }

    /** What the forms hold: until, from, to. */
    public Map<String, String> entered() {
        return entered;
    }

    public List<BalanceRow> balance() {
        return balance;
    }

    /** Whether debits are credits, in each currency. */
    public boolean isBalanced() {
        return balanced;
    }

    public List<PeriodRow> closed() {
        return closed;
    }

    /** The day before which it counts, as the address has it; empty for all. */
    public String before() {
        return before.map(LocalDate::toString).orElse("");
    }

    /** Of this field: before, until. */
    public List<Rejection> refusals(String field) {
        return refusals.stream()
                .filter(refusal -> refusal.field().equals(field))
                .toList();
    }

    public String done() {
        return done;
    }
}

package dialtone.invoice.console;

import dialtone.base.console.Amounts;
import dialtone.base.console.When;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.invoice.AllowanceLine;
import dialtone.invoice.InvoiceLine;
import dialtone.invoice.InvoicePreview;
import dialtone.invoice.NumberUsage.RatedRecord;
import dialtone.rating.ChargeKind;
import dialtone.rating.ChargePeriod;
import dialtone.rating.UsageCharge;
import dialtone.usage.UsageEvent;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a month comes to for an account, as its page shows it.
 *
 * @param due        in each currency, net of tax
 * @param reconciles whether the ledger has exactly that, line by line
 */
public record MonthView(String due, String posted, boolean reconciles, List<Line> lines, List<Allowance> allowances) {

    /** Records shown below a line; the API lists more. */
    static final int MAX_RECORDS = 200;

    /** So many allowances are shown, used or not; of more, those that nobody has used are folded away. */
    static final int FEW_ALLOWANCES = 6;

    private static final int PERCENT = 100;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    public MonthView {
        lines = List.copyOf(lines);
        allowances = List.copyOf(allowances);
    }

    /** Allowances to be looked at: all where they are few, else those that something was taken of. */
    public List<Allowance> shownAllowances() {
        return allowances.size() <= FEW_ALLOWANCES
                ? allowances
                : allowances.stream()
                        .filter(allowance -> !allowance.untouched())
                        .toList();
    }

    /** The others. */
    public List<Allowance> foldedAllowances() {
        return allowances.size() <= FEW_ALLOWANCES
                ? List.of()
                : allowances.stream().filter(Allowance::untouched).toList();
    }

    /**
     * @param order   that it is for; empty for use
     * @param subject the number that was used; empty for a charge of an order
     * @param posted  what the ledger has where that is something else; empty otherwise
     * @param more    how many records there are beyond those that are shown
     */
    public record Line(
            String kind,
            String description,
            String order,
            String subject,
            String explanation,
            String period,
            String amount,
            String posted,
            List<UsageRow> records,
            long count,
            long more) {

        static Line of(InvoiceLine line) {
            boolean use = line.kind() == ChargeKind.USAGE;
            List<UsageRow> shown =
                    line.records().stream().limit(MAX_RECORDS).map(UsageRow::of).toList();
            return new Line(
                    words(line.kind()),
                    line.description(),
                    use
                            ? ""
                            : line.subject()
                                    .substring(0, Math.max(0, line.subject().indexOf('/'))),
                    use ? "+" + line.subject() : "",
                    line.explanation(),
                    days(line.period()),
                    Amounts.text(line.amount()),
                    line.posted().equals(line.amount()) ? "" : Amounts.text(line.posted()),
                    shown,
                    line.recordCount(),
                    line.recordCount() - shown.size());
        }

        /** {@code 1 record}, {@code 312 records}. */
        public String counted() {
            return count == 1 ? "1 record" : count + " records";
        }

        private static String words(ChargeKind kind) {
            String words = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        }

        private static String days(ChargePeriod period) {
            LocalDate last = period.to().minusDays(1);
            return last.isAfter(period.from())
                    ? DAY.format(period.from()) + " to " + DAY.format(last)
                    : DAY.format(period.from());
        }
    }

    /**
     * A usage record.
     *
     * @param used     as the network counted it
     * @param billable after minimum and increment
     * @param included how much of it an allowance covered; empty when nothing
     * @param cost     by how much the month's total grew with it; empty when it costs nothing
     */
    public record UsageRow(
            When at, String source, String peer, String used, String billable, String included, String cost) {

        static UsageRow of(RatedRecord record) {
            return new UsageRow(
                    When.of(record.event().startedAt()),
                    record.event().source() + " " + record.event().sequence(),
                    where(record.event()),
                    Amounts.text(record.event().type(), record.event().quantity()),
                    Amounts.text(record.event().type(), record.billable()),
                    record.included() == 0 ? "" : Amounts.text(record.event().type(), record.included()),
                    record.charges().stream()
                            .map(UsageCharge::amount)
                            .map(Amounts::text)
                            .collect(Collectors.joining(", ")));
        }
    }

    /** Whom it was with, and the network where that was not at home: {@code 493012345678 in network 20801}. */
    private static String where(UsageEvent event) {
        return event.visitedNetwork().isEmpty()
                ? event.peer()
                : (event.peer() + " in network " + event.visitedNetwork()).strip();
    }

    /**
     * How far a number has used what its tariff includes.
     *
     * @param untouched whether nothing was taken of it
     */
    public record Allowance(String number, String name, String used, String included, int percent, boolean untouched) {

        static Allowance of(AllowanceLine line, String days) {
            Price.Allowance allowance = line.use().allowance();
            UsageType type = allowance.types().getFirst();
            return new Allowance(
                    line.isShared() ? "shared by lines of the account" : "+" + line.msisdn(),
                    allowance.name() + days,
                    Amounts.text(type, line.use().used()),
                    Amounts.text(type, line.use().available())
                            + (line.use().carried() == 0
                                    ? ""
                                    : ", " + Amounts.text(type, line.use().carried()) + " of it carried over"),
                    Math.toIntExact(Math.min(
                            PERCENT,
                            line.use().used() * PERCENT / Math.max(1, line.use().available()))),
                    line.use().used() == 0);
        }
    }

    /** With the days of their cycles. */
    public static List<Allowance> allowances(List<AllowanceLine> lines) {
        return lines.stream()
                .map(line -> Allowance.of(line, ", " + Line.days(line.cycle())))
                .toList();
    }

    static MonthView of(InvoicePreview preview) {
        return new MonthView(
                nothing(Amounts.texts(preview.totals())),
                nothing(Amounts.texts(preview.posted())),
                preview.reconciles(),
                preview.lines().stream().map(Line::of).toList(),
                preview.allowances().stream()
                        .map(line -> Allowance.of(
                                line,
                                line.cycle().equals(ChargePeriod.month(preview.month()))
                                        ? ""
                                        : ", " + Line.days(line.cycle())))
                        .toList());
    }

    private static String nothing(String amounts) {
        return amounts.isEmpty() ? "Nothing" : amounts;
    }
}

package dialtone.spending;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.ReferenceTable;
import dialtone.base.ReferenceTable.Refused;
import dialtone.base.ReferenceTable.Row;
import dialtone.catalog.OfferingNames;
import dialtone.catalog.UsageType;
import dialtone.spending.SpendingLimit.Per;
import dialtone.spending.SpendingLimit.Then;
import dialtone.spending.SpendingLimit.Where;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The limits of an installation, each with its days. */
public record SpendingLimits(List<SpendingLimit> all) {

    public static final SpendingLimits NONE = new SpendingLimits(List.of());

    public static final String HEADER = "id,name,per,usage,where,currency,amount,notices,then,from,until,offerings";

    /** Before limits were of some plans. */
    private static final String FORMER = "id,name,per,usage,where,currency,amount,notices,then,from,until";

    /** A customer is told of each of them by mail. */
    static final int MAX_NOTICES = 10;

    private static final int ALL = 100;

    public SpendingLimits {
        all = List.copyOf(all);
    }

    /** Those that hold in a bill cycle, of whichever plans, in the table's order. */
    public List<SpendingLimit> in(LocalDate cycle) {
        return all.stream().filter(limit -> limit.holdsIn(cycle)).toList();
    }

    /**
     * Those that hold for a line in a bill cycle, in the table's order: of two of one id that which names its plan.
     *
     * <p>50.00 EUR for all and 200.00 EUR for {@code mobile-business-*}: a line of mobile-business-m has 200.00 EUR, one of mobile-s 50.00 EUR.
     *
     * @param plan id of the offering; empty where it is not known
     */
    public List<SpendingLimit> in(LocalDate cycle, String plan) {
        List<SpendingLimit> of =
                in(cycle).stream().filter(limit -> limit.offerings().has(plan)).toList();
        return of.stream()
                .filter(limit -> !limit.offerings().isAny()
                        || of.stream()
                                .noneMatch(other -> other.id().equals(limit.id())
                                        && !other.offerings().isAny()))
                .toList();
    }

    /** Whether it matters which plan a line has. */
    public boolean askForPlans() {
        return all.stream().anyMatch(limit -> !limit.offerings().isAny());
    }

    /** @param cycle its first day */
    public Optional<SpendingLimit> of(String id, LocalDate cycle) {
        return in(cycle).stream().filter(limit -> limit.id().equals(id)).findFirst();
    }

    /**
     * Reads lines such as {@code roaming-data,Data abroad,line,data,abroad,EUR,50.00,80 100,hold,2022-07-01,,} behind a header that says so.
     *
     * <p>Rejections: {@code REFERENCE_DATA_INVALID} with file and line, {@code spending-limits.csv:3}: an unreadable line, days of one limit that
     * overlap for a plan, the same limit of another kind, or of other use in the same month, a limit of an account that names plans.
     */
    public static Outcome<SpendingLimits> read(String file, List<String> lines) {
        ReferenceTable table = new ReferenceTable(file);
        record Read(SpendingLimit limit, int line) {}
        List<Read> rows = table.rows(lines, HEADER, FORMER, row -> new Read(limit(row), row.line()));
        List<Read> sorted = rows.stream()
                .sorted(Comparator.comparing((Read row) -> row.limit().id())
                        .thenComparing(row -> row.limit().from()))
                .toList();
        ReferenceTable.pairsOf(sorted, row -> row.limit().id(), (before, after) -> {
            if (before.limit().holdsIn(after.limit().from())
                    && before.limit().offerings().rivals(after.limit().offerings())) {
                table.refuse(after.line(), "its days overlap with those of line " + before.line());
            }
            if (before.limit().holdsIn(after.limit().from()) && !before.limit().countsAs(after.limit())) {
                table.refuse(
                        after.line(),
                        "it counts other use than in line " + before.line()
                                + ": a line that changes its plan has one sum");
            }
            if (before.limit().per() != after.limit().per()
                    || !before.limit().currency().equals(after.limit().currency())) {
                table.refuse(after.line(), "it is of another kind or currency than in line " + before.line());
            }
        });
        return table.outcome(
                () -> new SpendingLimits(rows.stream().map(Read::limit).toList()));
    }

    private static SpendingLimit limit(Row row) {
        Currency currency = row.coded(5, SpendingLimits::currency, "a currency is a code of ISO 4217");
        LocalDate from = firstOfMonth(row.day(9));
        Per per = row.coded(2, text -> named(Per.values(), text), "per is line or account");
        return new SpendingLimit(
                row.id(0),
                row.name(1),
                per,
                types(row),
                row.coded(4, text -> named(Where.values(), text), "where is any or abroad"),
                currency,
                row.text(6).isEmpty() ? Optional.empty() : Optional.of(amount(row, currency)),
                notices(row),
                row.coded(8, text -> named(Then.values(), text), "then is notify or hold"),
                from,
                row.until(10, from).map(SpendingLimits::firstOfMonth),
                offerings(row, per));
    }

    private static OfferingNames offerings(Row row, Per per) {
        OfferingNames offerings = OfferingNames.of(row, 11);
        if (per == Per.ACCOUNT && !offerings.isAny()) {
            throw new Refused("a limit of an account is of all its lines and names no offerings");
        }
        return offerings;
    }

    private static LocalDate firstOfMonth(LocalDate day) {
        if (day.getDayOfMonth() != 1) {
            throw new Refused("use is counted by the calendar month: its days are the first of one, not " + day);
        }
        return day;
    }

    private static Optional<Currency> currency(String text) {
        return Currency.getAvailableCurrencies().stream()
                .filter(each -> each.getCurrencyCode().equals(text) && each.getDefaultFractionDigits() >= 0)
                .findFirst();
    }

    private static <E extends Enum<E>> Optional<E> named(E[] values, String text) {
        return Stream.of(values)
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }

    private static Set<UsageType> types(Row row) {
        Set<UsageType> types = EnumSet.noneOf(UsageType.class);
        for (String word : row.text(3).split(" ", -1)) {
            types.add(named(UsageType.values(), word)
                    .orElseThrow(() -> new Refused("usage is some of voice sms data, not '" + row.text(3) + "'")));
        }
        return types;
    }

    private static Money amount(Row row, Currency currency) {
        String form = "an amount is written like 50.00 and is not negative";
        try {
            return Money.of(row.text(6, "[0-9]{1,9}([.][0-9]{1,4})?", form), currency);
        } catch (ArithmeticException finer) {
            throw new Refused(form + ", not '" + row.text(6) + "'");
        }
    }

    private static List<Integer> notices(Row row) {
        String what = "notices are 1 to " + MAX_NOTICES + " percentages of 1 to 100, ascending, with blanks between";
        List<Integer> notices = Arrays.stream(
                        row.text(7, "[0-9]{1,3}( [0-9]{1,3})*", what).split(" ", -1))
                .map(Integer::valueOf)
                .toList();
        boolean ascending = notices.stream().sorted().distinct().toList().equals(notices);
        if (!ascending || notices.size() > MAX_NOTICES || notices.getFirst() < 1 || notices.getLast() > ALL) {
            throw new Refused(what + ", not '" + row.text(7) + "'");
        }
        return notices;
    }
}

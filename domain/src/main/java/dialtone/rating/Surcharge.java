package dialtone.rating;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.ReferenceTable;
import dialtone.base.ReferenceTable.Refused;
import dialtone.base.ReferenceTable.Row;
import dialtone.catalog.OfferingNames;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A percentage of what an invoice charges net, over all that the account pays for, as a line of its own. What is given back of such charges counts
 * against them; adjustments do not count.
 *
 * <p>3 % of use: calls of 12.15 and data of 4.05 are 16.20 EUR, and the line is 0.486, 0.49 EUR.
 *
 * <p>1 % of use for {@code mobile-business-*} beside it: of 16.20 EUR 4.05 are of such a line, so that the lines are 3 % of 12.15, 0.36 EUR, and 1 % of 4.05, 0.04 EUR.
 *
 * <p>Source: SID ProductOfferingPrice, a percentage price (prodPriceChargeType with a percentage) over an account.
 *
 * @param id      kebab-case, at most 32 characters
 * @param name    as the customer reads it, at most 64 characters
 * @param percent more than 0, at most 100, with at most two decimals
 * @param of      which charges it is a percentage of
 * @param from    first day of the first bill cycle that it is charged for: that of the cycle's last day decides
 * @param until   first day on which it is not charged any more; empty when for ever
 * @param offerings what is charged for these; where two of one id are charged, what one names is not of that for all
 */
public record Surcharge(
        String id,
        String name,
        BigDecimal percent,
        Set<ChargeKind> of,
        LocalDate from,
        Optional<LocalDate> until,
        OfferingNames offerings) {

    public static final String HEADER = "id,name,percent,of,from,until,offerings";

    /** Before surcharges were of some offerings. */
    private static final String FORMER = "id,name,percent,of,from,until";

    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    /** The words of the table; what is given back of recurring prices counts with them. */
    private static final Map<String, Set<ChargeKind>> KINDS = Map.of(
            "use", Set.of(ChargeKind.USAGE),
            "recurring", Set.of(ChargeKind.RECURRING, ChargeKind.CREDIT),
            "one-off", Set.of(ChargeKind.ONE_OFF, ChargeKind.EARLY_TERMINATION));

    public Surcharge {
        of = Set.copyOf(of);
    }

    public boolean isChargedOn(LocalDate day) {
        return !day.isBefore(from) && until.map(day::isBefore).orElse(true);
    }

    /** Its part of what is charged, rounded half up; nothing of less than nothing. */
    public Money of(Money charged) {
        return charged.isNegative()
                ? Money.zero(charged.currency())
                : Money.rounded(
                        charged.amount().multiply(percent).divide(ALL), charged.currency(), RoundingMode.HALF_UP);
    }

    /** {@code Network fee: 3 % of 16.20 EUR}. */
    public String words(Money charged) {
        return name + ": " + percent.stripTrailingZeros().toPlainString() + " % of " + charged;
    }

    /**
     * Reads lines such as {@code network-fee,Network fee,3.00,use recurring,2026-12-01,,} behind a header that says so.
     *
     * <p>Rejections: {@code REFERENCE_DATA_INVALID} with file and line: an unreadable line, days of one surcharge that overlap for an offering.
     */
    public static Outcome<List<Surcharge>> read(String file, List<String> lines) {
        ReferenceTable table = new ReferenceTable(file);
        record Read(Surcharge surcharge, int line) {}
        List<Read> rows = table.rows(lines, HEADER, FORMER, row -> new Read(surcharge(row), row.line()));
        List<Read> sorted = rows.stream()
                .sorted(Comparator.comparing((Read row) -> row.surcharge().id())
                        .thenComparing(row -> row.surcharge().from()))
                .toList();
        ReferenceTable.pairsOf(sorted, row -> row.surcharge().id(), (before, after) -> {
            if (before.surcharge().isChargedOn(after.surcharge().from())
                    && before.surcharge().offerings().rivals(after.surcharge().offerings())) {
                table.refuse(after.line(), "its days overlap with those of line " + before.line());
            }
        });
        return table.outcome(() -> rows.stream().map(Read::surcharge).toList());
    }

    private static Surcharge surcharge(Row row) {
        LocalDate from = row.day(4);
        return new Surcharge(
                row.id(0), row.name(1), percent(row), kinds(row), from, row.until(5, from), OfferingNames.of(row, 6));
    }

    private static BigDecimal percent(Row row) {
        String what = "a percentage is more than 0, at most 100, with at most two decimals";
        BigDecimal percent = new BigDecimal(row.text(2, "[0-9]{1,3}([.][0-9]{1,2})?", what));
        if (percent.signum() == 0 || percent.compareTo(ALL) > 0) {
            throw new Refused(what + ", not '" + percent + "'");
        }
        return percent;
    }

    private static Set<ChargeKind> kinds(Row row) {
        Set<ChargeKind> kinds = EnumSet.noneOf(ChargeKind.class);
        for (String word : row.text(3).split(" ", -1)) {
            if (!KINDS.containsKey(word)) {
                throw new Refused("it is of some of use recurring one-off, not '" + row.text(3) + "'");
            }
            kinds.addAll(KINDS.getOrDefault(word, Set.of()));
        }
        return kinds;
    }
}

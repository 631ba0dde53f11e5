package dialtone.rating;

import dialtone.catalog.BillingPeriod;
import dialtone.catalog.RecurringTerms.Alignment;
import dialtone.catalog.UsageCycle;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cycles that the use of one line is counted in, one after another, without gap or overlap: those of its plan, from the day that they are counted from.
 *
 * <p>A week from the day the line began, a Thursday, 2026-12-03: the cycles are [12-03, 12-10), [12-10, 12-17) and so on. Months from 2027-01-31: they begin on 01-31,
 * 02-28, 03-31, see {@link BillingCycles}.
 *
 * @param anchor the first day of a cycle where they are counted from the day the line began; 1970-01-01 for those of the calendar
 */
public record UsageCycles(BillingPeriod period, Alignment alignment, LocalDate anchor) {

    /** The months of the calendar: what nearly all lines have. */
    public static final UsageCycles MONTHS = new UsageCycles(BillingPeriod.MONTH, Alignment.CALENDAR, LocalDate.EPOCH);

    private static final String FROM = ", from ";

    /**
     * @param anchoredOn first day of the line, whichever plan it had then
     * @param cycleDay   of the account, 1 to 28
     */
    public static UsageCycles of(UsageCycle said, LocalDate anchoredOn, int cycleDay) {
        Alignment alignment = said.alignment().orElse(new Alignment(false, cycleDay));
        UsageCycles cycles =
                new UsageCycles(said.period(), alignment, alignment.anniversary() ? anchoredOn : LocalDate.EPOCH);
        return cycles.equals(MONTHS) ? MONTHS : cycles;
    }

    /** Whether they are the months of the calendar. */
    public boolean isMonths() {
        return equals(MONTHS);
    }

    private BillingCycles cycles() {
        return new BillingCycles(period, alignment, anchor);
    }

    /** First day of the cycle that a day lies in. */
    public LocalDate startOf(LocalDate day) {
        return isMonths() ? day.withDayOfMonth(1) : cycles().start(cycles().numberOf(day));
    }

    /** First day of the cycle that an instant lies in. */
    public LocalDate startOf(Instant at, ZoneId zone) {
        return startOf(at.atZone(zone).toLocalDate());
    }

    /**
     * First day whose cycles are not over when a day begins: that of the cycle which the day lies in; the day itself once the line has ended, and with it its last cycle. Of a line of years from
     * 2026-11-25 no use is billed before 2027-01-01 while it goes on; when it has ended on 12-10 all that it used is.
     *
     * @param last last day of a line that has ended
     */
    public LocalDate notOverOn(LocalDate day, Optional<LocalDate> last) {
        return last.filter(day::isAfter).isPresent() ? day : startOf(day);
    }

    /** The cycle that a day lies in. */
    public ChargePeriod cycleOf(LocalDate day) {
        return cycles().cycle(cycles().numberOf(day));
    }

    /** How many cycles later the second day is; 0 within one, negative for an earlier one. */
    public long between(LocalDate day, LocalDate later) {
        return cycles().numberOf(later) - cycles().numberOf(day);
    }

    /** Those that have a day of a period, in their order. */
    public List<ChargePeriod> within(ChargePeriod days) {
        List<ChargePeriod> found = new ArrayList<>();
        BillingCycles cycles = cycles();
        for (long number = cycles.numberOf(days.from()); cycles.start(number).isBefore(days.to()); number++) {
            found.add(cycles.cycle(number));
        }
        return found;
    }

    /**
     * First days of the cycles that a re-rating of some days has of a line while it has these cycles: those whose first day that the line has them on is one of the days. So each
     * day of use is of the re-rating of one month, whatever cycles the line has had before and gets afterwards. A calendar week from 11-30, of a line that changes into such
     * weeks on 12-03, is December's, since November has no day of it; one of a line that has had them in November is November's.
     *
     * @param from first day that the line has these cycles on
     * @param last last day that it has them on; empty while it has them
     */
    public List<LocalDate> begunIn(ChargePeriod days, LocalDate from, Optional<LocalDate> last) {
        LocalDate first = from.isAfter(days.from()) ? from : days.from();
        LocalDate end =
                last.map(day -> day.plusDays(1)).filter(days.to()::isAfter).orElse(days.to());
        return first.isBefore(end)
                ? within(new ChargePeriod(first, end)).stream()
                        .map(ChargePeriod::from)
                        .filter(on -> days.contains(on.isBefore(from) ? from : on))
                        .toList()
                : List.of();
    }

    /** Whether the cycles of both begin on the same days, so that what lines have together is used up in the same ones. */
    public boolean runWith(UsageCycles other) {
        return period.months() == other.period.months()
                && period.days() == other.period.days()
                && dayOfMonth() == other.dayOfMonth()
                && startOf(anchor).equals(other.startOf(anchor));
    }

    /** Whether they are as long as others, whichever days they begin on. */
    public boolean lastAs(UsageCycle said) {
        return period.months() == said.period().months()
                && period.days() == said.period().days();
    }

    /** On which their months begin where a month has it; 0 where they are no months. */
    private int dayOfMonth() {
        return period.months() == 0 ? 0 : alignment.anniversary() ? anchor.getDayOfMonth() : alignment.day();
    }

    /** {@code 1 week, anniversary, from 2026-12-03}; empty for {@link #MONTHS}. */
    public String text() {
        return isMonths() ? "" : new UsageCycle(period, Optional.of(alignment)).text() + FROM + anchor;
    }

    /** @throws IllegalArgumentException if {@link #text} has not made it */
    public static UsageCycles parse(String text) {
        if (text.isEmpty()) {
            return MONTHS;
        }
        int from = text.lastIndexOf(FROM);
        UsageCycle said = UsageCycle.parse(text.substring(0, Math.max(from, 0)));
        return new UsageCycles(
                said.period(),
                said.alignment().orElseThrow(() -> new IllegalArgumentException("No cycles of a line: " + text)),
                LocalDate.parse(text.substring(from + FROM.length())));
    }
}

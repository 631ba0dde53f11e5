package dialtone.rating;

import dialtone.catalog.AllowanceTerms;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.usage.UsageEvent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Use of which one record changes what others cost: of a line whose cycles carry over what they leave, and of lines that share an allowance.
 * All that it costs is a function of the sums of each line's cycles, so that neither the order in which records arrive nor how they are
 * divided changes the bill.
 *
 * <p><b>Carried over.</b> What a cycle begins with is what the one before it has left, see {@link CycleUsage#carriedOver}. A record that comes late
 * for October leaves less for November; what November then costs more is charged with that record, as November's.
 *
 * <p><b>Shared.</b> A line's own allowances are consumed first. What is beyond them is covered by what is shared, in the order in which the
 * lines joined, the first one first, until nothing is left. Of 10 GB that two lines share, of which the first has used 4 and the second 7, one
 * of the second's is charged; when the first uses 2 more it is 3 of the second's, and two of them are charged with the first's record, on the
 * second's line of the invoice. Which of the lines is charged makes a difference only where their prices differ, for one account pays for all.
 * A line that joins or leaves within a cycle is two: what it used outside is not covered, what it used inside stays covered.
 *
 * <p>Source: 3GPP TS 32.296 (balances shared by subscribers); SID ProductOfferingPrice, allowance.
 */
public final class LinkedUse {

    private static final Comparator<Price.Allowance> IN_ORDER = Comparator.comparingInt(
                    (Price.Allowance each) -> each.terms().priority())
            .thenComparingInt(each -> each.types().size());

    /**
     * A line, from when it began with its tariff, or with its share.
     *
     * @param id       of the row of the number
     * @param position among the lines that share: who joined first has the lower one, whatever his rows are numbered since
     * @param counted  the cycles that its use is counted in
     * @param begins   first day of its first one
     * @param left     of the cycles before that
     * @param cycles   by their first days, nothing carried and nothing shared
     */
    public record Line(
            long id,
            int position,
            Tariff tariff,
            UsageCycles counted,
            LocalDate begins,
            List<Carried> left,
            Map<LocalDate, CycleUsage> cycles) {
        public Line {
            left = List.copyOf(left);
            cycles = Map.copyOf(cycles);
        }
    }

    /** A line's cycle, by its first day. */
    public record Place(long line, LocalDate cycle) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byLine = Long.compare(line, other.line);
            return byLine != 0 ? byLine : cycle.compareTo(other.cycle);
        }
    }

    /** What a record adds to what another line, or another cycle, is charged. */
    public record Further(Place at, UsageCharge charge) {}

    /** A record and what it costs, where it belongs and elsewhere. */
    public record Rated(RatedUsage usage, List<Further> further) {
        public Rated {
            further = List.copyOf(further);
        }
    }

    private static final class Cycles {
        private final Tariff tariff;
        private final UsageCycles counted;
        private final NavigableMap<LocalDate, CycleUsage> byDay = new TreeMap<>();

        private Cycles(Tariff tariff, UsageCycles counted) {
            this.tariff = tariff;
            this.counted = counted;
        }

        /**
         * Through cycles without use; as nothing lives for longer than {@link AllowanceTerms.Rollover#MAX_CYCLES}, more of them are as that many.
         */
        private List<Carried> leftFrom(CycleUsage last, LocalDate from, LocalDate to) {
            List<Carried> left = last.carriedOver();
            long idle = Math.min(counted.between(from, to) - 1, AllowanceTerms.Rollover.MAX_CYCLES + 1);
            for (long i = 0; i < idle; i++) {
                left = CycleUsage.none(last.tariff()).carrying(left).carriedOver();
            }
            return left;
        }
    }

    private final SortedMap<Long, Cycles> lines = new TreeMap<>();
    /** Their ids, in the order in which they joined. */
    private final List<Long> joined;

    private final List<Price.Allowance> shared;
    private final Map<LocalDate, long[]> sharedUnits = new TreeMap<>();
    /** What was there before the last record, of what it has changed. */
    private final SortedMap<Place, CycleUsage> before = new TreeMap<>();

    /** @param shared allowances that the lines have together; none where it is one line's cycles alone */
    public LinkedUse(Collection<Line> lines, List<Price.Allowance> shared) {
        this.shared = shared.stream().sorted(IN_ORDER).toList();
        joined = lines.stream()
                .sorted(Comparator.comparingInt(Line::position).thenComparingLong(Line::id))
                .map(Line::id)
                .toList();
        for (Line line : lines) {
            Cycles cycles = new Cycles(line.tariff(), line.counted());
            cycles.byDay.putAll(line.cycles());
            cycles.byDay.merge(
                    line.begins(),
                    CycleUsage.none(line.tariff().in(line.begins())).carrying(line.left()),
                    (use, none) -> use.carrying(line.left()));
            this.lines.put(line.id(), cycles);
            carry(line.id(), line.begins());
        }
        lines.stream()
                .flatMap(line -> line.cycles().keySet().stream())
                .distinct()
                .forEach(this::share);
        before.clear();
    }

    /** @throws IllegalArgumentException if the line is none of these */
    public CycleUsage of(long line, LocalDate cycle) {
        Cycles cycles = cycles(line);
        CycleUsage there = cycles.byDay.get(cycle);
        if (there != null) {
            return there;
        }
        Map.Entry<LocalDate, CycleUsage> former = cycles.byDay.lowerEntry(cycle);
        return former == null
                ? CycleUsage.none(cycles.tariff.in(cycle))
                : CycleUsage.none(cycles.tariff.in(cycle))
                        .carrying(cycles.leftFrom(former.getValue(), former.getKey(), cycle));
    }

    private Cycles cycles(long line) {
        Cycles cycles = lines.get(line);
        if (cycles == null) {
            throw new IllegalArgumentException("Not among these lines: " + line);
        }
        return cycles;
    }

    /**
     * Rates one more record.
     *
     * @return empty when the tariff neither prices nor includes some of it
     */
    public Optional<Rated> rate(long line, LocalDate cycle, UsageEvent event, RatingContext context) {
        CycleUsage former = of(line, cycle);
        return former.rate(event, context).map(rated -> {
            before.clear();
            put(new Place(line, cycle), rated.after());
            before.put(new Place(line, cycle), former);
            carry(line, cycle);
            new TreeSet<>(before.keySet()).stream().map(Place::cycle).distinct().forEach(this::share);
            List<Further> further = new ArrayList<>();
            before.forEach((at, was) -> {
                if (!at.equals(new Place(line, cycle))) {
                    was.chargesUpTo(of(at.line(), at.cycle())).forEach(charge -> further.add(new Further(at, charge)));
                }
            });
            return new Rated(former.withCharges(rated, of(line, cycle)), further);
        });
    }

    /** Takes back the record that was rated last, with all that it has changed. */
    public void takeBack() {
        Map<Place, CycleUsage> was = new TreeMap<>(before);
        was.forEach((at, usage) -> cycles(at.line()).byDay.put(at.cycle(), usage));
        was.keySet().stream().map(Place::cycle).distinct().forEach(this::share);
        before.clear();
    }

    private void put(Place at, CycleUsage usage) {
        CycleUsage was = cycles(at.line()).byDay.put(at.cycle(), usage);
        if (was != null) {
            before.putIfAbsent(at, was);
        }
    }

    /** What cycles behind this one begin with. */
    private void carry(long line, LocalDate from) {
        Cycles cycles = cycles(line);
        if (!cycles.tariff.carriesOver()) {
            return;
        }
        LocalDate at = from;
        for (LocalDate next : List.copyOf(cycles.byDay.tailMap(from.plusDays(1)).keySet())) {
            CycleUsage was = of(line, next);
            CycleUsage is = was.carrying(cycles.leftFrom(of(line, at), at, next));
            if (is != was) {
                put(new Place(line, next), is);
            }
            at = next;
        }
    }

    /** Divides what is shared in a cycle over the lines. */
    private void share(LocalDate cycle) {
        if (shared.isEmpty()) {
            return;
        }
        long[] used = new long[shared.size()];
        for (long line : joined) {
            CycleUsage was = cycles(line).byDay.get(cycle);
            if (was != null) {
                CycleUsage is = was.sharing(take(was, used));
                if (is != was) {
                    put(new Place(line, cycle), is);
                }
            }
        }
        sharedUnits.put(cycle, used);
    }

    /** By cell: what of the line's use is covered; use that costs nothing takes nothing away from the others. */
    private long[] take(CycleUsage usage, long[] used) {
        long[] beyond = usage.beyondOwn();
        long[] covered = new long[beyond.length];
        List<Cell> cells = usage.tariff().plan().cells();
        for (int i = 0; i < used.length; i++) {
            for (UsageType type : shared.get(i).types()) {
                for (int cell = 0; cell < covered.length; cell++) {
                    if (cells.get(cell).type() == type
                            && cells.get(cell).isWithin(shared.get(i).scope())
                            && !usage.tariff().plan().isFree(cell)) {
                        long more = Math.min(shared.get(i).quantity() - used[i], beyond[cell] - covered[cell]);
                        covered[cell] += more;
                        used[i] += more;
                    }
                }
            }
        }
        return covered;
    }

    /** How far what is shared is used in a cycle. */
    public List<AllowanceUse> sharedUse(LocalDate cycle) {
        long[] used = sharedUnits.getOrDefault(cycle, new long[shared.size()]);
        List<AllowanceUse> uses = new ArrayList<>();
        for (int i = 0; i < used.length; i++) {
            uses.add(new AllowanceUse(shared.get(i), used[i]));
        }
        return uses;
    }

    /** All cycles there are, of all lines. */
    public Map<Place, CycleUsage> all() {
        Map<Place, CycleUsage> all = new LinkedHashMap<>();
        lines.forEach((id, cycles) -> cycles.byDay.forEach((day, usage) -> all.put(new Place(id, day), usage)));
        return all;
    }
}

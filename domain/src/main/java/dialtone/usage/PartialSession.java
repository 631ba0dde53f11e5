package dialtone.usage;

import dialtone.catalog.UsageType;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The parts of one section of a session that are here, and what they come to (3GPP TS 32.298, partial records; TS 32.297 for how their files come: in any
 * order, and more than once). In whatever order they came, the same parts come to the same records.
 *
 * <p>Part 1 of 600 s from 09:00, part 2 of 600 s from 09:10 and part 3, the last, of 61 s are one call of 1,261 s from 09:00: one fee for setting
 * it up, one minimum, one rounding to the increment, and the price of 09:00.
 *
 * <p>Parts in another network than the one before are another leg of the session, and so are parts of data of another month: each leg is a record by
 * itself, with the network and the start of its first part. Part 1 of 10 MB at home, parts 2 and 3, the last, of 500 MB each in network 20801 are a record
 * of 10 MB at home and one of 1,000 MB abroad. A leg is complete when the parts before and behind it are here, or it begins or ends its section.
 *
 * <p>What people have corrected since makes no part another one: parts are told apart by what they said when they came, and what the record says is of the
 * first of them, as it is now, see {@link #whole}.
 *
 * @param rated   parts that have been rated
 * @param refused parts that a person has refused: they complete nothing, and told again they are not charged either
 * @param waiting parts that neither; all as they came
 */
public record PartialSession(List<PartialRecord> rated, List<PartialRecord> refused, List<PartialRecord> waiting) {

    private static final Comparator<PartialRecord> ORDER = Comparator.<PartialRecord>comparingInt(
                    record -> record.part().number())
            .thenComparingLong(record -> record.event().sequence());

    /**
     * @param wholes     parts that are rated as one record now, for each record, in their order
     * @param parts      that will be, when the others are there
     * @param duplicates tell what a part has told
     * @param unfit      contradict a part, or come behind the last one or after their leg was rated: people decide
     */
    public record Verdict(
            List<List<PartialRecord>> wholes,
            List<PartialRecord> parts,
            List<PartialRecord> duplicates,
            List<PartialRecord> unfit) {}

    public PartialSession {
        rated = rated.stream().sorted(ORDER).toList();
        refused = List.copyOf(refused);
        waiting = waiting.stream().sorted(ORDER).toList();
    }

    /**
     * What is complete is rated, and what has been decided already, complete or not.
     *
     * @param decided of a part, whether it was part of a whole before, which could not be rated
     */
    public Verdict ifComplete(Predicate<PartialRecord> decided) {
        List<PartialRecord> duplicates = new ArrayList<>();
        List<PartialRecord> unfit = new ArrayList<>();
        List<PartialRecord> fit = fit(duplicates, unfit);
        List<List<PartialRecord>> wholes = new ArrayList<>();
        List<PartialRecord> parts = new ArrayList<>();
        int from = 0;
        while (from < fit.size()) {
            int to = endOfLeg(fit, from);
            List<PartialRecord> leg = List.copyOf(fit.subList(from, to));
            if (leg.stream().anyMatch(rated::contains)) {
                leg.stream().filter(record -> !rated.contains(record)).forEach(unfit::add);
            } else if (leg.stream().anyMatch(decided) || isComplete(fit, from, to)) {
                wholes.add(leg);
            } else {
                parts.addAll(leg);
            }
            from = to;
        }
        return new Verdict(List.copyOf(wholes), List.copyOf(parts), List.copyOf(duplicates), List.copyOf(unfit));
    }

    /** Complete or not: what there is becomes the whole. */
    public Verdict asItIs() {
        return ifComplete(any -> true);
    }

    /** Those that do not contradict each other, rated ones among them, one of each number, in their order. */
    private List<PartialRecord> fit(List<PartialRecord> duplicates, List<PartialRecord> unfit) {
        List<PartialRecord> fit = new ArrayList<>(rated);
        int end = Stream.concat(rated.stream(), waiting.stream())
                .filter(record -> record.part().last())
                .mapToInt(record -> record.part().number())
                .min()
                .orElse(SessionPart.MAX_NUMBER);
        for (PartialRecord record : waiting) {
            if (Stream.of(fit, refused).flatMap(List::stream).anyMatch(record::repeats)) {
                duplicates.add(record);
            } else if (record.part().number() > end || !fits(fit, record)) {
                unfit.add(record);
            } else {
                fit.add(record);
            }
        }
        fit.sort(ORDER);
        return fit;
    }

    private static boolean fits(List<PartialRecord> others, PartialRecord record) {
        return others.stream()
                .allMatch(other -> other.part().number() != record.part().number()
                        && other.event().type() == record.event().type());
    }

    private static int endOfLeg(List<PartialRecord> parts, int from) {
        int to = from + 1;
        while (to < parts.size()
                && isOneLeg(parts.get(from).event(), parts.get(to).event())) {
            to++;
        }
        return to;
    }

    private static boolean isOneLeg(UsageEvent first, UsageEvent other) {
        return first.visitedNetwork().equals(other.visitedNetwork())
                && (first.type() != UsageType.DATA || month(first).equals(month(other)));
    }

    private static YearMonth month(UsageEvent event) {
        return YearMonth.from(event.startedAt().atOffset(ZoneOffset.UTC));
    }

    /** By their numbers, each of which is there once. */
    private static boolean isComplete(List<PartialRecord> parts, int from, int to) {
        SessionPart first = parts.get(from).part();
        SessionPart last = parts.get(to - 1).part();
        boolean begins = first.isFirstOfSection()
                || (from > 0 && parts.get(from - 1).part().number() == first.number() - 1);
        boolean ends = last.isLastOfSection()
                || (to < parts.size() && parts.get(to).part().number() == last.number() + 1);
        return begins && ends && last.number() - first.number() == to - from - 1;
    }

    /**
     * Parts as one record: the sum of their quantities, with all else of the first, its sequence number too.
     *
     * @param parts in their order, as they are now
     * @return empty when they are more than a record holds
     */
    public static Optional<UsageEvent> whole(List<UsageEvent> parts) {
        UsageEvent first = parts.getFirst();
        long quantity = parts.stream().mapToLong(UsageEvent::quantity).sum();
        return quantity > UsageEvent.MAX_QUANTITY
                ? Optional.empty()
                : Optional.of(new UsageEvent(
                        first.source(),
                        first.sequence(),
                        first.type(),
                        first.msisdn(),
                        first.startedAt(),
                        quantity,
                        first.peer(),
                        first.visitedNetwork()));
    }
}

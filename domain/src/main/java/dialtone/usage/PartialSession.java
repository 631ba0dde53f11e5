package dialtone.usage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The parts of one session that are here, and what they come to (3GPP TS 32.298, partial records; TS 32.297 for how their files come: in any order, and
 * more than once). In whatever order they came, the same parts come to the same record.
 *
 * <p>Part 1 of 600 s from 09:00, part 2 of 600 s from 09:10 and part 3, the last, of 61 s are one call of 1,261 s from 09:00: one fee for setting
 * it up, one minimum, one rounding to the increment, and the price of 09:00.
 *
 * <p>What people have corrected since makes no part another one: parts are told apart by what they said when they came, and what the whole says is of the
 * first of them, as it is now, see {@link #whole}.
 *
 * @param rated   parts that have been rated as one; there are none while the session waits
 * @param refused parts that a person has refused: they complete nothing, and told again they are not charged either
 * @param waiting parts that neither; all as they came
 */
public record PartialSession(
        List<PartialRecord> rated, List<PartialRecord> refused, List<PartialRecord> waiting) {

    private static final Comparator<PartialRecord> ORDER = Comparator.<PartialRecord>comparingInt(
                    record -> record.part().number())
            .thenComparingLong(record -> record.event().sequence());

    /**
     * @param ready      whether the parts are rated as one now
     * @param parts      that the session is made of, or will be, in their order
     * @param duplicates tell what a part has told
     * @param unfit      contradict a part, or come behind the last one or after the session was rated: people decide
     */
    public record Verdict(
            boolean ready, List<PartialRecord> parts, List<PartialRecord> duplicates, List<PartialRecord> unfit) {}

    public PartialSession {
        rated = List.copyOf(rated);
        refused = List.copyOf(refused);
        waiting = waiting.stream().sorted(ORDER).toList();
    }

    /** Complete: all parts from the first to one that is the last. */
    public Verdict ifComplete() {
        return verdict(false);
    }

    /** Complete or not: what there is becomes the whole. */
    public Verdict asItIs() {
        return verdict(true);
    }

    private Verdict verdict(boolean asItIs) {
        List<PartialRecord> parts = new ArrayList<>();
        List<PartialRecord> duplicates = new ArrayList<>();
        List<PartialRecord> unfit = new ArrayList<>();
        int end = waiting.stream()
                .filter(record -> record.part().last())
                .mapToInt(record -> record.part().number())
                .min()
                .orElse(SessionPart.MAX_NUMBER);
        for (PartialRecord record : waiting) {
            if (Stream.of(rated, refused, parts).flatMap(List::stream).anyMatch(record::repeats)) {
                duplicates.add(record);
            } else if (!rated.isEmpty() || record.part().number() > end || !follows(parts, record)) {
                unfit.add(record);
            } else {
                parts.add(record);
            }
        }
        boolean ready = !parts.isEmpty() && (asItIs || isComplete(parts));
        return new Verdict(ready, List.copyOf(parts), List.copyOf(duplicates), List.copyOf(unfit));
    }

    private static boolean follows(List<PartialRecord> parts, PartialRecord record) {
        if (parts.isEmpty()) {
            return true;
        }
        PartialRecord last = parts.getLast();
        return last.part().number() < record.part().number()
                && last.event().type() == record.event().type();
    }

    /** By their numbers, each of which is there once. */
    private static boolean isComplete(List<PartialRecord> parts) {
        return parts.getLast().part().last() && parts.getLast().part().number() == parts.size();
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

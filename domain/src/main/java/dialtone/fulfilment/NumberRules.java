package dialtone.fulfilment;

import dialtone.catalog.CharacteristicSpecification;
import dialtone.pool.NumberStanding;
import dialtone.pool.ResourceNeed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The check of the numbers that an order asks for by name: {@code NUMBER_RESERVED}, {@code NUMBER_IN_USE}, {@code NUMBER_QUARANTINED} with the day
 * from which it is free again, {@code NUMBER_NOT_OURS}, and {@code NUMBER_ASKED_TWICE} within one order. Instead: the free numbers next to it, and of one
 * that ages the same order later.
 *
 * <p>It says how things stand; which order has a number is decided when it is reserved.
 */
public final class NumberRules {

    public static final String CHECK = "wanted-number";

    private static final Set<String> OF_SOMEBODY = Set.of("NUMBER_RESERVED", "NUMBER_IN_USE", "NUMBER_QUARANTINED");

    private NumberRules() {}

    /** The numbers asked for, each once. */
    public static List<String> wanted(CheckRequest request) {
        return needs(request).flatMap(need -> need.wanted().stream()).distinct().toList();
    }

    private static Stream<ResourceNeed> needs(CheckRequest request) {
        return request.needs().stream().filter(need -> need.wanted().isPresent());
    }

    /**
     * @param standings of all that {@link #wanted} names
     */
    public static List<CheckResult> judge(CheckRequest request, List<NumberStanding> standings) {
        List<CheckResult> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ResourceNeed need : needs(request).toList()) {
            String wanted = need.wanted().orElseThrow();
            NumberStanding standing = standings.stream()
                    .filter(number -> number.msisdn().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("Nobody has asked about number " + wanted));
            if (!seen.add(wanted)) {
                found.add(refused(
                        need,
                        "NUMBER_ASKED_TWICE",
                        "Two lines of the order ask for number " + wanted + ".",
                        "Another number for one of them."));
            } else {
                objection(need, standing)
                        .map(refusal -> refusal.orRather(instead(request, need, standing)))
                        .ifPresent(found::add);
            }
        }
        return found.isEmpty() ? List.of(CheckResult.passed(CHECK, passed(request))) : found;
    }

    /** Whether a code tells that a number is or was somebody's. */
    static boolean tellsOfSomebody(String code) {
        return OF_SOMEBODY.contains(code);
    }

    private static String passed(CheckRequest request) {
        return wanted(request).isEmpty()
                ? "No number is asked for by name."
                : "Every number that is asked for is free.";
    }

    private static Optional<CheckResult> objection(ResourceNeed need, NumberStanding standing) {
        String number = "Number " + standing.msisdn();
        return switch (standing.state()) {
            case FREE -> Optional.empty();
            case RESERVED ->
                Optional.of(refused(
                        need,
                        "NUMBER_RESERVED",
                        number + " is reserved for another order.",
                        "Another number; or this one when that order has ended without it."));
            case IN_USE -> Optional.of(refused(need, "NUMBER_IN_USE", number + " is in use.", "Another number."));
            case QUARANTINED ->
                Optional.of(refused(
                        need,
                        "NUMBER_QUARANTINED",
                        number + " was given up and is not handed out again"
                                + standing.freeFrom()
                                        .map(from -> " before " + day(from) + ".")
                                        .orElse(" before somebody has looked into it."),
                        standing.freeFrom()
                                .map(from -> "Another number; or this one from " + day(from) + " on.")
                                .orElse("Another number.")));
            case NOT_OURS ->
                Optional.of(refused(
                        need,
                        "NUMBER_NOT_OURS",
                        number + " is none of our mobile numbers.",
                        "A number of ours; one of another operator has to be ported."));
        };
    }

    private static CheckResult refused(ResourceNeed need, String code, String message, String remedy) {
        return CheckResult.refused(CHECK, code, message).about(need.itemId()).mendedBy(remedy);
    }

    /** The day after, in UTC: it is free all that day. */
    private static LocalDate day(Instant freeFrom) {
        return freeFrom.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(1);
    }

    /** The beginning of the day that the sentence names. */
    private static Alternative startingAt(Instant freeFrom) {
        return Alternative.startingOn(day(freeFrom), ZoneOffset.UTC);
    }

    private static List<Alternative> instead(CheckRequest request, ResourceNeed need, NumberStanding standing) {
        Stream<Alternative> others = question(request, need).stream()
                .flatMap(
                        question -> standing.neighbours().stream().map(number -> Alternative.answer(question, number)));
        return Stream.concat(others, standing.freeFrom().map(NumberRules::startingAt).stream())
                .toList();
    }

    private static Optional<CharacteristicSpecification> question(CheckRequest request, ResourceNeed need) {
        return request.items().stream()
                .filter(item -> item.itemId().equals(need.itemId()))
                .flatMap(item -> request.catalog().offering(item.offering()).stream())
                .flatMap(offering -> offering.characteristics().stream())
                .filter(question -> question.name().equals(ResourceNeed.WANTED_MSISDN))
                .findFirst();
    }
}

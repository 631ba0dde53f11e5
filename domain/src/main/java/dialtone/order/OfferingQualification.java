package dialtone.order;

import dialtone.base.Rejection;
import dialtone.fulfilment.Alternative;
import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.CheckResult.Verdict;
import dialtone.party.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether a customer may have what an order would ask for (TMF679 product offering qualification): asked and answered once, and a fact
 * from then on. Nothing is reserved by it, so that an order is checked again.
 *
 * @param id         such as {@code POQ-100001}; at most 32 characters
 * @param askedBy    login of the person or partner
 * @param items      as they were asked about
 * @param findings   of all checks
 * @param answeredAt when the last of them was there
 */
public record OfferingQualification(
        String id,
        CustomerId customer,
        String askedBy,
        Wishes wishes,
        List<PlaceOrder.Item> items,
        List<CheckResult> findings,
        Instant askedAt,
        Instant answeredAt) {

    /** For as long the answer is worth reading: stock, numbers and a person's credit are others tomorrow. */
    public static final Duration VALID = Duration.ofHours(24);

    public static final int MAX_DESCRIPTION = 255;

    /** Check that says what the catalogue and the customer's products say. */
    public static final String CATALOGUE = "catalogue";

    /** Refusals of an order that say that the customer may not have it; all others say that the question is no question. */
    private static final Set<String> INELIGIBLE = Set.of(
            "PLAN_NOT_REACHABLE",
            "NOTHING_CHANGES",
            "DEVICE_INCOMPATIBLE",
            "LINE_SUSPENDED",
            "LINE_ENDS",
            "LINE_CHANGES",
            "LINE_LACKS_SERVICE",
            "TOO_MANY_ON_LINE",
            "SEVERAL_LINES",
            "LINE_AMBIGUOUS",
            "REQUIRED_BY_ANOTHER",
            "ADD_ON_OUTDATED",
            "PRODUCT_IN_ANOTHER_ORDER",
            "PRODUCT_NOT_ACTIVE",
            "PRODUCT_CANNOT_END",
            "DEVICE_FOR_GOOD",
            "REQUIRED_OFFERING_MISSING",
            "EXCLUDED_OFFERING");

    /** What is missing or in the way beside an item: these checks say it as well, and with what would do instead. */
    private static final Set<String> COMBINATION = Set.of("REQUIRED_OFFERING_MISSING", "EXCLUDED_OFFERING");

    private static final Set<String> COMBINATION_CHECKS = Set.of("prerequisite-products", "exclusive-products");

    /**
     * What the requester wants told.
     *
     * @param description  his own words
     * @param alternatives what would do instead
     * @param reasons      why something is not to be had
     * @param onlyQualified nothing of what is not to be had
     * @param instant      the answer in that of the request
     */
    public record Wishes(
            Optional<String> description,
            boolean alternatives,
            boolean reasons,
            boolean onlyQualified,
            boolean instant) {}

    /** How it stands with an item, or with all. */
    public enum Result {
        QUALIFIED("qualified"),
        /** Not as it was asked for, and something else instead. */
        ALTERNATE("alternate"),
        UNQUALIFIED("unqualified"),
        /** Nothing speaks against it as far as could be asked, and not everybody could be. */
        UNKNOWN("");

        private final String tmf;

        Result(String tmf) {
            this.tmf = tmf;
        }

        /** As TMF679 names it; empty when there is no result. */
        public String tmf() {
            return tmf;
        }
    }

    public OfferingQualification {
        items = List.copyOf(items);
        findings = List.copyOf(findings);
    }

    /** Whether a refusal of an order is the answer to the question whether the customer may have it. */
    public static boolean isAnswer(Rejection refusal) {
        return INELIGIBLE.contains(refusal.code());
    }

    /**
     * All findings, each said once.
     *
     * @param known what the order was refused for
     * @param asked what the checks have found
     */
    public static List<CheckResult> together(List<CheckResult> known, List<CheckResult> asked) {
        return Stream.concat(
                        known.stream()
                                .filter(finding -> !COMBINATION.contains(finding.code())
                                        || asked.stream().noneMatch(other -> saysMore(other, finding))),
                        asked.stream())
                .toList();
    }

    private static boolean saysMore(CheckResult other, CheckResult finding) {
        return other.isObjection()
                && COMBINATION_CHECKS.contains(other.check())
                && other.item().equals(finding.item());
    }

    /**
     * As somebody outside the house is told: by its codes what stands in the way, and what would mend it, but of the person no score, no sum,
     * no day and no account. The result is the same: what would do instead is left in, without the sum or the day. The one exception is the day
     * from which a number is free, which is left out: with nothing beside it, the number is just not to be had.
     */
    public OfferingQualification forOutside() {
        return new OfferingQualification(
                id,
                customer,
                askedBy,
                wishes,
                items,
                findings.stream().map(CheckResult::forOutside).toList(),
                askedAt,
                answeredAt);
    }

    public Instant expiresAt() {
        return answeredAt.plus(VALID);
    }

    /** What was found of that item and of all. */
    public List<CheckResult> findingsOn(String itemId) {
        return findings.stream().filter(finding -> finding.concerns(itemId)).toList();
    }

    public Result resultOf(String itemId) {
        return result(findingsOn(itemId));
    }

    /** Of all items: the order as a whole would be taken, or not. */
    public Result result() {
        return result(findings);
    }

    /** Something else is to be had when there is something instead of each thing that speaks against it. */
    private Result result(List<CheckResult> found) {
        List<CheckResult> against =
                found.stream().filter(CheckResult::isObjection).toList();
        if (!against.isEmpty()) {
            boolean instead =
                    against.stream().noneMatch(finding -> finding.alternatives().isEmpty());
            return instead && wishes.alternatives() ? Result.ALTERNATE : Result.UNQUALIFIED;
        }
        return found.stream().anyMatch(finding -> finding.verdict() == Verdict.UNANSWERED)
                ? Result.UNKNOWN
                : Result.QUALIFIED;
    }

    /** What would do instead of that item; empty when it is to be had as it is. */
    public List<Alternative> alternativesTo(String itemId) {
        return findingsOn(itemId).stream()
                .filter(finding -> !finding.isPassed())
                .flatMap(finding -> finding.alternatives().stream())
                .distinct()
                .toList();
    }
}

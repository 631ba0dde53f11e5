package dialtone.fulfilment;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An answer of a dependency check. A check that passes has one; one that does not has as many as there are reasons.
 *
 * @param check        name of the check: {@code credit-standing}, {@code coverage}, {@code device-compatibility},
 *                     {@code prerequisite-products}, {@code sim-and-number}, {@code element-hlr}, ...
 * @param item         id of the order's item that it is about; empty when it is about all of the order
 * @param verdict      what it found
 * @param code         UPPER_SNAKE, its own for each reason; {@code OK} when passed
 * @param message      one sentence for the CSR; at most 500 characters
 * @param remedy       what would make it pass, a sentence; empty when passed, and when nothing would
 * @param alternatives what would pass instead; at most {@value #MAX_ALTERNATIVES}
 */
public record CheckResult(
        String check,
        Optional<String> item,
        Verdict verdict,
        String code,
        String message,
        Optional<String> remedy,
        List<Alternative> alternatives) {

    /** As many as a person reads. */
    public static final int MAX_ALTERNATIVES = 10;

    /** Checks that say something of the person. */
    private static final Set<String> PERSONAL = Set.of("identity", "credit-standing", "debts", ContractTermRules.CHECK);

    public enum Verdict {
        PASSED,
        /** It would pass once a condition is met, such as a deposit; until then an order is refused. */
        CONDITIONAL,
        REFUSED,
        /** Who would know could not be asked. Of an order that is never the last word: it waits. */
        UNANSWERED
    }

    public CheckResult {
        alternatives = List.copyOf(alternatives.subList(0, Math.min(alternatives.size(), MAX_ALTERNATIVES)));
    }

    public static CheckResult passed(String check, String message) {
        return of(check, Verdict.PASSED, "OK", message);
    }

    public static CheckResult refused(String check, String code, String message) {
        return of(check, Verdict.REFUSED, code, message);
    }

    public static CheckResult conditional(String check, String code, String message) {
        return of(check, Verdict.CONDITIONAL, code, message);
    }

    /** {@code NOT_ANSWERED}. */
    public static CheckResult unanswered(String check, String message) {
        return of(check, Verdict.UNANSWERED, "NOT_ANSWERED", message);
    }

    private static CheckResult of(String check, Verdict verdict, String code, String message) {
        return new CheckResult(check, Optional.empty(), verdict, code, message, Optional.empty(), List.of());
    }

    /** The same, about one item of the order. */
    public CheckResult about(String itemId) {
        return new CheckResult(check, Optional.of(itemId), verdict, code, message, remedy, alternatives);
    }

    /** The same, with what would make it pass. */
    public CheckResult mendedBy(String sentence) {
        return new CheckResult(check, item, verdict, code, message, Optional.of(sentence), alternatives);
    }

    /** The same, with what would pass instead. */
    public CheckResult orRather(List<Alternative> others) {
        return new CheckResult(check, item, verdict, code, message, remedy, others);
    }

    /** The same without what is known of a person: that is told to nobody outside the house. */
    public CheckResult forOutside() {
        if (NumberRules.tellsOfSomebody(code)) {
            // not the day either from which it is free: that is when somebody left
            return new CheckResult(
                    check,
                    item,
                    verdict,
                    "NUMBER_UNAVAILABLE",
                    "The number that is asked for is not to be had.",
                    Optional.of("Another number."),
                    alternatives.stream()
                            .filter(other -> other.kind() != Alternative.Kind.START)
                            .toList());
        }
        if (code.equals(ElementRules.FULL)) {
            return new CheckResult(
                    check, item, verdict, code, "The network has no room for it at present.", remedy, alternatives);
        }
        if (!PERSONAL.contains(check) || verdict == Verdict.UNANSWERED) {
            return this;
        }
        Optional<String> way = isPassed()
                ? Optional.empty()
                : Optional.of(
                        switch (code) {
                            case "DEPOSIT_REQUIRED" ->
                                "A deposit, received before the order; customer service tells the customer how much.";
                            case ContractTermRules.RUNS -> "A later day; customer service tells the customer which.";
                            case "DEBTS_OVERDUE" -> "A payment; customer service tells the customer how much.";
                            default -> "The customer has to ask customer service.";
                        });
        return new CheckResult(
                check,
                item,
                verdict,
                code,
                isPassed() ? passedForOutside() : "What is known of the customer speaks against it.",
                way,
                alternatives.stream()
                        .map(Alternative::withoutSum)
                        // it would tell how long the customer is bound
                        .map(Alternative::withoutDay)
                        .toList());
    }

    /** The same of every term that does not stand in the way: one that runs and costs is told from one that is over by nobody outside. */
    private String passedForOutside() {
        return check.equals(ContractTermRules.CHECK)
                ? "May be left; customer service tells what it costs."
                : "Nothing speaks against it.";
    }

    public boolean isPassed() {
        return verdict == Verdict.PASSED;
    }

    /** Whether an order is refused for it. */
    public boolean isObjection() {
        return verdict == Verdict.REFUSED || verdict == Verdict.CONDITIONAL;
    }

    /** Whether it says something of that item: its own, or about all of the order. */
    public boolean concerns(String itemId) {
        return item.isEmpty() || item.get().equals(itemId);
    }
}

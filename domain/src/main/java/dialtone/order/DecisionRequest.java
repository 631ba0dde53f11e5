package dialtone.order;

import dialtone.base.Rejection;
import dialtone.catalog.ByHand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one person asks for and another one has to approve: a step is skipped, or was done by hand.
 *
 * @param id     task id and number, {@code FAL-100001-1}: who approves names it, so that nobody approves what was asked later
 * @param by     login of the one who asks
 * @param reason why; of a step that was done by hand, what was done on the element
 * @param facts  what the step has brought, by name; empty for one that is skipped
 */
public record DecisionRequest(
        String id, FalloutDecision decision, String by, Instant at, String reason, Map<String, String> facts) {

    /** Between the facts of the text that is stored; no value has one. */
    private static final String LINE = "\n";

    public DecisionRequest {
        facts = Map.copyOf(facts);
    }

    /**
     * What somebody asks for.
     *
     * @param by login
     */
    public record Asked(FalloutDecision decision, String by, String reason, Map<String, String> facts) {
        public Asked {
            facts = Map.copyOf(facts);
        }

        /**
         * Why it is not taken: {@code INVALID_DECISION}, {@code REASON_REQUIRED}, {@code TOO_LONG}, {@code TOO_MANY}, {@code
         * INVALID_FACT}; whether the facts are those of the step, its catalogue says.
         */
        public List<Rejection> objections() {
            List<Rejection> reasons = new ArrayList<>();
            if (!decision.needsSecondPerson()) {
                reasons.add(Rejection.at(
                        "decision", "INVALID_DECISION", "A second person is asked to skip and to completeByHand."));
            }
            if (reason.isBlank()) {
                reasons.add(Rejection.at(
                        "reason",
                        "REASON_REQUIRED",
                        decision == FalloutDecision.COMPLETE_BY_HAND
                                ? "Say what was done on the element."
                                : "Say why the order can do without it."));
            }
            if (reason.length() > FalloutTask.MAX_NOTE) {
                reasons.add(Rejection.at(
                        "reason", "TOO_LONG", "A reason has at most " + FalloutTask.MAX_NOTE + " characters."));
            }
            if (facts.size() > ByHand.MAX_FACTS) {
                reasons.add(Rejection.at("facts", "TOO_MANY", "A step brings at most " + ByHand.MAX_FACTS + " facts."));
            }
            if (facts.values().stream().anyMatch(Asked::hasControlCharacters)) {
                reasons.add(Rejection.at("facts", "INVALID_FACT", "A fact is a line of text."));
            }
            if (decision == FalloutDecision.SKIP && !facts.isEmpty()) {
                reasons.add(Rejection.at("facts", "UNKNOWN_FACT", "A step that is skipped brings nothing."));
            }
            return reasons;
        }

        private static boolean hasControlCharacters(String value) {
            return value.chars().anyMatch(Character::isISOControl);
        }
    }

    /** Whether two logins are one person's: a login is the same however it is written. */
    public static boolean isSamePerson(String login, String other) {
        return login.strip().toLowerCase(Locale.ROOT).equals(other.strip().toLowerCase(Locale.ROOT));
    }

    /** "to skip it" or "to count it as done by hand". */
    public String words() {
        return words(decision);
    }

    static String words(FalloutDecision decision) {
        return decision == FalloutDecision.SKIP ? "to skip it" : "to count it as done by hand";
    }

    /** Facts as they are stored: a line each, {@code activationCode=LPA:1$...}, in the order of the names. */
    static String written(Map<String, String> facts) {
        return new TreeMap<>(facts)
                .entrySet().stream()
                        .map(fact -> fact.getKey() + "=" + fact.getValue())
                        .collect(Collectors.joining(LINE));
    }

    static Map<String, String> read(Optional<String> written) {
        Map<String, String> facts = new TreeMap<>();
        written.stream().flatMap(String::lines).forEach(line -> {
            int equals = line.indexOf('=');
            facts.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return facts;
    }
}

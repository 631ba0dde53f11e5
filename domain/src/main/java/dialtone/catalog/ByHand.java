package dialtone.catalog;

import dialtone.base.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a person may do in place of a step that the network does not perform.
 *
 * @param skippable whether the order may do without it: nothing that is charged for needs what it does
 * @param facts     what the network would have told, and who does the step by hand has to say
 */
public record ByHand(boolean skippable, List<Fact> facts) {

    /** Not skipped, and it brings no facts. */
    public static final ByHand NOTHING = new ByHand(false, List.of());

    /** Longest value of a fact. */
    public static final int MAX_VALUE = 255;

    /** More facts than a person types in. */
    public static final int MAX_FACTS = 10;

    /**
     * A fact that the step brings, such as {@code activationCode} of an eSIM.
     *
     * @param name  camelCase, as the route names it
     * @param label as a person reads it
     * @param form  what a value has to look like
     * @param where facts of the step by which it brings this one, {@code simType: esim}; empty: always
     */
    public record Fact(String name, String label, AnswerForm form, Map<String, String> where) {
        public Fact {
            where = Map.copyOf(where);
        }
    }

    public ByHand {
        facts = List.copyOf(facts);
    }

    /** The facts that a step brings which knows this. */
    public List<Fact> broughtBy(Map<String, String> known) {
        return facts.stream()
                .filter(fact -> fact.where().entrySet().stream()
                        .allMatch(condition -> condition.getValue().equals(known.get(condition.getKey()))))
                .toList();
    }

    /**
     * Why these are not the facts that the step would have brought; each names its field, {@code facts.activationCode}:
     * {@code MISSING}, {@code INVALID_FACT}, {@code UNKNOWN_FACT}.
     *
     * @param known facts of the step before it was performed
     * @param said  by name
     */
    public List<Rejection> objections(Map<String, String> known, Map<String, String> said) {
        List<Rejection> reasons = new ArrayList<>();
        Map<String, String> rest = new TreeMap<>(said);
        for (Fact fact : broughtBy(known)) {
            Optional<String> value =
                    Optional.ofNullable(rest.remove(fact.name())).filter(text -> !text.isBlank());
            if (value.isEmpty()) {
                reasons.add(Rejection.at(
                        field(fact.name()), "MISSING", fact.label() + ": the step would have brought it."));
            } else if (value.get().length() > MAX_VALUE || !fact.form().fits(value.get())) {
                reasons.add(Rejection.at(
                        field(fact.name()),
                        "INVALID_FACT",
                        fact.label() + " does not have the right form. "
                                + fact.form().words()));
            }
        }
        rest.keySet().stream()
                .limit(MAX_FACTS)
                .forEach(name -> reasons.add(
                        Rejection.at(field("other"), "UNKNOWN_FACT", "The step brings no fact of that name here.")));
        return reasons;
    }

    private static String field(String fact) {
        return "facts." + fact;
    }
}

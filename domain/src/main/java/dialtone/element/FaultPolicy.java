package dialtone.element;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is done when a network element refuses: by the element and the code of its fault, and for a code that nobody has written down by
 * the kind of fault. It is data of the installation, {@code operations/fault-policy.yaml}.
 *
 * <p>A policy of two rows, (hlr, {@code MAP 34}) to hold and the kind {@code unableToComply} to manual: the register that answers
 * {@code MAP 34} is asked again later, one that answers {@code MAP 36} of that kind leaves it to a person.
 *
 * @param rules    of known codes
 * @param defaults of every kind of fault, in the order of {@link Kind}
 */
public record FaultPolicy(List<Rule> rules, List<Rule> defaults) {

    /** Elements of steps that have codes of a standard; every other one is judged by the kind of its fault. */
    public static final List<String> ELEMENTS = List.of("hlr", "smdp", "policy", "device", "charging", "voicemail");

    /** More than the standards have codes for six elements. */
    public static final int MAX_RULES = 500;

    /** Longest code: {@code Diameter 10415/5001}. */
    public static final int MAX_CODE = 64;

    /** What is done. */
    public enum Way {
        /** Asked again soon, as after an outage: with back-off, and after the last attempt a person decides. */
        RETRY,
        /** The item is given up without a person, and what was done for it is taken back. */
        ROLLBACK,
        /** Asked again after a time, so many times; that costs no attempt. After the last time a person decides. */
        HOLD,
        /** A person decides at once. */
        MANUAL;

        /** As the file and the API name it. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Way> of(String wire) {
            return Arrays.stream(values())
                    .filter(way -> way.wire().equals(wire))
                    .findFirst();
        }
    }

    /** The five kinds of fault that every element's contract has. */
    public enum Kind {
        INVALID_INPUT("invalidInput"),
        ENTITY_NOT_FOUND("entityNotFound"),
        OBJECT_IN_USE("objectInUse"),
        NOT_IN_VALID_STATE("notInValidState"),
        UNABLE_TO_COMPLY("unableToComply");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        /** As the contracts name it. */
        public String wire() {
            return wire;
        }

        public static Optional<Kind> of(String wire) {
            return Arrays.stream(values())
                    .filter(kind -> kind.wire.equals(wire))
                    .findFirst();
        }
    }

    /**
     * What an element has answered.
     *
     * @param code the element's own for the cause, {@code MAP 34}; empty when it names none
     */
    public record Fault(String element, Kind kind, String code) {}

    /**
     * How a fault is waited out.
     *
     * @param pause between two attempts, {@link #SHORTEST} to {@link #LONGEST}
     * @param times how often it is waited before a person is asked, 1 to {@value #MAX_TIMES}
     */
    public record Hold(Duration pause, int times) {

        /** As soon as an accepted request is read back. */
        public static final Duration SHORTEST = Duration.ofSeconds(15);

        public static final Duration LONGEST = Duration.ofHours(24);

        /** Each is a request of its own in the book of what was asked of the network. */
        public static final int MAX_TIMES = 200;

        /** @throws IllegalArgumentException out of range */
        public Hold {
            if (pause.compareTo(SHORTEST) < 0 || pause.compareTo(LONGEST) > 0 || times < 1 || times > MAX_TIMES) {
                throw new IllegalArgumentException("Nothing is held for " + pause + ", " + times + " times");
            }
        }
    }

    /**
     * A row of the policy.
     *
     * @param element empty for a row of a kind of fault
     * @param code    the element's own, {@code MAP 34}; of a row of a kind, the kind
     * @param name    as the standard has it: {@code systemFailure}
     * @param means   what it means for an order, as a person reads it
     * @param hold    how it is waited out; there for {@link Way#HOLD} alone
     * @param source  where the code is defined
     */
    public record Rule(
            String element, String code, String name, String means, Way way, Optional<Hold> hold, String source) {

        /** @throws IllegalArgumentException if it is held without saying how, or says how and is not held */
        public Rule {
            if (hold.isPresent() != (way == Way.HOLD)) {
                throw new IllegalArgumentException("Row " + element + " " + code + ": " + way + " with " + hold);
            }
        }
    }

    /** All that is refused is left to a person: what an installation without a file has. */
    public static final FaultPolicy ASK_SOMEBODY = new FaultPolicy(
            List.of(),
            Arrays.stream(Kind.values())
                    .map(kind -> new Rule(
                            "",
                            kind.wire(),
                            kind.wire(),
                            "A person looks into it.",
                            Way.MANUAL,
                            Optional.empty(),
                            "this installation"))
                    .toList());

    /** @throws IllegalArgumentException unless every kind has a row */
    public FaultPolicy {
        rules = List.copyOf(rules);
        defaults = List.copyOf(defaults);
        List<String> kinds = Arrays.stream(Kind.values()).map(Kind::wire).toList();
        if (!defaults.stream().map(Rule::code).toList().equals(kinds)) {
            throw new IllegalArgumentException("A policy has one row for each of " + kinds);
        }
    }

    private Rule otherwise(Kind kind) {
        return defaults.stream()
                .filter(rule -> rule.code().equals(kind.wire()))
                .findFirst()
                .orElseThrow();
    }

    /** The row that a fault falls under. */
    public Rule rule(Fault fault) {
        return rules.stream()
                .filter(rule ->
                        rule.element().equals(fault.element()) && rule.code().equals(fault.code()))
                .findFirst()
                .orElseGet(() -> otherwise(fault.kind()));
    }
}

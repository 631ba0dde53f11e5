package dialtone.usage;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.UsageType;
import dialtone.usage.layout.NumberRule;
import dialtone.usage.layout.TimeRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person changes of a suspended record. Source and sequence stay: they say that it is the same record.
 *
 * <p>{@code msisdn} 491510000009 to 491510000001 makes the call another subscriber's.
 *
 * @param fields what they are to be, as text
 */
public record UsageCorrection(Map<Field, String> fields) {

    /** The fields there are, each with its name on the wire and in the table. */
    public enum Field {
        TYPE("type"),
        MSISDN("msisdn"),
        STARTED_AT("startedAt"),
        QUANTITY("quantity"),
        PEER("peer"),
        VISITED_NETWORK("visitedNetwork");

        private final String wire;

        Field(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }

    public record Change(Field field, String former, String now) {}

    /** @param changes those that make a difference, at least one */
    public record Corrected(UsageEvent event, List<Change> changes) {
        public Corrected {
            changes = List.copyOf(changes);
        }
    }

    public UsageCorrection {
        fields = Map.copyOf(fields);
    }

    /**
     * What a person has changed of what he was shown: what he left alone stays as it is, whoever has corrected it meanwhile.
     *
     * @param shown   by the fields' names on the wire, as {@link #text} writes them
     * @param entered likewise; what is not there is empty
     */
    public static UsageCorrection ofChanges(Map<String, String> shown, Map<String, String> entered) {
        Map<Field, String> changed = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            String now = entered.getOrDefault(field.wire(), "");
            if (!now.equals(shown.get(field.wire()))) {
                changed.put(field, now);
            }
        }
        return new UsageCorrection(changed);
    }

    /** Rejections, each naming its field: INVALID_FIELD; NOTHING_CHANGED when the record has all of it already. */
    public Outcome<Corrected> of(UsageEvent event) {
        List<Rejection> faults = new ArrayList<>();
        UsageType type = take(
                Field.TYPE,
                event.type(),
                text -> Arrays.stream(UsageType.values())
                        .filter(known -> known.name().equals(text))
                        .findFirst(),
                "A type of use is VOICE, SMS or DATA.",
                faults);
        String msisdn = take(
                Field.MSISDN,
                event.msisdn(),
                NumberRule.INTERNATIONAL::normal,
                "An MSISDN is an international number of 6 to 15 digits.",
                faults);
        Instant startedAt = take(
                Field.STARTED_AT,
                event.startedAt(),
                new TimeRule.Iso()::instant,
                "A moment is written like 2026-11-25T09:15:00Z.",
                faults);
        Long quantity = take(
                Field.QUANTITY,
                event.quantity(),
                UsageCorrection::quantity,
                "A quantity is a whole number of seconds, messages or bytes, at most " + UsageEvent.MAX_QUANTITY + ".",
                faults);
        String peer = take(
                Field.PEER,
                event.peer(),
                text -> Optional.of(text).filter(written -> written.length() <= UsageEvent.MAX_PEER),
                "A peer has at most " + UsageEvent.MAX_PEER + " characters.",
                faults);
        String network = take(
                Field.VISITED_NETWORK,
                event.visitedNetwork(),
                VisitedNetwork::normal,
                "A network is its country's code of three digits with or without its own, such as 20801.",
                faults);
        if (!faults.isEmpty()) {
            return Outcome.rejected(faults);
        }
        UsageEvent corrected =
                new UsageEvent(event.source(), event.sequence(), type, msisdn, startedAt, quantity, peer, network);
        List<Change> changes = changes(event, corrected);
        return changes.isEmpty()
                ? Outcome.rejected(Rejection.of("NOTHING_CHANGED", "The record has all of that already."))
                : Outcome.accepted(new Corrected(corrected, changes));
    }

    private interface Reading<T> {
        Optional<T> read(String text);
    }

    private <T> T take(Field field, T former, Reading<T> reading, String otherwise, List<Rejection> faults) {
        String text = fields.get(field);
        if (text == null) {
            return former;
        }
        Optional<T> read = reading.read(text.strip());
        if (read.isEmpty()) {
            faults.add(Rejection.at(field.wire(), "INVALID_FIELD", otherwise));
        }
        return read.orElse(former);
    }

    private static Optional<Long> quantity(String text) {
        return text.matches("[0-9]{1,18}") && Long.parseLong(text) <= UsageEvent.MAX_QUANTITY
                ? Optional.of(Long.valueOf(text))
                : Optional.empty();
    }

    private static List<Change> changes(UsageEvent former, UsageEvent now) {
        List<Change> changes = new ArrayList<>();
        for (Field field : Field.values()) {
            if (!text(former, field).equals(text(now, field))) {
                changes.add(new Change(field, text(former, field), text(now, field)));
            }
        }
        return changes;
    }

    /** What a record has in a field, as a person would write it. */
    public static String text(UsageEvent event, Field field) {
        return switch (field) {
            case TYPE -> event.type().name();
            case MSISDN -> event.msisdn();
            case STARTED_AT -> event.startedAt().toString();
            case QUANTITY -> Long.toString(event.quantity());
            case PEER -> event.peer();
            case VISITED_NETWORK -> event.visitedNetwork();
        };
    }
}

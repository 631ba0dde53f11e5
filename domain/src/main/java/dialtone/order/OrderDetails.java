package dialtone.order;

import dialtone.base.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a requester says of an order beside what is ordered (TMF622 v4 ProductOrder): kept and shown as it was said. One of it
 * decides something: an order with a requested start in the future waits for it.
 *
 * @param description         at most {@value #MAX_DESCRIPTION} characters
 * @param category            such as {@code residential}; at most {@value #MAX_CATEGORY} characters
 * @param priority            0 (highest) to {@value #LOWEST_PRIORITY}
 * @param requestedStart      nothing is done for the order before; at most {@link #LONGEST_LEAD} ahead
 * @param requestedCompletion the requester's wish; not before the requested start
 * @param notificationContact where the requester wants to hear of the order; at most {@value #MAX_CONTACT} characters
 * @param notes               at most {@value #MAX_NOTES}
 * @param references          to parties, channels, agreements and qualifications; at most {@value #MAX_REFERENCES} of a kind
 */
public record OrderDetails(
        Optional<String> description,
        Optional<String> category,
        Optional<Integer> priority,
        Optional<Instant> requestedStart,
        Optional<Instant> requestedCompletion,
        Optional<String> notificationContact,
        List<OrderNote> notes,
        List<OrderReference> references) {

    /** Nothing said. */
    public static final OrderDetails NONE = new OrderDetails(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of());

    /** TMF622: 0 is the highest, 4 the lowest. */
    public static final int LOWEST_PRIORITY = 4;

    /** Of what goes before all others; an order that suspends a lost or stolen line has it, whatever its requester said. */
    public static final int HIGHEST_PRIORITY = 0;

    public static final int MAX_DESCRIPTION = 1_000;
    public static final int MAX_CATEGORY = 64;
    public static final int MAX_CONTACT = 255;

    /** More than a desk writes; an order is read whole. */
    public static final int MAX_NOTES = 20;

    /** Parties to an order, or agreements it is under, are a handful. */
    public static final int MAX_REFERENCES = 20;

    /** A wish further ahead is a slip in the year. */
    public static final Duration LONGEST_LEAD = Duration.ofDays(730);

    /** Dates before the first networks of this kind, or beyond what a calendar shows, are slips too. */
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    public OrderDetails {
        // as fine as it is stored, so that an order read back says the same
        requestedStart = requestedStart.map(OrderDetails::stored);
        requestedCompletion = requestedCompletion.map(OrderDetails::stored);
        notes = List.copyOf(notes);
        references = List.copyOf(references);
    }

    /** Nothing said but when the order is to begin. */
    public static OrderDetails startingAt(Instant requestedStart) {
        return new OrderDetails(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(requestedStart),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    /** Microseconds are what a TIMESTAMP(6) holds. */
    static Instant stored(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * What cannot be kept: {@code TOO_LONG, TOO_MANY, MISSING, INVALID_PRIORITY, INVALID_DATE, START_TOO_FAR_AHEAD,
     * COMPLETION_BEFORE_START}. Fields as TMF622 names them: {@code description}, {@code note[0].text}, {@code channel[1].id}.
     *
     * @param now that the lead is counted from
     */
    public List<Rejection> refusals(Instant now) {
        List<Rejection> refusals = new ArrayList<>();
        limit("description", description.orElse(null), MAX_DESCRIPTION, refusals);
        limit("category", category.orElse(null), MAX_CATEGORY, refusals);
        limit("notificationContact", notificationContact.orElse(null), MAX_CONTACT, refusals);
        if (priority.filter(value -> value < 0 || value > LOWEST_PRIORITY).isPresent()) {
            refusals.add(Rejection.at(
                    "priority", "INVALID_PRIORITY", "A priority is 0, the highest, to " + LOWEST_PRIORITY + "."));
        }
        dates(now, refusals);
        if (notes.size() > MAX_NOTES) {
            refusals.add(tooMany("note", MAX_NOTES));
        }
        for (int i = 0; i < Math.min(notes.size(), MAX_NOTES); i++) {
            notes.get(i).refuse("note[" + i + "]", refusals);
        }
        for (OrderReference.Kind kind : OrderReference.Kind.values()) {
            List<OrderReference> ofKind = references(kind);
            if (ofKind.size() > MAX_REFERENCES) {
                refusals.add(tooMany(kind.tmf(), MAX_REFERENCES));
            }
            for (int i = 0; i < Math.min(ofKind.size(), MAX_REFERENCES); i++) {
                ofKind.get(i).refuse(kind.tmf() + "[" + i + "]", refusals);
            }
        }
        return refusals;
    }

    private void dates(Instant now, List<Rejection> refusals) {
        date("requestedStartDate", requestedStart.orElse(null), refusals);
        date("requestedCompletionDate", requestedCompletion.orElse(null), refusals);
        if (requestedStart
                .filter(start -> start.isAfter(now.plus(LONGEST_LEAD)))
                .isPresent()) {
            refusals.add(Rejection.at(
                    "requestedStartDate",
                    "START_TOO_FAR_AHEAD",
                    "An order may start at most " + LONGEST_LEAD.toDays() + " days ahead."));
        }
        if (requestedStart.isPresent()
                && requestedCompletion
                        .filter(end -> end.isBefore(requestedStart.get()))
                        .isPresent()) {
            refusals.add(Rejection.at(
                    "requestedCompletionDate",
                    "COMPLETION_BEFORE_START",
                    "An order cannot be completed before it starts."));
        }
    }

    static void date(String field, @Nullable Instant date, List<Rejection> refusals) {
        if (date != null && (date.isBefore(EARLIEST) || !date.isBefore(LATEST))) {
            refusals.add(Rejection.at(field, "INVALID_DATE", "The year has to be one from 1990 to 2199."));
        }
    }

    static void limit(String field, @Nullable String text, int length, List<Rejection> refusals) {
        if (text != null && text.length() > length) {
            refusals.add(Rejection.at(field, "TOO_LONG", "The text has more than " + length + " characters."));
        }
    }

    static void required(String field, String text, int length, List<Rejection> refusals) {
        if (text.isBlank()) {
            refusals.add(Rejection.at(field, "MISSING", "This is required."));
        }
        limit(field, text, length, refusals);
    }

    private static Rejection tooMany(String field, int most) {
        return Rejection.at(field, "TOO_MANY", "There may be at most " + most + ".");
    }

    /** Those of one kind, in the order they were given. */
    public List<OrderReference> references(OrderReference.Kind kind) {
        return references.stream().filter(reference -> reference.kind() == kind).toList();
    }
}

package dialtone.order;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which fallout tasks somebody means: those that have, of each attribute named, one of the values.
 *
 * @param values       what is compared; an attribute that is absent is not asked about
 * @param openedFrom   inclusive
 * @param openedBefore exclusive
 * @param dueBefore    exclusive
 */
public record FalloutFilter(
        Map<Attribute, Set<String>> values,
        Optional<Instant> openedFrom,
        Optional<Instant> openedBefore,
        Optional<Instant> dueBefore) {

    /** Longest {@link #text}; it holds the ids of some two hundred orders. */
    public static final int MAX_TEXT = 2_000;

    /** Name of the time that a task was opened, as the lists' filters have it. */
    public static final String OPENED_AT = "openedAt";

    /** Name of a task's deadline, as the lists' filters have it. */
    public static final String DUE_AT = "dueAt";

    /** What a task can be found by. */
    public enum Attribute {
        ORDER("orderId"),
        /** Of the step that cannot go on. */
        JOB_TYPE("jobType"),
        /** Name of the network element that cannot do it. */
        ELEMENT("element"),
        /** Name of the process error. */
        ERROR_CODE("errorCode"),
        /** That one of the order's items has. */
        OFFERING("offering"),
        /** That decides. */
        TEAM("team"),
        /** Login of the person who works on it. */
        ASSIGNEE("assignee");

        private final String wire;

        Attribute(String wire) {
            this.wire = wire;
        }

        /** As the lists' filters have it. */
        public String wire() {
            return wire;
        }
    }

    /** All of them. */
    public static final FalloutFilter ALL =
            new FalloutFilter(Map.of(), Optional.empty(), Optional.empty(), Optional.empty());

    public FalloutFilter {
        values = Map.copyOf(values);
    }

    /**
     * Those of them with one of these values.
     *
     * @param oneOf empty: any
     */
    public FalloutFilter with(Attribute attribute, Collection<String> oneOf) {
        if (oneOf.isEmpty()) {
            return this;
        }
        Map<Attribute, Set<String>> more = new EnumMap<>(Attribute.class);
        more.putAll(values);
        more.put(attribute, Set.copyOf(new LinkedHashSet<>(oneOf)));
        return new FalloutFilter(more, openedFrom, openedBefore, dueBefore);
    }

    /** Those of them opened at that moment or later. */
    public FalloutFilter openedFrom(Instant from) {
        return new FalloutFilter(
                values, Optional.of(openedFrom.filter(from::isBefore).orElse(from)), openedBefore, dueBefore);
    }

    /** Those of them opened before that moment. */
    public FalloutFilter openedBefore(Instant end) {
        return new FalloutFilter(
                values,
                openedFrom,
                Optional.of(openedBefore.filter(end::isAfter).orElse(end)),
                dueBefore);
    }

    /** Those of them that were to be decided before that moment. */
    public FalloutFilter dueBefore(Instant end) {
        return new FalloutFilter(
                values,
                openedFrom,
                openedBefore,
                Optional.of(dueBefore.filter(end::isAfter).orElse(end)));
    }

    /** Whether it leaves nothing out. */
    public boolean isAll() {
        return equals(ALL);
    }

    /**
     * As a list's query has it, each attribute once and in the order of their names, its values encoded for a URL and with commas
     * between: {@code errorCode=ELEMENT_REFUSED&jobType=fulfilment.activate-sim}. Empty for all.
     */
    public String text() {
        Map<String, String> parts = new TreeMap<>();
        values.forEach((attribute, oneOf) -> parts.put(
                attribute.wire,
                oneOf.stream()
                        .sorted()
                        .map(value -> URLEncoder.encode(value, StandardCharsets.UTF_8))
                        .collect(Collectors.joining(","))));
        openedFrom.ifPresent(from -> parts.put(OPENED_AT + ".gte", from.toString()));
        openedBefore.ifPresent(end -> parts.put(OPENED_AT + ".lt", end.toString()));
        dueBefore.ifPresent(end -> parts.put(DUE_AT + ".lt", end.toString()));
        return parts.entrySet().stream()
                .map(part -> part.getKey() + "=" + part.getValue())
                .collect(Collectors.joining("&"));
    }
}

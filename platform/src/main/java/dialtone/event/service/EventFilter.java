package dialtone.event.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.event.DomainEvent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which events a subscription wants, as its query says it: {@code eventType=ProductOrderStateChangeEvent&state=completed,failed}.
 * Conditions are AND-ed, values with a comma between them are alternatives (TMF630). Without a query all events of the family.
 *
 * @param conditions name of the fact, or {@code eventType} or {@code id}, to the values that meet it
 */
record EventFilter(EventFamily family, Map<String, List<String>> conditions) {

    static final int MAX_QUERY_LENGTH = 500;

    private static final String EVENT_TYPE = "eventType";
    private static final String ID = "id";

    EventFilter {
        conditions = Map.copyOf(conditions);
    }

    /** Refuses INVALID_QUERY with the attribute or value at fault, field {@code query}. */
    static Outcome<EventFilter> parse(EventFamily family, Optional<String> query) {
        Map<String, List<String>> conditions = new LinkedHashMap<>();
        if (query.isPresent() && query.get().length() > MAX_QUERY_LENGTH) {
            return refused("query is longer than " + MAX_QUERY_LENGTH + " characters");
        }
        for (String condition : query.orElse("").split("&")) {
            if (condition.isBlank()) {
                continue;
            }
            int equals = condition.indexOf('=');
            if (equals < 1 || equals == condition.length() - 1) {
                return refused("not attribute=value: " + condition);
            }
            String attribute = attribute(family, decoded(condition.substring(0, equals)));
            if (!attribute.equals(EVENT_TYPE) && !family.attributes().contains(attribute)) {
                return refused("unknown attribute " + attribute + "; known are " + EVENT_TYPE + " and "
                        + new TreeSet<>(family.attributes()));
            }
            List<String> values = Arrays.stream(
                            decoded(condition.substring(equals + 1)).split(","))
                    .map(EventFilter::unquoted)
                    .toList();
            if (attribute.equals(EVENT_TYPE) && !family.eventTypes().containsAll(values)) {
                return refused("unknown eventType in " + values + "; known are " + new TreeSet<>(family.eventTypes()));
            }
            if (conditions.put(attribute, values) != null) {
                return refused("attribute " + attribute + " twice");
            }
        }
        return Outcome.accepted(new EventFilter(family, conditions));
    }

    boolean matches(DomainEvent event) {
        return family.eventTypes().contains(event.eventType())
                && conditions.entrySet().stream()
                        .allMatch(condition -> condition.getValue().contains(value(condition.getKey(), event)));
    }

    private static String value(String attribute, DomainEvent event) {
        return switch (attribute) {
            case EVENT_TYPE -> event.eventType();
            case ID -> event.subject();
            default -> event.facts().getOrDefault(attribute, "");
        };
    }

    /** {@code event.productOrder.state} and {@code productOrder.state} are other ways to write {@code state}. */
    private static String attribute(EventFamily family, String written) {
        String path = written.startsWith("event.") ? written.substring("event.".length()) : written;
        String prefix = family.resource() + ".";
        return path.startsWith(prefix) ? path.substring(prefix.length()) : path;
    }

    /** A percent sign that escapes nothing is taken as it stands: the query is a filter, not an address. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    private static String unquoted(String value) {
        String text = value.strip();
        boolean quoted = text.length() >= 2
                && ((text.startsWith("\"") && text.endsWith("\"")) || (text.startsWith("'") && text.endsWith("'")));
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private static Outcome<EventFilter> refused(String why) {
        return Outcome.rejected(Rejection.at("query", "INVALID_QUERY", "The query cannot be used: " + why + "."));
    }
}

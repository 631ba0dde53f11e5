package dialtone.order.tmf;

import dialtone.order.FalloutFilter;
import dialtone.order.FalloutFilter.Attribute;
import dialtone.platform.tmf.QueryFilter;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code GET fallout-tasks} asks for.
 *
 * @param open false: those that are decided
 */
record FalloutListRequest(boolean open, FalloutFilter filter) {

    private static final String STATE = "state";

    /** @throws TmfRefusal UNKNOWN_FILTER, INVALID_FILTER naming the parameter */
    static FalloutListRequest parse(MultivaluedMap<String, String> parameters) {
        Set<String> texts = new LinkedHashSet<>(Set.of(STATE));
        Arrays.stream(Attribute.values()).map(Attribute::wire).forEach(texts::add);
        QueryFilter asked = QueryFilter.of(parameters, texts, Set.of(FalloutFilter.OPENED_AT, FalloutFilter.DUE_AT));
        FalloutFilter filter = FalloutFilter.ALL;
        for (Attribute attribute : Attribute.values()) {
            filter = filter.with(attribute, asked.values(attribute.wire()));
        }
        Optional<Instant> from = asked.from(FalloutFilter.OPENED_AT);
        if (from.isPresent()) {
            filter = filter.openedFrom(from.get());
        }
        Optional<Instant> end = asked.to(FalloutFilter.OPENED_AT);
        if (end.isPresent()) {
            filter = filter.openedBefore(end.get());
        }
        Optional<Instant> due = asked.to(FalloutFilter.DUE_AT);
        if (due.isPresent()) {
            filter = filter.dueBefore(due.get());
        }
        if (asked.from(FalloutFilter.DUE_AT).isPresent()) {
            throw TmfRefusal.at(
                    FalloutFilter.DUE_AT, "INVALID_FILTER", "Tasks are found by a deadline before a time, dueAt.lt.");
        }
        return new FalloutListRequest(isOpen(asked.value(STATE).orElse("open")), filter);
    }

    private static boolean isOpen(String state) {
        return switch (state) {
            case "open" -> true;
            case "closed" -> false;
            default -> throw TmfRefusal.at(STATE, "INVALID_FILTER", "A task is open or closed.");
        };
    }
}

package dialtone.order;

import dialtone.base.Page;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which orders a list shows, newest first. What is asked of several attributes has to hold for all of them.
 *
 * @param values each attribute asked about, and the values of which the order has one
 * @param times  each time asked about, and the period it is in; an order without it is not meant
 * @param text   part of the order's id or external id, or the beginning of the customer's name; case does not count
 * @param offset at least 0
 * @param limit  1 to {@link Page#MAX_LIMIT}; more is cut to that
 */
public record OrderQuery(
        Map<Attribute, Set<String>> values, Map<Time, Period> times, Optional<String> text, int offset, int limit) {

    /** What an order may be chosen by. */
    public enum Attribute {
        ID,
        EXTERNAL_ID,
        /** {@link OrderState#name()}. */
        STATE,
        CATEGORY,
        CUSTOMER,
        BILLING_ACCOUNT,
        PLACED_BY,
        /** {@link Jeopardy#name()}; an order that has ended is in none. */
        JEOPARDY,
        /** That one of the items has. */
        OFFERING
    }

    /** Times of an order. */
    public enum Time {
        PLACED,
        REQUESTED_START
    }

    /**
     * @param from inclusive
     * @param to   exclusive
     */
    public record Period(Optional<Instant> from, Optional<Instant> to) {}

    public OrderQuery {
        values = Map.copyOf(values);
        times = Map.copyOf(times);
        offset = Math.max(0, offset);
        limit = Math.clamp(limit, 1, Page.MAX_LIMIT);
    }

    /** All orders. */
    public static OrderQuery all(int offset, int limit) {
        return new OrderQuery(Map.of(), Map.of(), Optional.empty(), offset, limit);
    }

    /**
     * Those of them with one of these values.
     *
     * @param oneOf empty: any
     */
    public OrderQuery with(Attribute attribute, Collection<String> oneOf) {
        if (oneOf.isEmpty()) {
            return this;
        }
        Map<Attribute, Set<String>> more = new EnumMap<>(Attribute.class);
        more.putAll(values);
        more.put(attribute, Set.copyOf(new LinkedHashSet<>(oneOf)));
        return new OrderQuery(more, times, text, offset, limit);
    }

    /** Those of them in the period. */
    public OrderQuery within(Time time, Period period) {
        if (period.from().isEmpty() && period.to().isEmpty()) {
            return this;
        }
        Map<Time, Period> more = new EnumMap<>(Time.class);
        more.putAll(times);
        more.put(time, period);
        return new OrderQuery(values, more, text, offset, limit);
    }

    /**
     * Those of them in one of these states.
     *
     * @param states empty: any
     */
    public OrderQuery in(Set<OrderState> states) {
        return with(Attribute.STATE, states.stream().map(OrderState::name).toList());
    }

    /** Those of them that somebody may see. */
    public OrderQuery in(OrderScope scope) {
        return with(Attribute.PLACED_BY, scope.placedBy().stream().toList());
    }

    /** Those of them where the text is found. */
    public OrderQuery mentioning(String sought) {
        return new OrderQuery(values, times, Optional.of(sought), offset, limit);
    }
}

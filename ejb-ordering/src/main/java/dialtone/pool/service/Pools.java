package dialtone.pool.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.bpmn.ProcessError;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.order.OrderId;
import dialtone.platform.settings.Settings;
import dialtone.pool.FreeCount;
import dialtone.pool.NumberStanding;
import dialtone.pool.PooledResource;
import dialtone.pool.ResourceNeed;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import javax.sql.DataSource;

/** Numbers, SIMs and devices: reserving them for an order, keeping, releasing and assigning them. */
@Stateless
public class Pools {

    /** How long a reservation holds without a word from its order. */
    static final Duration HOLD = Duration.ofMinutes(30);

    /** Reservations looked at in one transaction of {@link #releaseExpired}. */
    static final int EXPIRY_BATCH = 200;

    /**
     * Candidates read at a time. Workers start at random places, so that two seldom see the same; when they do, one
     * has it and the other goes on to its next candidate without waiting.
     */
    private static final int CANDIDATES = 8;

    /** Rounds of candidates that others may take away before a reservation gives up for now. */
    private static final int MAX_ROUNDS = 50;

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public Pools() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    public Pools(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * What is free for these needs just now, counted no further than they go. What is handed out is decided by {@link #reserve}, never
     * by a count.
     */
    public List<FreeCount> free(List<ResourceNeed> needs) {
        Map<Pool, Integer> wanted = new LinkedHashMap<>();
        needs.forEach(need -> wanted.merge(new Pool(need.kind(), need.variant()), 1, Integer::sum));
        try (Connection connection = dataSource.getConnection()) {
            List<FreeCount> counts = new ArrayList<>();
            for (Map.Entry<Pool, Integer> pool : wanted.entrySet()) {
                counts.add(PoolRows.free(
                        connection, pool.getKey().kind(), pool.getKey().variant(), pool.getValue()));
            }
            return counts;
        } catch (SQLException e) {
            throw new IllegalStateException("The pools cannot be counted", e);
        }
    }

    private record Pool(ResourceKind kind, String variant) {}

    /** How a number stands just now, and the free ones next to it when it is not to be had. Whose it becomes {@link #reserve} decides. */
    public NumberStanding standing(String msisdn) {
        try (Connection connection = dataSource.getConnection()) {
            return WantedNumbers.standing(connection, msisdn, clock.instant());
        } catch (SQLException e) {
            throw new IllegalStateException("How number " + msisdn + " stands cannot be read", e);
        }
    }

    /** What is reserved for the order or assigned through it. */
    public List<PooledResource> ofOrder(OrderId order) {
        try (Connection connection = dataSource.getConnection()) {
            return PoolRows.ofOrder(connection, order);
        } catch (SQLException e) {
            throw new IllegalStateException("The reservations of " + order + " cannot be read", e);
        }
    }

    /**
     * Reserves what is still missing for the order. What was reserved before stays, also when something else is not to be
     * had: the next attempt needs only the rest.
     *
     * <p>Rejections, with the name of the process error as code: {@code NUMBER_POOL_EMPTY, SIM_POOL_EMPTY,
     * DEVICE_OUT_OF_STOCK}.
     *
     * @throws PoolContention if others took every candidate away; to be tried again later
     */
    public Outcome<List<PooledResource>> reserve(OrderId order, List<ResourceNeed> needs) {
        try (Connection connection = dataSource.getConnection()) {
            Instant until = clock.instant().plus(HOLD);
            PoolRows.extend(connection, order, until);
            List<PooledResource> reserved = new ArrayList<>(PoolRows.ofOrder(connection, order));
            List<Rejection> refusals = new ArrayList<>();
            for (ResourceNeed need : missing(needs, reserved)) {
                take(connection, order, need, until).ifPresentOrElse(reserved::add, () -> refusals.add(empty(need)));
            }
            return refusals.isEmpty() ? Outcome.accepted(reserved) : Outcome.rejected(refusals);
        } catch (SQLException e) {
            throw new IllegalStateException("Nothing can be reserved for " + order, e);
        }
    }

    /** Those first that want a certain one: else it might be taken for one of the order that any will do for. */
    private static List<ResourceNeed> missing(List<ResourceNeed> needs, List<PooledResource> held) {
        return needs.stream()
                .filter(need -> held.stream()
                        .noneMatch(there -> there.itemId().equals(need.itemId()) && there.kind() == need.kind()))
                .sorted(Comparator.comparing(need -> need.wanted().isEmpty()))
                .toList();
    }

    /** What {@link #exchange} would have to take. */
    public List<ResourceNeed> missing(OrderId order, List<ResourceNeed> needs, Predicate<PooledResource> unneeded) {
        return missing(needs, ofOrder(order).stream().filter(unneeded.negate()).toList());
    }

    /**
     * Reserves what an amended order needs and gives up what it needs no more: free again what the network has never heard of, the rest in
     * quarantine and no item's any more. All of it or, when something is not to be had, nothing.
     *
     * <p>Rejections: those of {@link #reserve}.
     *
     * @param touched items with a step that the network may have heard of
     * @throws PoolContention if others took every candidate away; to be tried again later
     */
    public Outcome<List<PooledResource>> exchange(
            OrderId order, List<ResourceNeed> needs, Predicate<PooledResource> unneeded, Set<String> touched) {
        try (Connection connection = dataSource.getConnection()) {
            Instant until = clock.instant().plus(HOLD);
            List<PooledResource> held = PoolRows.reservedOf(connection, order);
            List<PooledResource> kept = held.stream().filter(unneeded.negate()).toList();
            List<ResourceNeed> missing = missing(needs, kept);
            List<PooledResource> passedOn = passedOn(held, unneeded, touched, missing);
            for (PooledResource given : passedOn) {
                PoolRows.release(connection, order, given);
            }
            List<PooledResource> taken = new ArrayList<>();
            List<Rejection> refusals = new ArrayList<>();
            for (ResourceNeed need : missing) {
                take(connection, order, need, until).ifPresentOrElse(taken::add, () -> refusals.add(empty(need)));
            }
            if (!refusals.isEmpty()) {
                for (PooledResource back : taken) {
                    PoolRows.release(connection, order, back);
                }
                for (PooledResource back : passedOn) {
                    PoolRows.reserve(connection, order, back, until);
                }
                return Outcome.rejected(refusals);
            }
            for (PooledResource given : held) {
                if (!unneeded.test(given) || passedOn.contains(given)) {
                    continue;
                }
                if (touched.contains(given.itemId())) {
                    PoolRows.setAside(connection, order, given);
                } else {
                    PoolRows.release(connection, order, given);
                }
            }
            taken.addAll(kept);
            return Outcome.accepted(taken);
        } catch (SQLException e) {
            throw new IllegalStateException("What " + order + " has reserved cannot be exchanged", e);
        }
    }

    /** Numbers of items that need them no more and that another item wants: given up before that takes them. */
    private static List<PooledResource> passedOn(
            List<PooledResource> held,
            Predicate<PooledResource> unneeded,
            Set<String> touched,
            List<ResourceNeed> missing) {
        return held.stream()
                .filter(unneeded)
                .filter(given -> !touched.contains(given.itemId()) && isWanted(given, missing))
                .toList();
    }

    private static boolean isWanted(PooledResource given, List<ResourceNeed> needs) {
        return needs.stream()
                .anyMatch(need -> need.kind() == given.kind()
                        && need.wanted().filter(given.identifier()::equals).isPresent());
    }

    private Optional<PooledResource> take(Connection connection, OrderId order, ResourceNeed need, Instant until)
            throws SQLException {
        if (need.wanted().isPresent()) {
            return takeWanted(connection, order, need, until);
        }
        for (int round = 0; round < MAX_ROUNDS; round++) {
            List<PooledResource> candidates = candidates(connection, need);
            if (candidates.isEmpty()) {
                return Optional.empty();
            }
            for (PooledResource candidate : candidates) {
                if (PoolRows.reserve(connection, order, candidate, until)) {
                    return Optional.of(candidate);
                }
            }
        }
        throw new PoolContention(need);
    }

    /** While somebody has its row who frees it just now, or takes it, nothing is known yet. */
    private Optional<PooledResource> takeWanted(Connection connection, OrderId order, ResourceNeed need, Instant until)
            throws SQLException {
        Instant now = clock.instant();
        PooledResource wanted =
                WantedNumbers.resource(need.itemId(), need.wanted().orElseThrow());
        if (WantedNumbers.reserve(connection, order, wanted, until, now)) {
            return Optional.of(wanted);
        }
        if (WantedNumbers.standing(connection, wanted.identifier(), now).state() == NumberStanding.State.FREE) {
            throw new PoolContention(need);
        }
        return Optional.empty();
    }

    /**
     * Some free ones from a random place on. Behind the last free one there is none: another place before that one is tried, so that
     * each place of the stock is as likely as the next wherever the stock ends, and not all who fall behind it meet at its first
     * row. An empty pool is known to be empty after some fourteen looks into the index.
     */
    private static List<PooledResource> candidates(Connection connection, ResourceNeed need) throws SQLException {
        int start = ThreadLocalRandom.current().nextInt(PoolRows.PLACES);
        List<PooledResource> found = PoolRows.free(connection, need, start, CANDIDATES);
        while (found.isEmpty() && start > 0) {
            start = ThreadLocalRandom.current().nextInt(start);
            found = PoolRows.free(connection, need, start, CANDIDATES);
        }
        return found;
    }

    private static Rejection empty(ResourceNeed need) {
        return switch (need.kind()) {
            case MSISDN ->
                Rejection.of(
                        ProcessError.NUMBER_POOL_EMPTY.name(),
                        need.wanted()
                                .map(number -> "Number " + number + ", which was asked for, is not free any more.")
                                .orElse("No mobile number is free."));
            case SIM ->
                Rejection.of(ProcessError.SIM_POOL_EMPTY.name(), "No SIM of the kind " + need.variant() + " is free.");
            case DEVICE ->
                Rejection.of(ProcessError.DEVICE_OUT_OF_STOCK.name(), "Device " + need.variant() + " is not on stock.");
        };
    }

    /** What is reserved for the order becomes part of installed products. */
    public void assign(OrderId order) {
        try (Connection connection = dataSource.getConnection()) {
            PoolRows.assign(connection, order);
        } catch (SQLException e) {
            throw new IllegalStateException("The reservations of " + order + " cannot be assigned", e);
        }
    }

    /** The whole order needs its reservations no more, see {@link #release(OrderId, Set, Predicate)}. */
    public void release(OrderId order, Set<String> touched) {
        release(order, touched, item -> true);
    }

    /**
     * Items of the order need their reservations no more. What the network has never heard of is free again, the rest is quarantined.
     *
     * @param touched  items with a step that the network may have heard of
     * @param unwanted which items these are
     */
    public void release(OrderId order, Set<String> touched, Predicate<String> unwanted) {
        try (Connection connection = dataSource.getConnection()) {
            for (PooledResource held : PoolRows.reservedOf(connection, order)) {
                if (!unwanted.test(held.itemId())) {
                    continue;
                }
                if (touched.contains(held.itemId())) {
                    PoolRows.quarantine(connection, order, held);
                } else {
                    PoolRows.release(connection, order, held);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The reservations of " + order + " cannot be released", e);
        }
    }

    /**
     * What a product ran on that has ended: its number ages, {@link Settings#numberAgeingDays} days, and is free again; its SIM is used
     * up, and a device comes back into stock only by who takes it in.
     *
     * @param order that brought the product; a later one may have brought its SIM or its device
     */
    public void end(OrderId order, ResourceKind kind, String identifier) {
        try (Connection connection = dataSource.getConnection()) {
            switch (kind) {
                case MSISDN ->
                    PoolRows.age(
                            connection,
                            identifier,
                            order,
                            clock.instant().plus(Duration.ofDays(Settings.numberAgeingDays())));
                case SIM, DEVICE -> PoolRows.retire(connection, kind, identifier);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(kind + " " + identifier + " of " + order + " does not end", e);
        }
    }

    /**
     * Frees numbers that have aged, a bounded number of the oldest.
     *
     * @return how many; as many as {@value #EXPIRY_BATCH} means that there may be more
     */
    public int freeAged() {
        Instant now = clock.instant();
        try (Connection connection = dataSource.getConnection()) {
            List<String> aged = PoolRows.aged(connection, now, EXPIRY_BATCH);
            for (String msisdn : aged) {
                PoolRows.free(connection, msisdn, now);
            }
            return aged.size();
        } catch (SQLException e) {
            throw new IllegalStateException("Numbers that have aged cannot be freed", e);
        }
    }

    /**
     * Looks at reservations that have expired, a bounded number of the oldest: those of an order that is under way are kept for
     * longer, the others are free again.
     *
     * @return how many were looked at; as many as {@value #EXPIRY_BATCH} means that there may be more
     */
    public int releaseExpired() {
        Instant now = clock.instant();
        try (Connection connection = dataSource.getConnection()) {
            List<PoolRows.Expired> expired = PoolRows.expired(connection, now, EXPIRY_BATCH);
            Map<OrderId, Boolean> orders = new LinkedHashMap<>();
            expired.forEach(row -> orders.put(row.order(), row.underWay()));
            for (Map.Entry<OrderId, Boolean> order : orders.entrySet()) {
                if (order.getValue()) {
                    PoolRows.extend(connection, order.getKey(), now.plus(HOLD));
                }
            }
            for (PoolRows.Expired row : expired) {
                if (!row.underWay()) {
                    PoolRows.release(connection, row.order(), row.resource());
                }
            }
            return expired.size();
        } catch (SQLException e) {
            throw new IllegalStateException("Expired reservations cannot be released", e);
        }
    }
}

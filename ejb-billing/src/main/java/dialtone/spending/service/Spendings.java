package dialtone.spending.service;

import static java.util.Objects.requireNonNull;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.rating.LinkedUse.Place;
import dialtone.rating.Tariff;
import dialtone.rating.UsageCharge;
import dialtone.rating.service.LineStartRows;
import dialtone.rating.service.Tariffs;
import dialtone.spending.Spending;
import dialtone.spending.SpendingChoice;
import dialtone.spending.SpendingLimit;
import dialtone.spending.SpendingLimit.Per;
import dialtone.spending.SpendingLimits;
import dialtone.spending.service.SpendingRows.Counted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What lines and accounts spend while some records are rated, under the locks of their numbers' rows and, behind these, of the rows of SPENDING in the order of
 * their keys. Where no limit holds for a line, and none of its prices is counted, it costs nothing but the question what its account has chosen.
 */
public final class Spendings {

    /** A line as it is rated. */
    public record Line(String account, String msisdn, Tariff tariff) {}

    /** A row that what these prices charge is counted in. */
    private record Counting(SpendingKey key, SpendingLimit limit, Money most, Set<String> prices) {

        Money of(List<UsageCharge> charges) {
            return charges.stream()
                    .filter(charge -> prices.contains(charge.priceId()))
                    .map(UsageCharge::amount)
                    .reduce(Money.zero(limit.currency()), Money::plus);
        }
    }

    private final Connection connection;
    private final Tariffs tariffs;
    private final SpendingLimits limits;
    private final Map<String, List<SpendingChoice>> choices = new HashMap<>();
    /** By the id of the number's row; only where a limit is of some of them. */
    private final Map<Long, String> plans = new HashMap<>();

    private final Map<Place, List<Counting>> countings = new HashMap<>();
    private final IdentityHashMap<Tariff, Map<SpendingLimit, Set<String>>> pricesOf = new IdentityHashMap<>();
    private final SortedMap<SpendingKey, Spending> current = new TreeMap<>();
    private final SortedMap<SpendingKey, Spending> before = new TreeMap<>();
    private final SortedSet<SpendingKey> stored = new TreeSet<>();

    private Spendings(Connection connection, Tariffs tariffs, SpendingLimits limits) {
        this.connection = connection;
        this.tariffs = tariffs;
        this.limits = limits;
    }

    /** @param places of the records that are rated */
    public static Spendings load(Connection connection, Tariffs tariffs, SpendingLimits limits, Map<Place, Line> places)
            throws SQLException {
        Spendings spendings = new Spendings(connection, tariffs, limits);
        if (!limits.all().isEmpty() && !places.isEmpty()) {
            spendings.choices.putAll(ChoiceRows.of(
                    connection, places.values().stream().map(Line::account).collect(Collectors.toSet())));
            spendings.count(places);
        }
        return spendings;
    }

    private void count(Map<Place, Line> places) throws SQLException {
        List<Counting> added = new ArrayList<>();
        if (limits.askForPlans()) {
            LineStartRows.of(
                            connection,
                            places.keySet().stream().map(Place::line).collect(Collectors.toSet()))
                    .forEach((number, line) -> plans.put(number, line.offering().value()));
        }
        places.forEach((place, line) -> {
            List<Counting> of = countings(place, line);
            countings.put(place, of);
            of.stream().filter(each -> !current.containsKey(each.key())).forEach(added::add);
        });
        if (added.isEmpty()) {
            return;
        }
        SortedMap<SpendingKey, Counting> byKey = new TreeMap<>();
        added.forEach(each -> byKey.put(each.key(), each));
        Map<SpendingKey, Counted> found = SpendingRows.lock(connection, new TreeSet<>(byKey.keySet()));
        byKey.forEach((key, each) -> {
            Counted counted = found.get(key);
            if (counted != null) {
                stored.add(key);
                current.put(key, new Spending(each.limit(), each.most(), counted.spent(), counted.held()));
            }
        });
        byKey.keySet().removeAll(stored);
        addUp(byKey.values());
        byKey.keySet().forEach(key -> before.put(key, requireNonNull(current.get(key))));
        stored.forEach(key -> before.putIfAbsent(key, requireNonNull(current.get(key))));
    }

    private List<Counting> countings(Place place, Line line) {
        List<Counting> found = new ArrayList<>();
        LocalDate cycle = place.cycle();
        for (SpendingLimit limit : limits.in(cycle, plans.getOrDefault(place.line(), ""))) {
            Optional<String> msisdn = limit.per() == Per.LINE ? Optional.of(line.msisdn()) : Optional.empty();
            Optional<Money> most =
                    SpendingChoice.mostIn(limit, choices.getOrDefault(line.account(), List.of()), msisdn, cycle);
            Set<String> prices = most.isEmpty() ? Set.of() : prices(line.tariff(), limit);
            if (!prices.isEmpty()) {
                found.add(new Counting(
                        SpendingKey.of(limit, line.account(), line.msisdn(), cycle),
                        limit,
                        most.orElseThrow(),
                        prices));
            }
        }
        return found;
    }

    /** A hundred thousand lines share a tariff. */
    private Set<String> prices(Tariff tariff, SpendingLimit limit) {
        return pricesOf.computeIfAbsent(tariff, added -> new HashMap<>())
                .computeIfAbsent(
                        limit,
                        added -> tariff.prices().stream()
                                .filter(Price.Usage.class::isInstance)
                                .map(Price.Usage.class::cast)
                                .filter(limit::counts)
                                .map(Price::id)
                                .collect(Collectors.toSet()));
    }

    /** What was posted before in cycles that are not counted yet. */
    private void addUp(Collection<Counting> missing) throws SQLException {
        for (Per per : Per.values()) {
            List<Counting> some =
                    missing.stream().filter(each -> each.limit().per() == per).toList();
            if (some.isEmpty()) {
                continue;
            }
            Set<String> subjects =
                    some.stream().map(each -> each.key().subject()).collect(Collectors.toSet());
            SortedSet<LocalDate> cycles =
                    some.stream().map(each -> each.key().cycle()).collect(Collectors.toCollection(TreeSet::new));
            PostedUse posted = per == Per.LINE
                    ? PostedUse.ofNumbers(connection, tariffs, subjects, cycles.first(), cycles.last())
                    : PostedUse.ofAccounts(connection, tariffs, subjects, cycles.first(), cycles.last());
            Map<SpendingLimit, Map<SpendingKey, Money>> spent = new HashMap<>();
            for (Counting each : some) {
                Money so = spent.computeIfAbsent(each.limit(), posted::by)
                        .getOrDefault(each.key(), Money.zero(each.limit().currency()));
                current.put(each.key(), new Spending(each.limit(), each.most(), so, false));
            }
        }
    }

    /**
     * Counts what a record costs, unless that goes beyond a limit that holds use.
     *
     * @return false when it is to be held, and nothing of it is counted
     */
    public boolean take(Place at, List<UsageCharge> charges) {
        List<Counting> counted = countings.getOrDefault(at, List.of());
        List<Counting> refusing = counted.stream()
                .filter(each -> !spending(each).takes(each.of(charges)))
                .toList();
        refusing.forEach(each -> current.put(each.key(), spending(each).holding()));
        if (refusing.isEmpty()) {
            add(counted, charges);
        }
        return refusing.isEmpty();
    }

    /**
     * Counts what a record adds to the charges of another line of its account, or of another cycle, whatever that comes to: what is shared, or carried over, is
     * used up, and the line itself uses nothing.
     *
     * @param tariff of that line
     */
    public void add(Place at, String account, Tariff tariff, UsageCharge charge) throws SQLException {
        if (!limits.all().isEmpty() && !countings.containsKey(at)) {
            count(Map.of(at, new Line(account, msisdn(at.line()), tariff)));
        }
        add(countings.getOrDefault(at, List.of()), List.of(charge));
    }

    private void add(List<Counting> counted, List<UsageCharge> charges) {
        for (Counting each : counted) {
            Money more = each.of(charges);
            if (!more.isZero()) {
                current.put(each.key(), spending(each).plus(more));
            }
        }
    }

    /** A line that has changed its plan has spent with the one before, and is held against the limit of the one that the record is of. */
    private Spending spending(Counting counting) {
        Spending so = requireNonNull(current.get(counting.key()), "Not loaded: spending");
        return so.limit().equals(counting.limit()) && so.most().equals(counting.most())
                ? so
                : new Spending(counting.limit(), counting.most(), so.spent(), so.held());
    }

    private String msisdn(long line) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT MSISDN FROM NUMBER_ACCOUNT WHERE ID = ?")) {
            select.setLong(1, line);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString("MSISDN");
            }
        }
    }

    /** Stores what has changed, and what customers are to be told of it. */
    public void store(Instant now) throws SQLException {
        SortedMap<SpendingKey, Spending> changed = new TreeMap<>(current);
        changed.entrySet().removeIf(each -> each.getValue().equals(before.get(each.getKey())));
        SortedMap<SpendingKey, Spending> inserted = new TreeMap<>(changed);
        inserted.keySet().removeAll(stored);
        SortedMap<SpendingKey, Spending> updated = new TreeMap<>(changed);
        updated.keySet().retainAll(stored);
        SpendingRows.insert(connection, inserted);
        SpendingRows.update(connection, updated);
        NoticeRows.tell(connection, changed, now);
    }
}

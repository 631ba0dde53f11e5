package dialtone.usage.service;

import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import dialtone.rating.UsageCycles;
import dialtone.usage.NumberAccount;
import dialtone.usage.UsageEvent;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Who pays for a number. The cache says which row to lock, and the locked row says whether that is still right; where it is not,
 * or the cache knows nothing, the table is asked. A lost or a stale cache so costs a query.
 */
@ApplicationScoped
public class NumberAccounts {

    private static final Logger LOG = Logger.getLogger(NumberAccounts.class);

    private static final String COLUMNS =
            "SELECT ID, MSISDN, BILLING_ACCOUNT_ID, TARIFF_ID, TIME_ZONE, VALID_FROM_AT, VALID_TO_AT, BILLED_TO_ON, BARRED,"
                    + " SHARED_ALLOWANCE_ID, USAGE_CYCLE FROM NUMBER_ACCOUNT";

    /** Number to id of the row that is valid now. */
    @Resource(lookup = "java:jboss/infinispan/cache/dialtone/number-account")
    private ConcurrentMap<String, Long> cache;

    @SuppressWarnings("NullAway") // the container injects
    public NumberAccounts() {}

    NumberAccounts(ConcurrentMap<String, Long> cache) {
        this.cache = cache;
    }

    /**
     * Finds who pays for each record and locks those rows in the order of their ids until the transaction ends, so that one
     * number's use is counted by one transaction at a time.
     *
     * @return by the record itself, not by its equals; without the records that nobody pays for
     */
    IdentityHashMap<UsageEvent, NumberAccount> lock(Connection connection, List<UsageEvent> events)
            throws SQLException {
        Set<Long> ids = new TreeSet<>();
        Set<String> unknown = new LinkedHashSet<>();
        Set<String> msisdns = new LinkedHashSet<>();
        events.forEach(event -> msisdns.add(event.msisdn()));
        for (String msisdn : msisdns) {
            Long id = cached(msisdn);
            if (id == null) {
                unknown.add(msisdn);
            } else {
                ids.add(id);
            }
        }
        ids.addAll(idsServing(events, find(connection, unknown)));
        List<NumberAccount> locked = lockRows(connection, ids);
        IdentityHashMap<UsageEvent, NumberAccount> owners = owners(events, locked);
        if (owners.size() == events.size()) {
            return owners;
        }
        Set<String> stale = numbersWithoutOwner(events, owners, unknown);
        if (!stale.isEmpty()) {
            Set<Long> more = idsServing(events, find(connection, stale));
            more.removeAll(ids);
            locked.addAll(lockRows(connection, more));
            owners = owners(events, locked);
        }
        return owners;
    }

    private @Nullable Long cached(String msisdn) {
        try {
            return cache.get(msisdn);
        } catch (RuntimeException lost) {
            LOG.warnf("The cache of numbers does not answer, the table is asked: %s", lost.getMessage());
            return null;
        }
    }

    /** By NUMBER_ACCOUNT_UK: all rows of these numbers, of former owners too. Those valid now are cached. */
    private List<NumberAccount> find(Connection connection, Collection<String> msisdns) throws SQLException {
        List<NumberAccount> found = new ArrayList<>();
        if (msisdns.isEmpty()) {
            return found;
        }
        try (PreparedStatement select =
                connection.prepareStatement(COLUMNS + " WHERE MSISDN IN (" + Columns.inList() + ")")) {
            for (List<String> list : Columns.inLists(msisdns)) {
                for (int i = 0; i < list.size(); i++) {
                    select.setString(i + 1, list.get(i));
                }
                read(select, found);
            }
        }
        for (NumberAccount account : found) {
            if (account.validTo().isEmpty()) {
                keep(account);
            }
        }
        return found;
    }

    private void keep(NumberAccount account) {
        try {
            cache.put(account.msisdn(), account.id());
        } catch (RuntimeException lost) {
            LOG.warnf("The cache of numbers does not take an entry: %s", lost.getMessage());
        }
    }

    /** By the primary key. */
    private static List<NumberAccount> lockRows(Connection connection, Set<Long> ids) throws SQLException {
        List<NumberAccount> locked = new ArrayList<>();
        if (ids.isEmpty()) {
            return locked;
        }
        try (PreparedStatement select = connection.prepareStatement(
                COLUMNS + " WHERE ID IN (" + Columns.inList() + ") ORDER BY ID FOR UPDATE")) {
            for (List<Long> list : Columns.inLists(ids)) {
                for (int i = 0; i < list.size(); i++) {
                    select.setLong(i + 1, list.get(i));
                }
                read(select, locked);
            }
        }
        return locked;
    }

    private static void read(PreparedStatement select, List<NumberAccount> into) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                into.add(new NumberAccount(
                        row.getLong("ID"),
                        row.getString("MSISDN"),
                        new BillingAccountId(row.getString("BILLING_ACCOUNT_ID")),
                        ZoneId.of(row.getString("TIME_ZONE")),
                        UsageCycles.parse(Columns.text(row, "USAGE_CYCLE")),
                        row.getString("TARIFF_ID"),
                        Columns.instant(row, "VALID_FROM_AT"),
                        Columns.instantOrNone(row, "VALID_TO_AT"),
                        Columns.dateOrNone(row, "BILLED_TO_ON"),
                        row.getInt("BARRED") == 1,
                        Columns.longOrNone(row, "SHARED_ALLOWANCE_ID")));
            }
        }
    }

    private static IdentityHashMap<UsageEvent, NumberAccount> owners(
            List<UsageEvent> events, List<NumberAccount> accounts) {
        if (accounts.isEmpty()) {
            return new IdentityHashMap<>();
        }
        Map<String, List<NumberAccount>> byNumber = byNumber(accounts);
        IdentityHashMap<UsageEvent, NumberAccount> owners = new IdentityHashMap<>(2 * events.size());
        for (UsageEvent event : events) {
            for (NumberAccount account : byNumber.getOrDefault(event.msisdn(), List.of())) {
                if (account.serves(event.msisdn(), event.startedAt())) {
                    owners.put(event, account);
                }
            }
        }
        return owners;
    }

    private static Set<Long> idsServing(List<UsageEvent> events, List<NumberAccount> accounts) {
        Set<Long> ids = new TreeSet<>();
        owners(events, accounts).values().forEach(account -> ids.add(account.id()));
        return ids;
    }

    private static Set<String> numbersWithoutOwner(
            List<UsageEvent> events, IdentityHashMap<UsageEvent, NumberAccount> owners, Set<String> asked) {
        Set<String> numbers = new LinkedHashSet<>();
        for (UsageEvent event : events) {
            if (!owners.containsKey(event) && !asked.contains(event.msisdn())) {
                numbers.add(event.msisdn());
            }
        }
        return numbers;
    }

    private static Map<String, List<NumberAccount>> byNumber(List<NumberAccount> accounts) {
        Map<String, List<NumberAccount>> byNumber = new HashMap<>();
        for (NumberAccount account : accounts) {
            byNumber.computeIfAbsent(account.msisdn(), added -> new ArrayList<>())
                    .add(account);
        }
        return byNumber;
    }
}

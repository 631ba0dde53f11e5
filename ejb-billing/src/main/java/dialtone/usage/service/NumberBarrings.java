package dialtone.usage.service;

import dialtone.catalog.UsageType;
import dialtone.inventory.Barring;
import dialtone.ledger.service.Columns;
import dialtone.usage.NumberAccount;
import dialtone.usage.UsageEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** When the numbers of some records were barred, and from what. */
final class NumberBarrings {

    /** {@code [since, until)} */
    private record Barred(Barring barring, Instant since, Optional<Instant> until) {

        boolean bars(UsageType type, Instant at) {
            return barring.bars(type)
                    && !at.isBefore(since)
                    && until.map(at::isBefore).orElse(true);
        }
    }

    private final Map<String, List<Barred>> byNumber;

    private NumberBarrings(Map<String, List<Barred>> byNumber) {
        this.byNumber = byNumber;
    }

    /** Asks the table for those that have been barred, as their locked rows say, by NUMBER_BARRING_NUMBER_IX; hardly ever for any. */
    static NumberBarrings load(Connection connection, Collection<NumberAccount> owners) throws SQLException {
        Set<String> numbers = owners.stream()
                .filter(NumberAccount::barred)
                .map(NumberAccount::msisdn)
                .collect(Collectors.toSet());
        Map<String, List<Barred>> found = new HashMap<>();
        if (!numbers.isEmpty()) {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT MSISDN, BARRING, BARRED_AT, LIFTED_AT FROM NUMBER_BARRING WHERE MSISDN IN ("
                            + Columns.inList() + ")")) {
                for (List<String> list : Columns.inLists(numbers)) {
                    for (int i = 0; i < list.size(); i++) {
                        select.setString(i + 1, list.get(i));
                    }
                    read(select, found);
                }
            }
        }
        return new NumberBarrings(found);
    }

    private static void read(PreparedStatement select, Map<String, List<Barred>> found) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.computeIfAbsent(row.getString("MSISDN"), added -> new ArrayList<>())
                        .add(new Barred(
                                Barring.valueOf(row.getString("BARRING")),
                                Columns.instant(row, "BARRED_AT"),
                                Columns.instantOrNone(row, "LIFTED_AT")));
            }
        }
    }

    /** Whether the number was barred from such a use when it began. */
    boolean bar(UsageEvent event) {
        return byNumber.getOrDefault(event.msisdn(), List.of()).stream()
                .anyMatch(barred -> barred.bars(event.type(), event.startedAt()));
    }
}

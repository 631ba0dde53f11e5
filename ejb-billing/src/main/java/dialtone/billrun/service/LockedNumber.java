package dialtone.billrun.service;

import dialtone.ledger.service.Columns;
import dialtone.rating.ChargePeriod;
import dialtone.rating.Tariff;
import dialtone.rating.UsageCycles;
import dialtone.rating.service.AgreedUseRows;
import dialtone.rating.service.LineEnds;
import dialtone.rating.service.LinkedUseRows;
import dialtone.rating.service.Tariffs;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A number as it is while its use is summed up, under its lock.
 *
 * @param last     last day of a line that has ended, or has other cycles since
 * @param invoiced first day whose cycles no invoice has; empty before the first one
 */
record LockedNumber(
        long id,
        String msisdn,
        String account,
        Tariff tariff,
        boolean countsOn,
        UsageCycles counted,
        LocalDate begins,
        Optional<LocalDate> last,
        Optional<LocalDate> invoiced,
        Optional<Long> shared) {

    /** First day whose cycles of it are not over before a day. */
    LocalDate billedTo(LocalDate day) {
        return counted.notOverOn(day, last);
    }

    /**
     * The same for what invoices have already: an invoice to 1 January that was made while the year of a line that had ended was waited for has none of that, and the
     * next one will have it.
     */
    LocalDate invoicedTo(LocalDate day) {
        LocalDate billedTo = billedTo(day);
        return invoiced.or(() -> Optional.of(begins)).filter(billedTo::isAfter).orElse(billedTo);
    }

    /** The days that an invoice has the use of a cycle for: to the end of a line that has ended in it, and of a month of the calendar, where that is over, all. Its tax is that of the last of them. */
    ChargePeriod days(LocalDate cycle, LocalDate billedTo) {
        ChargePeriod whole = counted.cycleOf(cycle);
        return last.filter(whole::contains)
                .filter(end -> !counted.isMonths() || whole.to().isAfter(billedTo))
                .map(end -> new ChargePeriod(whole.from(), end.plusDays(1)))
                .orElse(whole);
    }

    LockedNumber by(Tariff other, Optional<LocalDate> ended) {
        return new LockedNumber(id, msisdn, account, other, countsOn, counted, begins, ended, invoiced, shared);
    }

    LinkedUseRows.Row row() {
        return new LinkedUseRows.Row(id, tariff, counted, begins, Optional.empty(), shared);
    }

    /**
     * Locks the numbers of accounts until the transaction ends, in the order of their ids: nothing of theirs is rated meanwhile.
     *
     * @return by id
     */
    static Map<Long, LockedNumber> lock(Connection connection, Collection<String> accounts, Tariffs tariffs)
            throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ID FROM NUMBER_ACCOUNT WHERE BILLING_ACCOUNT_ID IN (" + Columns.inList() + ") ORDER BY ID")) {
            for (List<String> list : Columns.inLists(accounts)) {
                Lists.bind(select, 1, list);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        ids.add(row.getLong("ID"));
                    }
                }
            }
        }
        ids.sort(null);
        Map<Long, LockedNumber> locked = new TreeMap<>();
        Map<Long, String> tariffOf = new HashMap<>();
        List<LineEnds> ends = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ID, MSISDN, BILLING_ACCOUNT_ID, TARIFF_ID, COUNTS_ON, TIME_ZONE, VALID_FROM_AT, VALID_TO_AT,"
                        + " BILLED_TO_ON, SHARED_ALLOWANCE_ID, USAGE_CYCLE FROM NUMBER_ACCOUNT WHERE ID IN ("
                        + Columns.inList() + ") ORDER BY ID FOR UPDATE")) {
            for (List<Long> list : Columns.inLists(ids)) {
                Lists.bind(select, 1, list);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        long id = row.getLong("ID");
                        UsageCycles counted = UsageCycles.parse(Columns.text(row, "USAGE_CYCLE"));
                        tariffOf.put(id, row.getString("TARIFF_ID"));
                        LineEnds end = LineEnds.of(row);
                        ends.add(end);
                        locked.put(
                                id,
                                new LockedNumber(
                                        id,
                                        row.getString("MSISDN"),
                                        row.getString("BILLING_ACCOUNT_ID"),
                                        new Tariff(List.of()),
                                        end.countsOn(),
                                        counted,
                                        counted.startOf(end.from(), end.zone()),
                                        Optional.empty(),
                                        Columns.dateOrNone(row, "BILLED_TO_ON"),
                                        Columns.longOrNone(row, "SHARED_ALLOWANCE_ID")));
                    }
                }
            }
        }
        Tariffs.Loaded loaded = tariffs.load(connection, new HashSet<>(tariffOf.values()));
        AgreedUseRows agreed = AgreedUseRows.of(
                connection,
                locked.values().stream().collect(Collectors.toMap(LockedNumber::id, LockedNumber::account)),
                tariffOf.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, each -> loaded.of(each.getValue()))));
        Map<Long, LocalDate> lastDays = LineEnds.lastDays(ends);
        locked.replaceAll((id, number) -> number.by(agreed.tariff(id), Optional.ofNullable(lastDays.get(id))));
        return locked;
    }
}

package dialtone.billrun.service;

import static java.util.Objects.requireNonNull;

import dialtone.base.Money;
import dialtone.billrun.NumberUse;
import dialtone.invoice.BilledLine;
import dialtone.ledger.service.Columns;
import dialtone.rating.CycleUsage;
import dialtone.rating.LinkedUse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What bills on demand have had of cycles of numbers while these went on. What is credited of it has been billed as well: the invoice of the cycle does not charge it again. */
final class UseOnDemand {

    private final Map<LinkedUse.Place, Map<String, Money>> billed = new HashMap<>();

    /** First day that none of them has. */
    private final Map<LinkedUse.Place, LocalDate> billedTo = new HashMap<>();

    private UseOnDemand() {}

    /** Without bills that another one has taken the place of. By INVOICE_LINE_SO_FAR_IX and INVOICE_REPLACED_UK. */
    static UseOnDemand load(Connection connection, Collection<Long> numbers) throws SQLException {
        UseOnDemand found = new UseOnDemand();
        AccountReading.query(
                connection,
                numbers,
                "SELECT L.SO_FAR_NUMBER_ID, L.PERIOD_FROM_ON, L.PRICE_ID, L.CURRENCY, SUM(L.AMOUNT) AS AMOUNT,"
                        + " MAX(L.BILL_CYCLE_ON) AS BILLED_TO_ON FROM INVOICE_LINE L"
                        + " WHERE L.SO_FAR_NUMBER_ID IN (" + Columns.inList() + ")"
                        + " AND NOT EXISTS (SELECT 1 FROM INVOICE R WHERE R.REPLACED_ID = L.INVOICE_ID)"
                        + " GROUP BY L.SO_FAR_NUMBER_ID, L.PERIOD_FROM_ON, L.PRICE_ID, L.CURRENCY",
                List.of(),
                row -> {
                    LinkedUse.Place place =
                            new LinkedUse.Place(row.getLong("SO_FAR_NUMBER_ID"), Columns.date(row, "PERIOD_FROM_ON"));
                    found.billed
                            .computeIfAbsent(place, added -> new HashMap<>())
                            .put(row.getString("PRICE_ID"), Columns.money(row));
                    LocalDate to = Columns.date(row, "BILLED_TO_ON");
                    found.billedTo.merge(place, to, (one, other) -> one.isBefore(other) ? other : one);
                });
        return found;
    }

    /** Whether one has it to that day already: who pays from tomorrow on may ask on the day on which who has paid did. What has come in between is the cycle's. */
    boolean isBilledTo(LinkedUse.Place place, LocalDate day) {
        return Optional.ofNullable(billedTo.get(place))
                .filter(to -> !to.isBefore(day))
                .isPresent();
    }

    /** @param until of a cycle that goes on: first day that the bill does not have */
    NumberUse.OnDemand of(LinkedUse.Place place, Optional<LocalDate> until) {
        return new NumberUse.OnDemand(billed.getOrDefault(place, Map.of()), until);
    }

    /**
     * What lines of a bill have of cycles that went on when it was made: as it was, for the cycle's own invoice has what has come to it since.
     *
     * @param numbers locked, by id
     * @return by account
     */
    static Map<String, List<NumberUse>> again(List<BilledLine> lines, Map<Long, LockedNumber> numbers) {
        Map<LinkedUse.Place, Map<String, Money>> charged = new LinkedHashMap<>();
        Map<LinkedUse.Place, LocalDate> until = new HashMap<>();
        for (BilledLine line : lines) {
            if (line.origin() instanceof BilledLine.OfUsageSoFar of) {
                LinkedUse.Place place = new LinkedUse.Place(of.numberAccountId(), of.cycle());
                charged.computeIfAbsent(place, added -> new HashMap<>()).put(of.priceId(), line.amount());
                until.put(place, of.billedTo());
            }
        }
        Map<String, List<NumberUse>> byAccount = new HashMap<>();
        charged.forEach((place, rated) -> {
            LockedNumber number = requireNonNull(numbers.get(place.line()));
            byAccount
                    .computeIfAbsent(number.account(), added -> new ArrayList<>())
                    .add(new NumberUse(
                            number.id(),
                            number.msisdn(),
                            number.counted().cycleOf(place.cycle()),
                            place.cycle(),
                            CycleUsage.none(number.tariff()),
                            Map.of(),
                            rated,
                            Set.of(),
                            true,
                            new NumberUse.OnDemand(Map.of(), Optional.of(requireNonNull(until.get(place))))));
        });
        return byAccount;
    }

    /** Both, by account. */
    static Map<String, List<NumberUse>> beside(Map<String, List<NumberUse>> one, Map<String, List<NumberUse>> other) {
        Set<String> accounts = new HashSet<>(one.keySet());
        accounts.addAll(other.keySet());
        Map<String, List<NumberUse>> both = new HashMap<>();
        accounts.forEach(account -> both.put(
                account,
                Stream.concat(
                                one.getOrDefault(account, List.of()).stream(),
                                other.getOrDefault(account, List.of()).stream())
                        .toList()));
        return both;
    }
}

package dialtone.usage.service;

import static java.util.Objects.requireNonNull;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.ledger.JournalEntry;
import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import dialtone.rating.ChargeKind;
import dialtone.rating.ChargePeriod;
import dialtone.rating.CycleUsage;
import dialtone.rating.LinkedUse;
import dialtone.rating.PriceCorrection;
import dialtone.rating.Rerating;
import dialtone.rating.Tariff;
import dialtone.rating.UsageCycles;
import dialtone.rating.service.AgreedUseRows;
import dialtone.rating.service.CorrectedTariffs;
import dialtone.rating.service.CounterRows;
import dialtone.rating.service.LinkedUseRows;
import dialtone.rating.service.Tariffs;
import dialtone.spending.SpendingLimit;
import dialtone.spending.service.SpendingRoom;
import dialtone.spending.service.SpendingRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One number whose use of a period is rated again, under the lock of its row: what that comes to, and, when it is approved, the differences. */
final class NumberRerating {

    private final Connection connection;
    private final Tariffs tariffs;
    private final SpendingRoom room;
    private final PriceCorrection correction;
    private final OfferingId offering;
    private final ChargePeriod period;

    /** @param rerating says of which offering, and of which days */
    NumberRerating(SpendingRoom room, PriceCorrection correction, Rerating rerating) {
        this.connection = room.connection();
        this.tariffs = room.tariffs();
        this.room = room;
        this.correction = correction;
        this.offering = rerating.offering();
        this.period = rerating.period();
    }

    /**
     * @param before what the price charged in the period
     * @param after  what it charges by the corrected one
     */
    record Result(
            long numberAccountId, BillingAccountId account, Optional<Rejection> refusal, Money before, Money after) {

        /** Whether it costs less than it did, so that there may be room for what was held. */
        boolean isLess() {
            return after.minus(before).isNegative();
        }

        JournalEntry.Charge charge() {
            return new JournalEntry.Charge(account, ChargeKind.USAGE, after.minus(before));
        }
    }

    /**
     * A number under its lock.
     *
     * @param tariff  of its row, with what is agreed of it, and since when discounts count
     * @param counted cycles that its use is counted in
     * @param begins  first day of its first one
     * @param places  of the prices in it that are corrected
     * @param cycles  first days of those that the period has ({@link UsageCycles#begunIn})
     */
    private record Locked(
            long id,
            BillingAccountId account,
            String msisdn,
            Tariff tariff,
            Set<Integer> places,
            UsageCycles counted,
            LocalDate begins,
            ZoneId zone,
            List<LocalDate> cycles,
            Optional<LocalDate> billedTo,
            Optional<Long> shared) {

        SpendingRoom.Line spending() {
            return new SpendingRoom.Line(id, account.value(), msisdn);
        }

        Optional<LocalDate> lateFor(LocalDate cycle) {
            return billedTo.filter(cycle::isBefore);
        }
    }

    /**
     * A cycle, by the tariff that it has and by the corrected one.
     *
     * @param agreed what of {@code posted} is no record's: something was agreed after they had been rated
     */
    private record Cycle(LocalDate on, CycleUsage before, CycleUsage after, Money posted, Money agreed, Money anew) {

        private Optional<CycleUsage> calculatedBefore() {
            return agreed.isZero() ? Optional.empty() : Optional.of(before);
        }

        ReratedRecords.Cycle ofRecords(Optional<LocalDate> lateFor) {
            return new ReratedRecords.Cycle(on, calculatedBefore(), after, anew.minus(posted), lateFor);
        }
    }

    /** What a number comes to; nothing is written. */
    Result calculate(long id) throws SQLException {
        Locked number = lock(id);
        return result(number, cycles(number));
    }

    /** The same, written down: differences of records, the tariff that the cycles have from now on. */
    Result post(long id, long reratingId, Clock clock) throws SQLException {
        Locked number = lock(id);
        Outcome<List<Cycle>> cycles = cycles(number);
        if (cycles instanceof Outcome.Accepted<List<Cycle>>(List<Cycle> all)) {
            ReratedRecords records = new ReratedRecords(connection, id, correction.right());
            for (Cycle cycle : all) {
                if (!cycle.anew().equals(cycle.posted())) {
                    records.write(cycle.ofRecords(number.lateFor(cycle.on())), reratingId);
                }
            }
            keepTariffs(number, reratingId, clock);
        }
        Result result = result(number, cycles);
        if (result.isLess()) {
            HeldUsage.releaseSpending(connection, number.account().value(), period.from());
        }
        return result;
    }

    private Result result(Locked number, Outcome<List<Cycle>> cycles) {
        Money nothing = Money.zero(correction.right().price().currency());
        return cycles.fold(
                all -> new Result(
                        number.id(),
                        number.account(),
                        Optional.empty(),
                        all.stream().map(Cycle::posted).reduce(nothing, Money::plus),
                        all.stream().map(Cycle::anew).reduce(nothing, Money::plus)),
                reasons ->
                        new Result(number.id(), number.account(), Optional.of(reasons.getFirst()), nothing, nothing));
    }

    /** By the primary key. */
    private Locked lock(long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT N.BILLING_ACCOUNT_ID, N.MSISDN, N.TARIFF_ID, N.TIME_ZONE, N.VALID_FROM_AT, N.VALID_TO_AT, N.BILLED_TO_ON, N.SHARED_ALLOWANCE_ID,"
                        + " N.USAGE_CYCLE FROM NUMBER_ACCOUNT N WHERE N.ID = ? FOR UPDATE")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                ZoneId zone = ZoneId.of(row.getString("TIME_ZONE"));
                String tariff = row.getString("TARIFF_ID");
                UsageCycles counted = UsageCycles.parse(Columns.text(row, "USAGE_CYCLE"));
                LocalDate from =
                        Columns.instant(row, "VALID_FROM_AT").atZone(zone).toLocalDate();
                Optional<LocalDate> last = Columns.instantOrNone(row, "VALID_TO_AT")
                        .map(at -> at.minusNanos(1).atZone(zone).toLocalDate());
                String account = row.getString("BILLING_ACCOUNT_ID");
                Tariff bought = AgreedUseRows.withStarts(
                                connection,
                                Map.of(id, account),
                                Map.of(
                                        id,
                                        tariffs.load(connection, Set.of(tariff)).of(tariff)))
                        .tariff(id);
                return new Locked(
                        id,
                        new BillingAccountId(account),
                        row.getString("MSISDN"),
                        bought,
                        correction.places(bought, ReratingRows.bought(connection, tariffs, id, offering)),
                        counted,
                        counted.startOf(from),
                        zone,
                        counted.begunIn(period, from, last),
                        Columns.dateOrNone(row, "BILLED_TO_ON"),
                        Columns.longOrNone(row, "SHARED_ALLOWANCE_ID"));
            }
        }
    }

    /**
     * The cycles of the period that have use.
     *
     * <p>Rejections: those of {@link PriceCorrection#of}; {@code SHARED} the line shares an allowance; {@code NOT_RECONCILED} its records come to something else than
     * what was posted for them; {@code SPENDING_LIMIT} by the corrected price more is spent than the customer has said.
     */
    private Outcome<List<Cycle>> cycles(Locked number) throws SQLException {
        if (number.shared().isPresent()) {
            return Outcome.rejected(Rejection.of("SHARED", "The line shares an allowance, and is not rated again."));
        }
        CorrectedTariffs corrected = CorrectedTariffs.load(connection, List.of(number.id()), tariffs);
        Map<LocalDate, CycleUsage> use = use(number, corrected);
        List<Cycle> cycles = new ArrayList<>();
        for (LocalDate on : number.cycles()) {
            Tariff tariff = corrected.of(new LinkedUse.Place(number.id(), on), number.tariff());
            switch (correction.of(tariff, number.places())) {
                case Outcome.Rejected<Tariff>(List<Rejection> reasons) -> {
                    return Outcome.rejected(reasons);
                }
                case Outcome.Accepted<Tariff>(Tariff right) -> {
                    if (use.containsKey(on)) {
                        CycleUsage before = requireNonNull(use.get(on));
                        CycleUsage after = before.repriced(right.in(on));
                        Money agreed = posted(number.id(), on, "USAGE_DIFFERENCE");
                        Money posted = agreed.plus(posted(number.id(), on, "USAGE_EVENT", "USAGE_CHARGE"));
                        if (!amount(before).equals(posted)) {
                            return Outcome.rejected(Rejection.of(
                                    "NOT_RECONCILED",
                                    "The records of " + on + " come to " + amount(before) + ", and " + posted
                                            + " were posted for them."));
                        }
                        cycles.add(new Cycle(on, before, after, posted, agreed, amount(after)));
                    }
                }
            }
        }
        Optional<Rejection> beyond = beyondLimit(number, cycles);
        return beyond.isPresent() ? Outcome.rejected(beyond.get()) : Outcome.accepted(cycles);
    }

    /** Limits are of months: all cycles of a month are held against them together. */
    private Optional<Rejection> beyondLimit(Locked number, List<Cycle> cycles) throws SQLException {
        if (room.limits().all().isEmpty()) {
            return Optional.empty();
        }
        for (Map.Entry<LocalDate, Money> month : moreByMonth(number, cycles).entrySet()) {
            Optional<SpendingLimit> beyond =
                    room.beyond(number.spending(), month.getKey(), correction.right(), month.getValue());
            if (beyond.isPresent()) {
                return Optional.of(Rejection.of(
                        "SPENDING_LIMIT",
                        "In " + YearMonth.from(month.getKey()) + " " + month.getValue() + " more go beyond the limit "
                                + beyond.get().name() + "."));
            }
        }
        return Optional.empty();
    }

    /** How much more months have, by their first days. Of a cycle with days in two of them each record is asked, as what it cost was counted in its own month. */
    private Map<LocalDate, Money> moreByMonth(Locked number, List<Cycle> cycles) throws SQLException {
        Map<LocalDate, Money> more = new TreeMap<>();
        ReratedRecords records = new ReratedRecords(connection, number.id(), correction.right());
        for (Cycle cycle : cycles) {
            Money difference = cycle.anew().minus(cycle.posted());
            List<ChargePeriod> months =
                    UsageCycles.MONTHS.within(number.counted().cycleOf(cycle.on()));
            Map<LocalDate, Money> each = months.size() == 1 || difference.isZero()
                    ? Map.of(months.getFirst().from(), difference)
                    : records.moreByMonth(cycle.ofRecords(Optional.empty()), number.zone());
            each.forEach((month, of) -> more.merge(month, of, Money::plus));
        }
        return more;
    }

    private Map<LocalDate, CycleUsage> use(Locked number, CorrectedTariffs corrected) throws SQLException {
        Map<LocalDate, CycleUsage> use = new TreeMap<>();
        if (number.cycles().isEmpty()) {
            return use;
        }
        LocalDate since = number.cycles().getFirst();
        LinkedUseRows.Row row = new LinkedUseRows.Row(
                number.id(), number.tariff(), number.counted(), number.begins(), number.billedTo(), Optional.empty());
        LinkedUseRows.Loaded linked = new LinkedUseRows(connection, tariffs).load(List.of(row), since, Map.of());
        CounterRows.read(connection, List.of(number.id()), since, period.to().minusDays(1))
                .forEach((place, stored) -> use.put(
                        place.cycle(),
                        linked.of(number.id())
                                .map(all -> all.of(number.id(), place.cycle()))
                                .orElseGet(() -> stored.by(corrected.in(place, number.tariff())))));
        return use;
    }

    private Money amount(CycleUsage usage) {
        Price.Usage right = correction.right();
        return requireNonNull(PriceCorrection.amounts(usage)
                .getOrDefault(right.id(), Money.zero(right.price().currency())));
    }

    /** What was posted for the price in a cycle, of all rows. By USAGE_EVENT_NUMBER_IX, USAGE_CHARGE_NUMBER_IX and the primary key of USAGE_DIFFERENCE. */
    private Money posted(long id, LocalDate cycle, String... tables) throws SQLException {
        Money posted = Money.zero(correction.right().price().currency());
        for (String table : tables) {
            try (PreparedStatement select = connection.prepareStatement("SELECT CURRENCY, SUM(AMOUNT) AS AMOUNT FROM "
                    + table + " WHERE NUMBER_ACCOUNT_ID = ? AND CYCLE_ON = ? AND PRICE_ID = ? GROUP BY CURRENCY")) {
                select.setLong(1, id);
                select.setObject(2, cycle);
                select.setString(3, correction.right().id());
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        posted = posted.plus(Columns.money(row));
                    }
                }
            }
        }
        return posted;
    }

    /** All cycles of the period have the corrected price from now on, also those that have no use yet: what comes late is rated by it. */
    private void keepTariffs(Locked number, long reratingId, Clock clock) throws SQLException {
        CorrectedTariffs corrected = CorrectedTariffs.load(connection, List.of(number.id()), tariffs);
        Map<LocalDate, Tariff> changed = new TreeMap<>();
        for (LocalDate on : number.cycles()) {
            Tariff own = corrected.of(new LinkedUse.Place(number.id(), on), number.tariff());
            if (correction.of(own, number.places()) instanceof Outcome.Accepted<Tariff>(Tariff right)
                    && !right.equals(own)) {
                changed.put(on, right);
            }
        }
        tariffs.ensure(connection, changed.values(), clock);
        try (PreparedStatement delete = connection.prepareStatement(
                        "DELETE FROM CORRECTED_TARIFF WHERE NUMBER_ACCOUNT_ID = ? AND CYCLE_ON = ?");
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO CORRECTED_TARIFF (NUMBER_ACCOUNT_ID, CYCLE_ON, TARIFF_ID, RERATING_ID) VALUES (?, ?, ?, ?)")) {
            for (Map.Entry<LocalDate, Tariff> each : changed.entrySet()) {
                delete.setLong(1, number.id());
                delete.setObject(2, each.getKey());
                delete.executeUpdate();
                insert.setLong(1, number.id());
                insert.setObject(2, each.getKey());
                insert.setString(3, each.getValue().id());
                insert.setLong(4, reratingId);
                insert.executeUpdate();
            }
        }
        if (!changed.isEmpty()) {
            SpendingRows.forget(connection, number.account().value(), Collections.min(changed.keySet()));
        }
    }
}

package dialtone.billrun.service;

import static java.util.Objects.requireNonNull;

import dialtone.billrun.AccountToBill;
import dialtone.billrun.BillRun;
import dialtone.billrun.FamilyToBill;
import dialtone.billrun.NumberUse;
import dialtone.billrun.UnbilledAdjustment;
import dialtone.billrun.UnbilledCharge;
import dialtone.ledger.JournalEntry;
import dialtone.ledger.service.Columns;
import dialtone.ledger.service.CreditedCharges;
import dialtone.ledger.service.Journal;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.RatedCharge;
import dialtone.rating.Subscription;
import dialtone.rating.service.ChargeRows;
import dialtone.rating.service.SubscriptionRows;
import dialtone.rating.service.Tariffs;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All that some accounts have not been invoiced for, read within one transaction with the same few statements however many they are. It locks
 * accounts, then numbers, then subscriptions, each in the order of their keys, so that what ends, or is used, meanwhile comes before or after
 * the invoice and not half. An order that ends something locks numbers before subscriptions as well.
 */
final class AccountReading {

    /** With {@link #charge}. */
    static final String CHARGES =
            "SELECT C.ID, C.ORDER_ID, C.ITEM_ID, C.PRICE_ID, C.CHARGE_KIND, C.BILLING_ACCOUNT_ID, C.DESCRIPTION, C.EXPLANATION,"
                    + " C.PERIOD_FROM_ON, C.PERIOD_TO_ON, C.AMOUNT, C.CURRENCY, C.DUE_ON, C.REVISION FROM RATED_CHARGE C";

    static final String ON_NO_INVOICE = " AND NOT EXISTS (SELECT 1 FROM INVOICE_LINE L WHERE L.CHARGE_ID = C.ID)";

    /** With {@link #adjustment}. */
    static final String ADJUSTMENTS =
            "SELECT A.ID, A.BILLING_ACCOUNT_ID, A.REASON, A.AMOUNT, A.CURRENCY, A.AGREED_ON, A.PAYER_ON FROM ADJUSTMENT A";

    private static final LocalDate BEFORE_ALL = LocalDate.EPOCH;

    private final Connection connection;
    private final Tariffs tariffs;
    private final BillRun run;
    private final LocalDate billedTo;
    private final List<String> accounts;

    private final Map<String, Head> heads;

    /** By account. */
    private final Map<String, List<Subscription>> subscriptions = new HashMap<>();

    private Map<Long, LockedNumber> numbers = Map.of();

    /** @param heads of the accounts, locked */
    AccountReading(Connection connection, Tariffs tariffs, Map<String, Head> heads, BillRun run) {
        this.connection = connection;
        this.tariffs = tariffs;
        this.accounts = heads.keySet().stream().sorted().toList();
        this.heads = Map.copyOf(heads);
        this.run = run;
        this.billedTo = run.billedTo();
    }

    /**
     * An account's own settings.
     *
     * @param cycleDay     day of the month that its cycles begin on
     * @param lastBilledTo first day that no invoice of it has; empty before its first invoice
     * @param lastPostedTo first day of which what is due may not be posted: an invoice of it, or one of who pays for it, has posted what was due before
     */
    record Head(
            CustomerId customer,
            Currency currency,
            ZoneId zone,
            int cycleDay,
            Optional<LocalDate> lastBilledTo,
            Optional<LocalDate> lastPostedTo) {

        /** First day of an invoice that ends before a day: behind those that an invoice has, or with the cycle. */
        LocalDate billedFrom(LocalDate billedTo) {
            return lastBilledTo.orElseGet(() -> cycleBefore(billedTo));
        }

        /** Whether an invoice has the days before that one already. */
        boolean isBilledTo(LocalDate day) {
            return lastBilledTo.filter(last -> !last.isBefore(day)).isPresent();
        }

        /** First day of the cycle that has the day before; of cycles from the 1st the 1st of November for 1 December, and for 28 November. */
        private LocalDate cycleBefore(LocalDate day) {
            LocalDate begins = day.minusDays(1).withDayOfMonth(cycleDay);
            return begins.isBefore(day) ? begins : begins.minusMonths(1);
        }

        /** An invoice of it that ends before a day, and with it a cycle, or within one. */
        FamilyToBill.Until until(LocalDate billedTo) {
            LocalDate ends = billedTo.withDayOfMonth(cycleDay);
            return new FamilyToBill.Until(billedTo, ends.isBefore(billedTo) ? ends.plusMonths(1) : ends);
        }

        private Head postedTo(LocalDate day) {
            return lastPostedTo.filter(day::isBefore).isPresent()
                    ? this
                    : new Head(customer, currency, zone, cycleDay, lastBilledTo, Optional.of(day));
        }
    }

    /** Locks accounts until the transaction ends: to which day they are invoiced is nobody else's to change meanwhile. */
    static Map<String, Head> lock(Connection connection, Collection<String> accounts) throws SQLException {
        Map<String, Head> locked = new HashMap<>();
        query(
                connection,
                accounts,
                "SELECT BILLING_ACCOUNT_ID, CUSTOMER_ID, CURRENCY, TIME_ZONE, CYCLE_DAY FROM BILLING_ACCOUNT WHERE BILLING_ACCOUNT_ID IN ("
                        + Columns.inList() + ") ORDER BY BILLING_ACCOUNT_ID FOR UPDATE",
                row -> locked.put(
                        row.getString("BILLING_ACCOUNT_ID"),
                        new Head(
                                new CustomerId(row.getString("CUSTOMER_ID")),
                                Currency.getInstance(row.getString("CURRENCY")),
                                ZoneId.of(row.getString("TIME_ZONE")),
                                row.getInt("CYCLE_DAY"),
                                Optional.empty(),
                                Optional.empty())));
        query(
                connection,
                accounts,
                "SELECT BILLING_ACCOUNT_ID, MAX(CYCLE_TO_ON) AS BILLED_TO_ON FROM INVOICE WHERE BILLING_ACCOUNT_ID IN ("
                        + Columns.inList() + ") AND KIND = 'INVOICE' GROUP BY BILLING_ACCOUNT_ID",
                row -> {
                    LocalDate last = Columns.date(row, "BILLED_TO_ON");
                    locked.computeIfPresent(
                            row.getString("BILLING_ACCOUNT_ID"),
                            (account, head) -> new Head(
                                    head.customer(),
                                    head.currency(),
                                    head.zone(),
                                    head.cycleDay(),
                                    Optional.of(last),
                                    Optional.of(last)));
                });
        query(
                connection,
                accounts,
                "SELECT BILLING_ACCOUNT_ID, MAX(CYCLE_TO_ON) AS POSTED_TO_ON FROM INVOICE_SECTION WHERE BILLING_ACCOUNT_ID IN ("
                        + Columns.inList() + ") GROUP BY BILLING_ACCOUNT_ID",
                row -> {
                    LocalDate last = Columns.date(row, "POSTED_TO_ON");
                    locked.computeIfPresent(
                            row.getString("BILLING_ACCOUNT_ID"), (account, head) -> head.postedTo(last));
                });
        return locked;
    }

    /** Rows of the numbers of some of the accounts, as {@link #unposted} has locked them, by the first day of the cycle that is not billed. */
    Map<LocalDate, List<Long>> numbersOf(Collection<String> some) {
        return numbers.values().stream()
                .filter(number -> some.contains(number.account()))
                .collect(Collectors.groupingBy(
                        number -> number.billedTo(run.useBilledTo()),
                        TreeMap::new,
                        Collectors.mapping(LockedNumber::id, Collectors.toList())));
    }

    private LocalDate lastPostedTo(String account) {
        return requireNonNull(heads.get(account)).lastPostedTo().orElse(BEFORE_ALL);
    }

    /** Locks what the accounts use and pay for and says what is due of it and not posted. By RATING_SUBSCRIPTION_ACCOUNT_IX. */
    List<RatedCharge> unposted() throws SQLException {
        numbers = LockedNumber.lock(connection, accounts, tariffs);
        LocalDate since = accounts.stream()
                .map(this::lastPostedTo)
                .min(LocalDate::compareTo)
                .orElse(BEFORE_ALL);
        try (PreparedStatement select = connection.prepareStatement(
                SubscriptionRows.SELECT
                        + " WHERE BILLING_ACCOUNT_ID IN (" + Columns.inList()
                        + ") AND (ENDED_ON IS NULL OR ENDED_ON >= ?) AND ACTIVATED_ON < ? ORDER BY ORDER_ID, ITEM_ID FOR UPDATE")) {
            for (List<String> list : Columns.inLists(accounts)) {
                Lists.bind(select, 1, list);
                // whether it asks for companions is known when it is read
                select.setObject(list.size() + 1, since.isAfter(BEFORE_ALL) ? since.minusMonths(1) : since);
                select.setObject(list.size() + 2, billedTo);
                for (Subscription each : SubscriptionRows.read(connection, select, tariffs)) {
                    if (each.asksForCompanions()
                            || each.end()
                                    .filter(end -> end.on().isBefore(since))
                                    .isEmpty()) {
                        subscriptions
                                .computeIfAbsent(each.account().value(), added -> new ArrayList<>())
                                .add(each);
                    }
                }
            }
        }
        return CreditedCharges.left(connection, unposted(since));
    }

    private record Item(OrderId order, String itemId) {}

    private List<RatedCharge> unposted(LocalDate since) throws SQLException {
        boolean further = since.isAfter(BEFORE_ALL)
                && subscriptions.values().stream().flatMap(List::stream).anyMatch(Subscription::asksForCompanions);
        Map<Item, List<RatedCharge>> posted = posted(further ? since.minusMonths(1) : since);
        List<RatedCharge> unposted = new ArrayList<>();
        for (String account : accounts) {
            LocalDate from = lastPostedTo(account);
            for (Subscription subscription : subscriptions.getOrDefault(account, List.of())) {
                if (from.isBefore(billedTo)) {
                    unposted.addAll(subscription.reconcile(
                            reconciledFrom(subscription, from),
                            billedTo,
                            posted.getOrDefault(new Item(subscription.order(), subscription.itemId()), List.of())));
                }
            }
        }
        return unposted;
    }

    /** What comes to the account on the last day of a cycle may be told when that has been billed: where it counts, a cycle more is looked at. */
    private static LocalDate reconciledFrom(Subscription subscription, LocalDate from) {
        return subscription.asksForCompanions() && from.isAfter(BEFORE_ALL) ? from.minusMonths(1) : from;
    }

    /**
     * Those with days since then, or that are due since then at the end of their days. By RATED_CHARGE_ACCOUNT_IX: its other column is not asked
     * for, since an embedded database then takes that for the range and looks through all accounts.
     */
    private Map<Item, List<RatedCharge>> posted(LocalDate since) throws SQLException {
        Map<Item, List<RatedCharge>> posted = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                ChargeRows.SELECT + " WHERE BILLING_ACCOUNT_ID IN (" + Columns.inList() + ") AND PERIOD_TO_ON >= ?")) {
            for (List<String> list : Columns.inLists(accounts)) {
                Lists.bind(select, 1, list);
                select.setObject(list.size() + 1, since);
                for (RatedCharge charge : ChargeRows.read(select)) {
                    posted.computeIfAbsent(new Item(charge.order(), charge.itemId()), added -> new ArrayList<>())
                            .add(charge);
                }
            }
        }
        return posted;
    }

    /**
     * Posts what is due: one entry an account. It is owed whether it can be invoiced or not.
     *
     * @param names of the entry of each account, within the run
     */
    static void post(Connection connection, long runId, Map<String, String> names, List<RatedCharge> due, Instant now)
            throws SQLException {
        ChargeRows.insert(connection, due, now);
        Map<String, List<JournalEntry.Charge>> byAccount = new TreeMap<>();
        due.forEach(charge -> byAccount
                .computeIfAbsent(charge.account().value(), added -> new ArrayList<>())
                .add(new JournalEntry.Charge(charge.account(), charge.kind(), charge.amount())));
        List<JournalEntry> entries = new ArrayList<>();
        byAccount.forEach((account, charges) -> {
            var postings = JournalEntry.postingsFor(charges);
            if (!postings.isEmpty()) {
                entries.add(new JournalEntry(
                        "bill-run:" + runId + ":" + requireNonNull(names.get(account)),
                        "Recurring charges of " + account + ", bill run " + runId,
                        now,
                        postings));
            }
        });
        Journal.append(connection, entries);
    }

    /**
     * What is to be billed.
     *
     * @param unposted what would be posted in a real run, for a dry one
     * @return by account
     */
    Map<String, AccountToBill> toBill(List<RatedCharge> unposted) throws SQLException {
        Map<String, List<UnbilledCharge>> charges = unbilledCharges();
        long id = 0;
        for (RatedCharge charge : unposted) {
            charges.computeIfAbsent(charge.account().value(), added -> new ArrayList<>())
                    .add(new UnbilledCharge(--id, charge));
        }
        Map<String, List<NumberUse>> use = use();
        Map<String, List<UnbilledAdjustment>> adjustments = adjustments();
        Map<String, AccountToBill> found = new TreeMap<>();
        for (String account : accounts) {
            Head head = requireNonNull(heads.get(account));
            found.put(
                    account,
                    new AccountToBill(
                            new BillingAccountId(account),
                            head.customer(),
                            head.currency(),
                            head.billedFrom(billedTo),
                            subscriptions.getOrDefault(account, List.of()).stream()
                                    .anyMatch(each -> each.end().isEmpty()),
                            charges.getOrDefault(account, List.of()),
                            use.getOrDefault(account, List.of()),
                            adjustments.getOrDefault(account, List.of())));
        }
        return found;
    }

    private Map<String, List<NumberUse>> use() throws SQLException {
        Map<String, List<NumberUse>> ofCyclesOver = UnbilledUse.read(connection, numbers, run.useBilledTo(), tariffs);
        return run.kind() == BillRun.Kind.DEMAND
                ? UseOnDemand.beside(ofCyclesOver, UnbilledUse.soFar(connection, numbers, run, tariffs))
                : ofCyclesOver;
    }

    /** By RATED_CHARGE_ACCOUNT_IX and INVOICE_LINE_CHARGE_UK. */
    private Map<String, List<UnbilledCharge>> unbilledCharges() throws SQLException {
        Map<String, List<UnbilledCharge>> found = new HashMap<>();
        query(
                connection,
                accounts,
                CHARGES + " WHERE C.BILLING_ACCOUNT_ID IN (" + Columns.inList() + ") AND C.DUE_ON < ?" + ON_NO_INVOICE,
                List.of(billedTo),
                row -> found.computeIfAbsent(row.getString("BILLING_ACCOUNT_ID"), added -> new ArrayList<>())
                        .add(charge(row)));
        return found;
    }

    static UnbilledCharge charge(ResultSet row) throws SQLException {
        return new UnbilledCharge(row.getLong("ID"), ChargeRows.charge(row));
    }

    static UnbilledAdjustment adjustment(ResultSet row) throws SQLException {
        return new UnbilledAdjustment(
                row.getLong("ID"),
                row.getString("REASON"),
                Columns.money(row),
                Columns.date(row, "AGREED_ON"),
                Columns.dateOrNone(row, "PAYER_ON").orElse(Columns.date(row, "AGREED_ON")));
    }

    /** By ADJUSTMENT_ACCOUNT_IX and INVOICE_LINE_ADJUSTMENT_UK. */
    private Map<String, List<UnbilledAdjustment>> adjustments() throws SQLException {
        Map<String, List<UnbilledAdjustment>> found = new HashMap<>();
        query(
                connection,
                accounts,
                ADJUSTMENTS + " WHERE A.BILLING_ACCOUNT_ID IN (" + Columns.inList()
                        + ") AND A.STATE = 'POSTED' AND A.KIND = 'ADJUSTMENT'"
                        + " AND NOT EXISTS (SELECT 1 FROM INVOICE_LINE L WHERE L.ADJUSTMENT_ID = A.ID)",
                row -> found.computeIfAbsent(row.getString("BILLING_ACCOUNT_ID"), added -> new ArrayList<>())
                        .add(adjustment(row)));
        return found;
    }

    @FunctionalInterface
    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private static void query(Connection connection, Collection<String> accounts, String sql, RowReader reader)
            throws SQLException {
        query(connection, accounts, sql, List.of(), reader);
    }

    /**
     * @param listed what the statement has a list of, first
     * @param others what it has behind it
     */
    static void query(Connection connection, Collection<?> listed, String sql, List<?> others, RowReader reader)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (List<?> list : Columns.inLists(listed)) {
                Lists.bind(select, 1, list);
                Lists.bind(select, 1 + list.size(), others);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        reader.read(row);
                    }
                }
            }
        }
    }
}

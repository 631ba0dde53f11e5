package dialtone.hierarchy.service;

import static java.util.Objects.requireNonNull;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.hierarchy.AccountHierarchy;
import dialtone.hierarchy.AccountRelationship;
import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Accounts join others and leave them, from a day on that none of those whose invoices it changes has an invoice of. Who joins or leaves holds the accounts' rows, as a bill run does: what is billed
 * meanwhile is billed by the one hierarchy or by the other.
 */
@Stateless
public class AccountHierarchies {

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public AccountHierarchies() {}

    @SuppressWarnings("UnnecessaryAssignment") // outside a container: tests
    AccountHierarchies(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** All that are above, below or beside an account, on any day. */
    public AccountHierarchy of(BillingAccountId account) {
        try (Connection connection = dataSource.getConnection()) {
            return RelationshipRows.trees(connection, List.of(account.value()));
        } catch (SQLException e) {
            throw new IllegalStateException("What " + account + " belongs to cannot be read", e);
        }
    }

    /** In which of these accounts are children, of any days. */
    public AccountHierarchy ofChildren(Collection<BillingAccountId> accounts) {
        try (Connection connection = dataSource.getConnection()) {
            return RelationshipRows.of(
                    connection, accounts.stream().map(BillingAccountId::value).toList());
        } catch (SQLException e) {
            throw new IllegalStateException("What accounts belong to cannot be read", e);
        }
    }

    /** What an invoice is made of: two of them have to agree. */
    private record Terms(String currency, String zone, int cycleDay, LocalDate openedOn) {
        boolean agreesWith(Terms other) {
            return currency.equals(other.currency) && zone.equals(other.zone) && cycleDay == other.cycleDay;
        }
    }

    /**
     * Lets an account belong to another one. The same again changes nothing.
     *
     * <p>Rejections, each at its field: {@code UNKNOWN_PARENT}; {@code OTHER_TERMS} currency, time zone or cycle day differ; {@code INVALID_DATES} it
     * has no day; {@code NOT_OPENED} it begins before one of both was opened; {@code INVOICED_ALREADY} one of both, of those above that pay for
     * them or of those below that are paid for by way of the child has an invoice of days since then; those of {@link AccountHierarchy#refusal}.
     *
     * @param joining of an account that is there
     * @param by      login of who says so
     */
    public Outcome<AccountRelationship> join(AccountRelationship joining, String by) {
        List<String> both = List.copyOf(
                new TreeSet<>(List.of(joining.child().value(), joining.parent().value())));
        try (Connection connection = dataSource.getConnection()) {
            lockAll(connection);
            AccountHierarchy hierarchy = RelationshipRows.trees(connection, both);
            SortedSet<String> touched = touched(hierarchy, joining);
            Map<String, Terms> terms = locked(connection, touched);
            Optional<AccountRelationship> same = hierarchy.relationships().stream()
                    .filter(each -> isSame(each, joining))
                    .findFirst();
            if (same.isPresent()) {
                return Outcome.accepted(same.get());
            }
            Optional<Rejection> refusal = refusal(terms, joining)
                    .or(() -> hierarchy.refusal(joining))
                    .or(() -> invoiced("from", joining.from(), billedTo(connection, touched)));
            return refusal.isPresent()
                    ? Outcome.rejected(refusal.get())
                    : Outcome.accepted(RelationshipRows.insert(
                            connection, joining, by, clock.instant().truncatedTo(ChronoUnit.MICROS)));
        } catch (SQLException e) {
            throw new IllegalStateException(joining.child() + " does not join " + joining.parent(), e);
        }
    }

    private static boolean isSame(AccountRelationship one, AccountRelationship other) {
        return one.child().equals(other.child())
                && one.parent().equals(other.parent())
                && one.paidBy() == other.paidBy()
                && one.from().equals(other.from())
                && one.to().equals(other.to());
    }

    private static Optional<Rejection> refusal(Map<String, Terms> terms, AccountRelationship joining) {
        Terms parent = terms.get(joining.parent().value());
        if (parent == null) {
            return Optional.of(
                    Rejection.at("parent", "UNKNOWN_PARENT", "There is no account " + joining.parent() + "."));
        }
        if (joining.to().filter(to -> !joining.from().isBefore(to)).isPresent()) {
            return Optional.of(
                    Rejection.at("to", "INVALID_DATES", "It is the first day after; it comes behind the first one."));
        }
        Terms child = requireNonNull(terms.get(joining.child().value()), "No billing account " + joining.child());
        LocalDate opened = child.openedOn().isAfter(parent.openedOn()) ? child.openedOn() : parent.openedOn();
        if (joining.from().isBefore(opened)) {
            return Optional.of(Rejection.at(
                    "from", "NOT_OPENED", "Both accounts are there since " + opened + "; it can be from that day on."));
        }
        return parent.agreesWith(child)
                ? Optional.empty()
                : Optional.of(
                        Rejection.at(
                                "parent",
                                "OTHER_TERMS",
                                "Both have one currency, time zone and cycle day, so that one invoice can have what is charged to both."));
    }

    /**
     * Lets an account belong to another one no longer from a day on; the day on which it began takes it back.
     *
     * <p>Rejections: {@code NO_SUCH_RELATIONSHIP}; at {@code to}: {@code INVALID_DATES} before it began, or after it ends; {@code INVOICED_ALREADY}.
     *
     * @param number of the relationship, in which the account is the child
     * @param to     first day that it does not hold on any more
     */
    public Outcome<AccountRelationship> leave(BillingAccountId child, long number, LocalDate to, String by) {
        try (Connection connection = dataSource.getConnection()) {
            lockAll(connection);
            Optional<AccountRelationship> found =
                    RelationshipRows.of(connection, List.of(child.value())).relationships().stream()
                            .filter(each -> each.number() == number)
                            .findFirst();
            if (found.isEmpty()) {
                return Outcome.rejected(Rejection.of("NO_SUCH_RELATIONSHIP", child + " has no such relationship."));
            }
            AccountRelationship relationship = found.get();
            if (relationship.to().filter(to::equals).isPresent()) {
                return Outcome.accepted(relationship);
            }
            if (to.isBefore(relationship.from())
                    || relationship.to().filter(to::isAfter).isPresent()) {
                return Outcome.rejected(Rejection.at(
                        "to",
                        "INVALID_DATES",
                        "It holds from " + relationship.from() + " on, and can end earlier alone."));
            }
            AccountRelationship without = new AccountRelationship(
                    number, child, relationship.parent(), relationship.paidBy(), to, relationship.to());
            SortedSet<String> touched = touched(
                    RelationshipRows.trees(
                            connection,
                            List.of(child.value(), relationship.parent().value())),
                    without);
            locked(connection, touched);
            Optional<Rejection> refusal = invoiced("to", to, billedTo(connection, touched));
            if (refusal.isPresent()) {
                return Outcome.rejected(refusal.get());
            }
            AccountRelationship ended = relationship.until(to);
            RelationshipRows.end(connection, ended, by, clock.instant().truncatedTo(ChronoUnit.MICROS));
            return Outcome.accepted(ended);
        } catch (SQLException e) {
            throw new IllegalStateException(child + " does not leave", e);
        }
    }

    private static Optional<Rejection> invoiced(String field, LocalDate day, Optional<LocalDate> billedTo) {
        return billedTo.filter(day::isBefore)
                .map(last -> Rejection.at(
                        field,
                        "INVOICED_ALREADY",
                        "Days before " + last + " are invoiced; it can be from that day on."));
    }

    /** One at a time joins accounts or lets them leave. */
    private static void lockAll(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT ID FROM ACCOUNT_HIERARCHY WHERE ID = 1 FOR UPDATE");
                ResultSet row = select.executeQuery()) {
            row.next();
        }
    }

    private static SortedSet<String> touched(AccountHierarchy hierarchy, AccountRelationship days) {
        return hierarchy.touchedBy(days).stream()
                .map(BillingAccountId::value)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Terms> locked(Connection connection, SortedSet<String> accounts) throws SQLException {
        Map<String, Terms> terms = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT BILLING_ACCOUNT_ID, CURRENCY, TIME_ZONE, CYCLE_DAY, OPENED_ON FROM BILLING_ACCOUNT WHERE BILLING_ACCOUNT_ID IN ("
                        + Columns.inList() + ") ORDER BY BILLING_ACCOUNT_ID FOR UPDATE")) {
            for (List<String> list : Columns.inLists(accounts)) {
                for (int i = 0; i < list.size(); i++) {
                    select.setString(i + 1, list.get(i));
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        terms.put(
                                row.getString("BILLING_ACCOUNT_ID"),
                                new Terms(
                                        row.getString("CURRENCY"),
                                        row.getString("TIME_ZONE"),
                                        row.getInt("CYCLE_DAY"),
                                        Columns.date(row, "OPENED_ON")));
                    }
                }
            }
        }
        return terms;
    }

    /** First day that none of them has an invoice of. By INVOICE_ACCOUNT_IX and INVOICE_SECTION_ACCOUNT_IX. */
    private static Optional<LocalDate> billedTo(Connection connection, SortedSet<String> accounts) {
        String some = " WHERE BILLING_ACCOUNT_ID IN (" + Columns.inList() + ")";
        Optional<LocalDate> last = Optional.empty();
        try (PreparedStatement select = connection.prepareStatement("SELECT MAX(CYCLE_TO_ON) AS BILLED_TO_ON FROM ("
                + "SELECT CYCLE_TO_ON FROM INVOICE" + some + " AND KIND = 'INVOICE'"
                + " UNION ALL SELECT CYCLE_TO_ON FROM INVOICE_SECTION" + some + ") BILLED")) {
            for (List<String> list : Columns.inLists(accounts)) {
                for (int i = 0; i < list.size(); i++) {
                    select.setString(i + 1, list.get(i));
                    select.setString(list.size() + i + 1, list.get(i));
                }
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    Optional<LocalDate> found = Columns.dateOrNone(row, "BILLED_TO_ON");
                    if (last.isEmpty() || found.filter(last.get()::isBefore).isPresent()) {
                        last = found;
                    }
                }
            }
            return last;
        } catch (SQLException e) {
            throw new IllegalStateException("To which day " + accounts + " are invoiced cannot be read", e);
        }
    }
}

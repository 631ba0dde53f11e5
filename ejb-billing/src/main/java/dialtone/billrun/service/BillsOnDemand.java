package dialtone.billrun.service;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.billrun.BillRun;
import dialtone.billrun.RunAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Bills that are asked for out of turn: of one account, with what is due until today and what use has cost so far. Each is a bill run of that account, which {@link
 * BillRunRounds} work on. The account's cycle goes on, and its next invoice begins where this one ended; the rest of its use is on that, and so is what a minimum lacks.
 */
@Stateless
public class BillsOnDemand {

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public BillsOnDemand() {}

    @SuppressWarnings({"UnnecessaryAssignment", "NullAway"}) // outside a container: tests
    BillsOnDemand(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * One that was asked for.
     *
     * @param account  what has become of it
     * @param customer who has the account
     */
    public record Asked(BillRun run, RunAccount account, CustomerId customer) {}

    /** The same of an account that nobody says whose it is. */
    public Outcome<Asked> ask(BillingAccountId account, String by) {
        return ask(account, Optional.empty(), by);
    }

    /**
     * Asks for one.
     *
     * <p>Rejections, of field {@code billingAccount}: {@code UNKNOWN_ACCOUNT}; {@code CYCLE_ENDS} today is the last day of its cycle, whose run has the same; {@code
     * INVOICED_ALREADY} it has an invoice until today. Of field {@code relatedParty}: {@code
     * BILLING_ACCOUNT_OF_ANOTHER_CUSTOMER}.
     *
     * @param customer whose account it is to be
     * @param by       login of who asks
     */
    public Outcome<Asked> ask(BillingAccountId account, Optional<CustomerId> customer, String by) {
        try (Connection connection = dataSource.getConnection()) {
            Optional<AccountReading.Head> head = Optional.ofNullable(
                    AccountReading.lock(connection, List.of(account.value())).get(account.value()));
            if (head.isEmpty()) {
                return refused("UNKNOWN_ACCOUNT", "There is no such account.");
            }
            if (customer.filter(said -> !said.equals(head.get().customer())).isPresent()) {
                return Outcome.rejected(Rejection.at(
                        "relatedParty",
                        "BILLING_ACCOUNT_OF_ANOTHER_CUSTOMER",
                        "This billing account belongs to another customer."));
            }
            LocalDate today = clock.instant().atZone(head.get().zone()).toLocalDate();
            LocalDate billedTo = today.plusDays(1);
            if (billedTo.getDayOfMonth() == head.get().cycleDay()) {
                return refused("CYCLE_ENDS", "Its cycle ends today: the bill run of tomorrow has the same.");
            }
            if (head.get().isBilledTo(billedTo)) {
                return refused("INVOICED_ALREADY", "It has an invoice until today.");
            }
            long id = RunRows.insertOnDemand(connection, account.value(), billedTo, by, clock.instant());
            return Outcome.accepted(find(connection, id).orElseThrow());
        } catch (SQLException e) {
            throw new IllegalStateException("A bill of " + account + " cannot be asked for", e);
        }
    }

    private static Outcome<Asked> refused(String code, String why) {
        return Outcome.rejected(Rejection.at("billingAccount", code, why));
    }

    /** Empty for a run of a whole cycle, too. */
    public Optional<Asked> find(long id) {
        try (Connection connection = dataSource.getConnection()) {
            return find(connection, id);
        } catch (SQLException e) {
            throw new IllegalStateException("The bill on demand " + id + " cannot be read", e);
        }
    }

    /**
     * Newest first.
     *
     * @param limit at most {@link Page#MAX_LIMIT}
     */
    public Page<Asked> list(int offset, int limit) {
        try (Connection connection = dataSource.getConnection()) {
            Page<BillRun> page =
                    RunRows.list(connection, Optional.of(BillRun.Kind.DEMAND), offset, Math.min(limit, Page.MAX_LIMIT));
            List<Asked> asked = new ArrayList<>();
            for (BillRun run : page.rows()) {
                asked.add(asked(connection, run));
            }
            return new Page<>(asked, page.offset(), page.total());
        } catch (SQLException e) {
            throw new IllegalStateException("The bills on demand cannot be read", e);
        }
    }

    private static Optional<Asked> find(Connection connection, long id) throws SQLException {
        Optional<BillRun> run = RunRows.find(connection, id).filter(found -> found.kind() == BillRun.Kind.DEMAND);
        return run.isEmpty() ? Optional.empty() : Optional.of(asked(connection, run.get()));
    }

    private static Asked asked(Connection connection, BillRun run) throws SQLException {
        RunAccount account = RunRows.accounts(connection, run.id(), Optional.empty(), 0, 1)
                .rows()
                .getFirst();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT CUSTOMER_ID FROM BILLING_ACCOUNT WHERE BILLING_ACCOUNT_ID = ?")) {
            select.setString(1, account.account().value());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Asked(run, account, new CustomerId(row.getString("CUSTOMER_ID")));
            }
        }
    }
}

package dialtone.rating.service;

import static dialtone.rating.service.AgreementRules.refused;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.billrun.MinimumCommitment;
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
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** What accounts have agreed to be invoiced for at the least, over all that they pay for. */
@Stateless
public class MinimumCommitments {

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public MinimumCommitments() {}

    @SuppressWarnings({"UnnecessaryAssignment", "NullAway"}) // outside a container: tests
    MinimumCommitments(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * What was agreed, when and by whom.
     *
     * @param by login of who said so
     */
    public record Said(BillingAccountId account, MinimumCommitment commitment, Instant at, String by) {}

    /** In the order it was said: of two for one day the later one holds. By MINIMUM_COMMITMENT_ACCOUNT_IX. */
    public List<Said> of(BillingAccountId account) {
        try (Connection connection = dataSource.getConnection()) {
            return CommitmentRows.read(connection, List.of(account.value()));
        } catch (SQLException e) {
            throw new IllegalStateException("What is committed of " + account + " cannot be read", e);
        }
    }

    /**
     * Agrees on a minimum from a day on that is on no invoice; of nothing, that there is none. The same again is not noted.
     *
     * @param by login of who says so
     * @return all that was said of the account, or UNKNOWN_ACCOUNT, INVALID_AMOUNT, FOREIGN_CURRENCY, INVALID_DATES, TOO_FAR_AHEAD,
     *         INVALID_REASON, ALREADY_INVOICED, TOO_MANY
     * @throws IllegalStateException if the database fails
     */
    public Outcome<List<Said>> agree(BillingAccountId account, MinimumCommitment commitment, String by) {
        try (Connection connection = dataSource.getConnection()) {
            Optional<Currency> currency = lockedCurrency(connection, account);
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            List<Said> said = CommitmentRows.read(connection, List.of(account.value()));
            if (currency.isEmpty()) {
                return Outcome.rejected(Rejection.of("UNKNOWN_ACCOUNT", "There is no such account."));
            }
            if (!said.isEmpty() && said.getLast().commitment().equals(commitment)) {
                return Outcome.accepted(said);
            }
            Optional<LocalDate> billedTo = billedTo(connection, account);
            Optional<Rejection> refusal = refusal(commitment, currency.get(), now)
                    .or(() -> billedTo.filter(commitment.from()::isBefore)
                            .flatMap(to ->
                                    refused("from", "ALREADY_INVOICED", "The account is invoiced before " + to + ".")))
                    .or(() -> AgreementRules.tooMany(said.size()));
            if (refusal.isPresent()) {
                return Outcome.rejected(refusal.get());
            }
            CommitmentRows.insert(connection, new Said(account, commitment, now, by));
            return Outcome.accepted(CommitmentRows.read(connection, List.of(account.value())));
        } catch (SQLException e) {
            throw new IllegalStateException("What is committed of " + account + " cannot be stored", e);
        }
    }

    private static Optional<Rejection> refusal(MinimumCommitment commitment, Currency currency, Instant now) {
        return commitment.amount().isNegative()
                ? refused("amount", "INVALID_AMOUNT", "An amount is not negative.")
                : AgreementRules.foreign(Optional.of(commitment.amount().currency()), currency)
                        .or(() -> AgreementRules.PRICES.refusal(
                                commitment.from(), commitment.to(), commitment.reason(), now));
    }

    /** A bill run of the account waits, or is waited for. */
    private static Optional<Currency> lockedCurrency(Connection connection, BillingAccountId account)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT CURRENCY FROM BILLING_ACCOUNT WHERE BILLING_ACCOUNT_ID = ? FOR UPDATE")) {
            select.setString(1, account.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(Currency.getInstance(row.getString("CURRENCY"))) : Optional.empty();
            }
        }
    }

    /** First day that no invoice has, nor a cycle that its bills on demand have all of. By INVOICE_ACCOUNT_IX and COMMITMENT_MET_PK. */
    private static Optional<LocalDate> billedTo(Connection connection, BillingAccountId account) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT MAX(CYCLE_TO_ON) AS BILLED_TO_ON FROM (SELECT CYCLE_TO_ON FROM INVOICE WHERE BILLING_ACCOUNT_ID = ? AND KIND = 'INVOICE'"
                        + " UNION ALL SELECT CYCLE_TO_ON FROM COMMITMENT_MET WHERE BILLING_ACCOUNT_ID = ?) BILLED")) {
            select.setString(1, account.value());
            select.setString(2, account.value());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return Columns.dateOrNone(row, "BILLED_TO_ON");
            }
        }
    }
}

package dialtone.invoice.service;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.invoice.BilledLine;
import dialtone.invoice.CreditNote;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceSummary;
import dialtone.invoice.NumberUsage.RatedRecord;
import dialtone.invoice.SectionSummary;
import dialtone.party.BillingAccountId;
import dialtone.rating.Cell;
import dialtone.rating.Tariff;
import dialtone.rating.service.Tariffs;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** Invoices as they are stored, the records behind their lines, and credit notes. What stores invoices is a bill run. */
@Stateless
public class Invoices {

    /** Column width. */
    public static final int MAX_REASON = 255;

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Tariffs tariffs;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public Invoices() {}

    @SuppressWarnings("UnnecessaryAssignment") // outside a container: tests
    Invoices(DataSource dataSource, Tariffs tariffs, Clock clock) {
        this.dataSource = dataSource;
        this.tariffs = tariffs;
        this.clock = clock;
    }

    public Optional<Invoice> find(InvoiceId id) {
        try (Connection connection = dataSource.getConnection()) {
            return new InvoiceReading(connection).find(id);
        } catch (SQLException e) {
            throw new IllegalStateException("Invoice " + id + " cannot be read", e);
        }
    }

    /**
     * Invoices and credit notes of an account, newest first.
     *
     * @param limit at most {@link Page#MAX_LIMIT}
     */
    public Page<InvoiceSummary> ofAccount(BillingAccountId account, int offset, int limit) {
        try (Connection connection = dataSource.getConnection()) {
            return new InvoiceReading(connection).ofAccount(account, offset, Math.min(limit, Page.MAX_LIMIT));
        } catch (SQLException e) {
            throw new IllegalStateException("The invoices of " + account + " cannot be read", e);
        }
    }

    /**
     * Sections of an account on invoices and credit notes of who pays for it, newest first.
     *
     * @param limit at most {@link Page#MAX_LIMIT}
     */
    public List<SectionSummary> sectionsOf(BillingAccountId account, int limit) {
        try (Connection connection = dataSource.getConnection()) {
            return SectionRows.ofAccount(connection, account, Math.min(limit, Page.MAX_LIMIT));
        } catch (SQLException e) {
            throw new IllegalStateException("The sections of " + account + " cannot be read", e);
        }
    }

    /**
     * What credit notes have taken back of an account's invoices, tax included: positive.
     *
     * @return by invoice; one of which nothing is taken back is left out
     */
    public Map<InvoiceId, Money> takenBack(BillingAccountId account) {
        try (Connection connection = dataSource.getConnection()) {
            return new InvoiceReading(connection).takenBack(account);
        } catch (SQLException e) {
            throw new IllegalStateException("The credit notes of " + account + " cannot be read", e);
        }
    }

    /** Credit notes that take some of an invoice back, oldest first. */
    public List<InvoiceSummary> creditNotesOf(InvoiceId id) {
        try (Connection connection = dataSource.getConnection()) {
            return new InvoiceReading(connection).creditNotesOf(id);
        } catch (SQLException e) {
            throw new IllegalStateException("The credit notes of " + id + " cannot be read", e);
        }
    }

    /**
     * The usage records behind a line, oldest first: those that its price is for from their first unit, and those of which a later part is
     * by it.
     *
     * @param limit at most {@link Page#MAX_LIMIT}
     * @return with how many there are in all, where the line has none of its own those that left less of an allowance to it; none for a line that is of no use
     */
    public Page<RatedRecord> records(BilledLine line, int offset, int limit) {
        if (!(line.origin() instanceof BilledLine.OfUsage usage)) {
            return new Page<>(List.of(), offset, 0);
        }
        try (Connection connection = dataSource.getConnection()) {
            Optional<Tariff> tariff = tariffOf(connection, usage.numberAccountId());
            List<Cell> cells = RecordRows.cellsOfInvoice(connection, usage).stream()
                    .filter(cell -> tariff.flatMap(prices -> prices.priceOf(cell))
                            .filter(usage.priceId()::equals)
                            .isPresent())
                    .toList();
            int most = Math.min(limit, Page.MAX_LIMIT);
            Page<RatedRecord> own = RecordRows.ofInvoice(connection, usage, cells, offset, most);
            return own.total() > 0 ? own : RecordRows.addingTo(connection, usage, offset, most);
        } catch (SQLException e) {
            throw new IllegalStateException("The records of line " + line.number() + " cannot be read", e);
        }
    }

    private Optional<Tariff> tariffOf(Connection connection, long numberAccountId) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT TARIFF_ID FROM NUMBER_ACCOUNT WHERE ID = ?")) {
            select.setLong(1, numberAccountId);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                String id = row.getString("TARIFF_ID");
                return Optional.of(tariffs.load(connection, Set.of(id)).of(id));
            }
        }
    }

    /**
     * Issues a credit note for lines of an invoice, or for all that are left: with a number of its own, and posted.
     *
     * <p>Rejections: {@code NO_SUCH_INVOICE}; {@code INVALID_REASON} (field {@code reason}); those of {@link CreditNote#of}.
     *
     * @param lines their numbers; none: all that are left
     */
    public Outcome<Invoice> credit(InvoiceId id, Set<Integer> lines, String reason) {
        if (reason.isBlank() || reason.length() > MAX_REASON) {
            return Outcome.rejected(
                    Rejection.at("reason", "INVALID_REASON", "A reason has 1 to " + MAX_REASON + " characters."));
        }
        try (Connection connection = dataSource.getConnection()) {
            Optional<CreditNoteRows.Creditable> found = CreditNoteRows.lock(connection, id);
            if (found.isEmpty()) {
                return Outcome.rejected(Rejection.of("NO_SUCH_INVOICE", "There is no such invoice."));
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            LocalDate today =
                    CreditNoteRows.today(connection, found.get().invoice().account(), now);
            return switch (found.get().note().of(lines, reason, today)) {
                case Outcome.Rejected<CreditNote.Prepared>(List<Rejection> reasons) -> Outcome.rejected(reasons);
                case Outcome.Accepted<CreditNote.Prepared>(CreditNote.Prepared note) ->
                    Outcome.accepted(CreditNoteRows.issue(connection, note, now));
            };
        } catch (SQLException e) {
            throw new IllegalStateException("There is no credit note for " + id, e);
        }
    }
}

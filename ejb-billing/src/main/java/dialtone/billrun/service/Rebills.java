package dialtone.billrun.service;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceTax;
import dialtone.invoice.RebillRequest;
import dialtone.invoice.RebillRequest.State;
import dialtone.invoice.service.Invoices;
import dialtone.invoice.service.TaxSource;
import dialtone.rating.service.Tariffs;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Credit and rebill: what it would be, who asks for it and who decides. Credit note, new invoice and what the books get of both are one transaction. */
@Stateless
public class Rebills {

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Tariffs tariffs;

    @Inject
    @Any
    private Instance<TaxSource> taxSources;

    @Inject
    private Clock clock;

    @Inject
    private BillPolicies policies;

    private Optional<TaxSource> ownTaxes = Optional.empty();

    @SuppressWarnings("NullAway") // the container injects
    public Rebills() {}

    /** Outside a container: tests. */
    @SuppressWarnings({"UnnecessaryAssignment", "NullAway"})
    Rebills(DataSource dataSource, Tariffs tariffs, TaxSource taxes, BillPolicies policies, Clock clock) {
        this.dataSource = dataSource;
        this.tariffs = tariffs;
        this.ownTaxes = Optional.of(taxes);
        this.policies = policies;
        this.clock = clock;
    }

    /**
     * What it would be now.
     *
     * @param note takes the original back, but for lines whose adjustment is taken back already; without a number while it is not issued
     * @param anew without a number while it is not issued
     */
    public record Preview(Invoice original, Invoice note, Invoice anew) {
        /** What the customer owes more, tax included; negative: less. */
        public Money more() {
            return anew.total().plus(note.total());
        }
    }

    /**
     * What the invoice would be made again; nothing is stored. It holds the accounts of the invoice meanwhile.
     *
     * <p>Rejections: {@code NO_SUCH_INVOICE}, {@code NOT_AN_INVOICE}, {@code CREDITED_ALREADY} it is taken back, {@code PARTLY_CREDITED} some of it is; {@code
     * NOT_RECONCILED} and the others of a bill run.
     */
    public Outcome<Preview> preview(InvoiceId invoice) {
        try (Connection connection = dataSource.getConnection()) {
            return rebilling(connection, clock.instant())
                    .prepare(invoice, "preview")
                    .fold(
                            ready -> Outcome.accepted(
                                    new Preview(ready.original(), ready.unnumberedNote(), ready.unnumbered())),
                            Outcome::<Preview>rejected);
        } catch (SQLException e) {
            throw new IllegalStateException("What " + invoice + " would be cannot be said", e);
        }
    }

    /**
     * Asks for it; nothing is issued until somebody else approves it.
     *
     * <p>Rejections: those of {@link #preview}; {@code INVALID_REASON} (field {@code reason}); {@code ASKED_ALREADY}.
     */
    public Outcome<RebillRequest> ask(InvoiceId invoice, String reason, String by) {
        if (reason.isBlank() || reason.length() > Invoices.MAX_REASON) {
            return Outcome.rejected(Rejection.at(
                    "reason", "INVALID_REASON", "A reason has 1 to " + Invoices.MAX_REASON + " characters."));
        }
        try (Connection connection = dataSource.getConnection()) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            return switch (rebilling(connection, now).prepare(invoice, reason)) {
                case Outcome.Rejected<Rebilling.Ready>(List<Rejection> reasons) -> Outcome.rejected(reasons);
                case Outcome.Accepted<Rebilling.Ready>(Rebilling.Ready ready) -> {
                    // under the invoice's lock
                    if (RebillRows.open(connection, invoice).isPresent()) {
                        yield Outcome.rejected(Rejection.of("ASKED_ALREADY", "That is asked for already."));
                    }
                    long id = RebillRows.insert(connection, invoice, reason, ready.unnumbered(), by, now);
                    yield Outcome.accepted(RebillRows.find(connection, id).orElseThrow());
                }
            };
        } catch (SQLException e) {
            throw new IllegalStateException("That " + invoice + " be made again cannot be asked for", e);
        }
    }

    /**
     * Approves it: the credit note and the new invoice are issued and posted at once.
     *
     * <p>Rejections: {@code NO_SUCH_REQUEST}, {@code DECIDED_ALREADY}, {@code SECOND_PERSON_REQUIRED} the same login asked for it; {@code CHANGED_MEANWHILE} it has
     * other lines or taxes than when it was asked for; those of {@link #preview}.
     */
    public Outcome<RebillRequest> approve(long id, String by) {
        try (Connection connection = dataSource.getConnection()) {
            Optional<RebillRequest> found = RebillRows.locked(connection, id);
            Optional<Rejection> refusal = undecided(found);
            if (refusal.isPresent()) {
                return Outcome.rejected(refusal.get());
            }
            RebillRequest asked = found.orElseThrow();
            if (asked.askedBy().equals(by)) {
                return Outcome.rejected(Rejection.of("SECOND_PERSON_REQUIRED", "Somebody else has to approve it."));
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Rebilling rebilling = rebilling(connection, now);
            return switch (rebilling.prepare(asked.invoice(), asked.reason())) {
                case Outcome.Rejected<Rebilling.Ready>(List<Rejection> reasons) -> Outcome.rejected(reasons);
                case Outcome.Accepted<Rebilling.Ready>(Rebilling.Ready ready) -> {
                    Optional<Rejection> changed =
                            changed(asked, RebillRows.fingerprint(connection, id), ready.unnumbered());
                    if (changed.isPresent()) {
                        yield Outcome.rejected(changed.get());
                    }
                    Rebilling.Issued issued = rebilling.issue(ready);
                    RebillRows.issued(connection, id, issued.note(), issued.invoice(), by, now);
                    yield Outcome.accepted(RebillRows.find(connection, id).orElseThrow());
                }
            };
        } catch (SQLException e) {
            throw new IllegalStateException("Rebill " + id + " cannot be approved", e);
        }
    }

    /** @param shown fingerprint of what who asked was shown */
    private static Optional<Rejection> changed(RebillRequest asked, Optional<String> shown, Invoice anew) {
        if (!anew.total().equals(asked.total())) {
            return Optional.of(Rejection.of(
                    "CHANGED_MEANWHILE",
                    "It comes to " + anew.total() + " now, and to " + asked.total()
                            + " when it was asked for: decline it and ask again."));
        }
        return shown.filter(before -> !before.equals(anew.fingerprint()))
                .map(
                        before -> Rejection.of(
                                "CHANGED_MEANWHILE",
                                "It comes to the same, but by other lines or taxes than when it was asked for: decline it and ask again."));
    }

    /** Declines it, or takes the own request back. Rejections: {@code NO_SUCH_REQUEST}, {@code DECIDED_ALREADY}. */
    public Outcome<RebillRequest> decline(long id, String by) {
        try (Connection connection = dataSource.getConnection()) {
            Optional<Rejection> refusal = undecided(RebillRows.locked(connection, id));
            if (refusal.isPresent()) {
                return Outcome.rejected(refusal.get());
            }
            RebillRows.decline(connection, id, by, clock.instant());
            return Outcome.accepted(RebillRows.find(connection, id).orElseThrow());
        } catch (SQLException e) {
            throw new IllegalStateException("Rebill " + id + " cannot be declined", e);
        }
    }

    private static Optional<Rejection> undecided(Optional<RebillRequest> found) {
        if (found.isEmpty()) {
            return Optional.of(Rejection.of("NO_SUCH_REQUEST", "There is no such request."));
        }
        return found.get().state() == State.ASKED
                ? Optional.empty()
                : Optional.of(Rejection.of("DECIDED_ALREADY", "It is decided already."));
    }

    public Optional<RebillRequest> find(long id) {
        try (Connection connection = dataSource.getConnection()) {
            return RebillRows.find(connection, id);
        } catch (SQLException e) {
            throw new IllegalStateException("Rebill " + id + " cannot be read", e);
        }
    }

    /** The one of an invoice that was not declined. */
    public Optional<RebillRequest> of(InvoiceId invoice) {
        try (Connection connection = dataSource.getConnection()) {
            return RebillRows.open(connection, invoice);
        } catch (SQLException e) {
            throw new IllegalStateException("Whether " + invoice + " is made again cannot be read", e);
        }
    }

    /**
     * Newest first, in one state or in all.
     *
     * @param limit at most {@link Page#MAX_LIMIT}
     */
    public Page<RebillRequest> list(Optional<State> state, int offset, int limit) {
        String where = " WHERE STATE = COALESCE(?, STATE)";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        RebillRows.SELECT + where + " ORDER BY ID DESC OFFSET ? ROWS FETCH NEXT ? ROWS ONLY");
                PreparedStatement count = connection.prepareStatement("SELECT COUNT(*) FROM REBILL" + where)) {
            select.setString(1, state.map(Enum::name).orElse(null));
            count.setString(1, state.map(Enum::name).orElse(null));
            select.setInt(2, offset);
            select.setInt(3, Math.min(limit, Page.MAX_LIMIT));
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return new Page<>(RebillRows.read(select), offset, row.getLong(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The rebills cannot be read", e);
        }
    }

    private Rebilling rebilling(Connection connection, Instant now) {
        return new Rebilling(
                connection,
                tariffs,
                ownTaxes.or(() -> taxSources.stream().findFirst()).orElse((any, accounts) -> InvoiceTax.NONE),
                policies.now(),
                now);
    }
}

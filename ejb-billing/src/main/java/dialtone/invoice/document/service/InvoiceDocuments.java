package dialtone.invoice.document.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.document.DocumentLanguage;
import dialtone.invoice.document.InvoicePage;
import dialtone.invoice.document.InvoicePdf;
import dialtone.invoice.document.Issuer;
import dialtone.invoice.document.Recipient;
import dialtone.invoice.document.SectionRecipient;
import dialtone.invoice.service.Invoices;
import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import dialtone.rating.service.PriceVersions;
import dialtone.tax.TaxRegistration;
import dialtone.tax.service.TaxReference;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.IntFunction;
import javax.sql.DataSource;

/** The documents of stored invoices and credit notes. */
@Stateless
public class InvoiceDocuments {

    /** Rendering takes memory and a processor, and many may ask at once. */
    private static final Semaphore RENDERING = new Semaphore(2);

    private static final Rejection NO_SUCH_INVOICE = Rejection.of("NO_SUCH_INVOICE", "There is no such invoice.");

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @EJB
    private Invoices invoices;

    @EJB
    private IssuerReference issuers;

    @EJB
    private TaxReference taxes;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public InvoiceDocuments() {}

    @SuppressWarnings("UnnecessaryAssignment") // outside a container: tests
    InvoiceDocuments(
            DataSource dataSource, Invoices invoices, IssuerReference issuers, TaxReference taxes, Clock clock) {
        this.dataSource = dataSource;
        this.invoices = invoices;
        this.issuers = issuers;
        this.taxes = taxes;
        this.clock = clock;
    }

    /**
     * Rejections: {@code NO_SUCH_INVOICE}; {@code SELLER_UNKNOWN} the installation has not said who it was, or where it was established, on the
     * day of the invoice.
     *
     * @param language empty: that of the recipient's country
     */
    public Outcome<String> html(InvoiceId id, Optional<DocumentLanguage> language) {
        return written(id, language, InvoicePage::xhtml);
    }

    /**
     * The same.
     *
     * @param records address of the usage records of a line, by its number
     */
    public Outcome<String> html(InvoiceId id, Optional<DocumentLanguage> language, IntFunction<String> records) {
        return written(id, language, page -> page.xhtml(records));
    }

    private Outcome<String> written(
            InvoiceId id, Optional<DocumentLanguage> language, Function<InvoicePage, String> writing) {
        Optional<Recipient> recipient = recipient(id);
        return recipient.isEmpty()
                ? Outcome.rejected(NO_SUCH_INVOICE)
                : page(id, recipient.get(), language(language, recipient.get()))
                        .fold(page -> Outcome.accepted(writing.apply(page)), Outcome::rejected);
    }

    /**
     * The PDF. What was given out once is given out again, byte for byte: it is kept. It is made in no transaction, two at a time.
     *
     * <p>Rejections: as of {@link #html}; nothing is kept then.
     *
     * @param asked language; empty: that of the recipient's country
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Outcome<byte[]> pdf(InvoiceId id, Optional<DocumentLanguage> asked) {
        Optional<Recipient> recipient = recipient(id);
        if (recipient.isEmpty()) {
            return Outcome.rejected(NO_SUCH_INVOICE);
        }
        DocumentLanguage language = language(asked, recipient.get());
        Optional<byte[]> kept = kept(id, language);
        return kept.isPresent()
                ? Outcome.accepted(kept.get())
                : page(id, recipient.get(), language)
                        .fold(page -> Outcome.accepted(keep(id, language, rendered(page))), Outcome::rejected);
    }

    private static DocumentLanguage language(Optional<DocumentLanguage> asked, Recipient recipient) {
        return asked.orElseGet(
                () -> DocumentLanguage.ofCountry(recipient.address().country()));
    }

    private Optional<Recipient> recipient(InvoiceId id) {
        try (Connection connection = dataSource.getConnection()) {
            return RecipientRows.find(connection, id);
        } catch (SQLException e) {
            throw new IllegalStateException("The recipient of " + id + " cannot be read", e);
        }
    }

    private Outcome<InvoicePage> page(InvoiceId id, Recipient recipient, DocumentLanguage language) {
        Optional<Invoice> invoice = invoices.find(id);
        if (invoice.isEmpty()) {
            return Outcome.rejected(NO_SUCH_INVOICE);
        }
        LocalDate day = invoice.get().issuedOn();
        Optional<Issuer> issuer = issuers.on(day);
        List<TaxRegistration> registrations = taxes.tables().seller().registrations(day);
        if (issuer.isEmpty()
                || registrations.stream().noneMatch(each -> each.kind() == TaxRegistration.Kind.ESTABLISHMENT)) {
            return Outcome.rejected(Rejection.of(
                    "SELLER_UNKNOWN",
                    issuer.isEmpty()
                            ? "documents/seller.csv does not say who invoices of " + day + " are from."
                            : "tax/registrations.csv does not say where the seller was established on " + day + "."));
        }
        return Outcome.accepted(new InvoicePage(
                        invoice.get(),
                        new PriceVersions(dataSource).of(invoice.get()),
                        recipient,
                        issuer.get(),
                        registrations,
                        language)
                .naming(sections(id)));
    }

    private Map<BillingAccountId, SectionRecipient> sections(InvoiceId id) {
        try (Connection connection = dataSource.getConnection()) {
            return RecipientRows.ofSections(connection, id);
        } catch (SQLException e) {
            throw new IllegalStateException("The recipients of " + id + " cannot be read", e);
        }
    }

    private static byte[] rendered(InvoicePage page) {
        RENDERING.acquireUninterruptibly();
        try {
            return InvoicePdf.of(page.paper(), page.issuedOn());
        } finally {
            RENDERING.release();
        }
    }

    private byte[] keep(InvoiceId id, DocumentLanguage language, byte[] pdf) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO INVOICE_DOCUMENT (INVOICE_ID, LANGUAGE, PDF, RENDERED_AT) VALUES (?, ?, ?, ?)")) {
            insert.setString(1, id.value());
            insert.setString(2, language.code());
            insert.setBinaryStream(3, new ByteArrayInputStream(pdf), pdf.length);
            insert.setObject(4, Columns.utc(clock.instant()));
            insert.executeUpdate();
            return pdf;
        } catch (SQLException e) {
            // the same at the same moment: the row was not there before, and is waited for
            return kept(id, language)
                    .orElseThrow(() -> new IllegalStateException("The document of " + id + " cannot be kept", e));
        }
    }

    private Optional<byte[]> kept(InvoiceId id, DocumentLanguage language) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT PDF FROM INVOICE_DOCUMENT WHERE INVOICE_ID = ? AND LANGUAGE = ?")) {
            select.setString(1, id.value());
            select.setString(2, language.code());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes("PDF")) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The document of " + id + " cannot be read", e);
        }
    }
}

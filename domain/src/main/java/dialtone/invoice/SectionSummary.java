package dialtone.invoice;

import dialtone.base.Money;
import dialtone.party.BillingAccountId;
import java.time.LocalDate;

/**
 * What an account is charged on the invoice, or the credit note, of who pays for it.
 *
 * @param payer     whose invoice it is
 * @param firstLine number of its first line on it
 * @param tax       of its lines
 */
public record SectionSummary(
        InvoiceId invoice, BillingAccountId payer, LocalDate issuedOn, int firstLine, Money net, Money tax) {}

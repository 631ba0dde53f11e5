package dialtone.invoice;

import dialtone.base.Outcome;
import java.util.List;

/**
 * Says what taxes an invoice has. It is asked between lines and total, within the transaction that stores the invoice, with all it may need
 * in memory already: no remote call, no query an invoice. A built-in table or an outside provider's answers are behind it.
 */
@FunctionalInterface
public interface InvoiceTax {

    /** Of an installation that has no tax set up. */
    InvoiceTax NONE = draft -> Outcome.accepted(List.of());

    /**
     * The taxes of a draft; of equal drafts the same ones.
     *
     * @return rejected with a code and words a person can act on when it cannot be said, such as for an account without an address: the
     *     account is then not billed, and named
     */
    Outcome<List<InvoiceTaxLine>> of(InvoiceDraft draft);
}

package dialtone.billrun.service;

import dialtone.base.Outcome;
import dialtone.billrun.PriceEstimate;
import dialtone.rating.service.RatingReference;
import dialtone.spending.SpendingLimit;
import dialtone.tax.TaxProfile;
import dialtone.tax.service.AccountTaxes;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;

/** What offerings would cost, with the taxes of this installation. It reads and stores nothing. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PriceEstimates {

    @Inject
    private AccountTaxes taxes;

    @Inject
    private BillPolicies policies;

    @Inject
    private RatingReference reference;

    @SuppressWarnings("NullAway") // the container injects
    public PriceEstimates() {}

    @SuppressWarnings("UnnecessaryAssignment") // outside a container: tests
    PriceEstimates(AccountTaxes taxes, BillPolicies policies) {
        this.taxes = taxes;
        this.policies = policies;
        this.reference = new RatingReference();
    }

    /** What their use may cost in a month, as {@link PriceEstimate#limits} says. */
    public List<SpendingLimit> limits(PriceEstimate asked) {
        return asked.limits(reference.current().limits());
    }

    /**
     * The first bills, as {@link PriceEstimate#bills} says.
     *
     * @param profile whose taxes they would have
     */
    public Outcome<List<PriceEstimate.Bill>> bills(PriceEstimate asked, TaxProfile profile) {
        // a bill of less than the minimum is shown, too: it would be carried over, and is no less
        return asked.bills(
                policies.now().billingEverything(), taxes.assuming(PriceEstimate.ACCOUNT, profile, asked.offerings()));
    }
}

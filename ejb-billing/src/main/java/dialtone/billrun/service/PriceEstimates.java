package dialtone.billrun.service;

import dialtone.base.Outcome;
import dialtone.billrun.PriceEstimate;
import dialtone.order.PricedItem;
import dialtone.tax.DraftTax.OrderedItem;
import dialtone.tax.TaxProfile;
import dialtone.tax.service.AccountTaxes;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What offerings would cost, with the taxes of this installation. It reads and stores nothing. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PriceEstimates {

    @Inject
    private AccountTaxes taxes;

    @Inject
    private BillPolicies policies;

    @SuppressWarnings("NullAway") // the container injects
    public PriceEstimates() {}

    @SuppressWarnings("UnnecessaryAssignment") // outside a container: tests
    PriceEstimates(AccountTaxes taxes, BillPolicies policies) {
        this.taxes = taxes;
        this.policies = policies;
    }

    /**
     * The first bills, as {@link PriceEstimate#bills} says.
     *
     * @param profile whose taxes they would have
     */
    public Outcome<List<PriceEstimate.Bill>> bills(PriceEstimate asked, TaxProfile profile) {
        Map<OrderedItem, String> offerings = new HashMap<>();
        for (PricedItem item : asked.items()) {
            offerings.put(
                    new OrderedItem(PriceEstimate.orderOf().value(), item.itemId()),
                    item.offering().value());
        }
        // a bill of less than the minimum is shown, too: it would be carried over, and is no less
        return asked.bills(
                policies.now().billingEverything(), taxes.assuming(PriceEstimate.ACCOUNT, profile, offerings));
    }
}

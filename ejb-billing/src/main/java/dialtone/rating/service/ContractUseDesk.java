package dialtone.rating.service;

import dialtone.base.Outcome;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.party.BillingAccountId;
import dialtone.rating.AgreedUse;
import dialtone.rating.service.ContractUsePrices.Posted;
import dialtone.usage.service.UsageRecycling;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;

/** Where other rates of use are agreed: noted and posted in one transaction, and what was held for a limit that has room for it now is rated in the next ones. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ContractUseDesk {

    @EJB
    private ContractUsePrices prices;

    @EJB
    private UsageRecycling recycling;

    @SuppressWarnings("NullAway") // the container injects
    public ContractUseDesk() {}

    @SuppressWarnings("UnnecessaryAssignment") // outside a container: tests
    ContractUseDesk(ContractUsePrices prices, UsageRecycling recycling) {
        this.prices = prices;
        this.recycling = recycling;
    }

    /** As {@link ContractUsePrices#agree}. */
    public Outcome<List<Posted>> agree(
            BillingAccountId account, OfferingId offering, List<Price> sold, AgreedUse agreed, String by) {
        Outcome<List<Posted>> outcome = prices.agree(account, offering, sold, agreed, by);
        if (outcome instanceof Outcome.Accepted<List<Posted>>) {
            for (String number : recycling.waitingOf(List.of(account.value()))) {
                UsageRecycling.Step.all(after -> recycling.recycleNumber(number, after));
            }
        }
        return outcome;
    }
}

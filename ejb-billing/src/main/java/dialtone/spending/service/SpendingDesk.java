package dialtone.spending.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.party.BillingAccountId;
import dialtone.spending.SpendingChoice.Wish;
import dialtone.spending.SpendingStanding;
import dialtone.usage.service.UsageRecycling;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;
import java.util.Optional;

/** Where customers' wishes of their spending limits are taken: noted in one transaction, and what was held is rated in the next ones. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SpendingDesk {

    @EJB
    private SpendingChoices choices;

    @EJB
    private UsageRecycling recycling;

    @SuppressWarnings("NullAway") // the container injects
    public SpendingDesk() {}

    @SuppressWarnings("UnnecessaryAssignment") // outside a container: tests
    SpendingDesk(SpendingChoices choices, UsageRecycling recycling) {
        this.choices = choices;
        this.recycling = recycling;
    }

    /**
     * Takes a wish, from the bill cycle of now on. The same again is not noted, and what is still held is tried again.
     *
     * @param msisdn of the line that it is for; empty for a limit of the account, and for all of its lines
     * @param by     login of who says so
     * @return how far the account is with all limits then, or what {@link SpendingChoices#choose} refuses
     * @throws IllegalStateException if the database fails
     */
    public Outcome<List<SpendingStanding>> choose(
            BillingAccountId account, String limit, Optional<String> msisdn, Wish wish, String by) {
        return switch (choices.choose(account, limit, msisdn, wish, by)) {
            case Outcome.Rejected<List<String>>(List<Rejection> reasons) -> Outcome.rejected(reasons);
            case Outcome.Accepted<List<String>>(List<String> released) -> {
                for (String number : released) {
                    UsageRecycling.Step.all(after -> recycling.recycleNumber(number, after));
                }
                yield Outcome.accepted(choices.standing(account));
            }
        };
    }
}

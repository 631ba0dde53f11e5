package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.order.AmendOrder;
import dialtone.order.ProductOrder;
import dialtone.pool.service.PoolContention;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** Where amendments are taken: says as a refusal what comes of others who amend or reserve at the same time. */
@Stateless
public class AmendmentEntry {

    @EJB
    private OrderAmendments amendments;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public AmendmentEntry() {}

    /** Outside a container. */
    AmendmentEntry(OrderAmendments amendments) {
        this.amendments = amendments;
    }

    /**
     * Amends an order, see {@link OrderAmendments#amend}.
     *
     * <p>Rejections: those of {@link OrderAmendments#amend}, {@code POOL_CONTENTION}, which passes.
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Outcome<ProductOrder> amend(AmendOrder command) {
        try {
            return amendments.amend(command);
        } catch (RuntimeException failure) {
            if (isContention(failure)) {
                return Outcome.rejected(Rejection.of(
                        "POOL_CONTENTION", "Others took every free resource that was found: amend it again soon."));
            }
            if (command.idempotencyKey().isPresent() && OrderEntry.isConstraintBroken(failure)) {
                // the same key for another order at the same time: that was first, and now it is seen
                return amendments.amend(command);
            }
            throw failure;
        }
    }

    private static boolean isContention(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PoolContention) {
                return true;
            }
        }
        return false;
    }
}

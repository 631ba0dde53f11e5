package dialtone.order.service;

import dialtone.order.OrderId;
import dialtone.order.ProductOrder;
import dialtone.order.Serving;
import dialtone.platform.job.JobOutcome;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.function.Supplier;

/**
 * Lets a job do something with an order only while its process instance serves the order, or was called by the one that does. An order that
 * has left its instance is thereby done nothing with until the next one serves it, whatever the former one's jobs still try.
 */
@Stateless
public class ServedOrders {

    @PersistenceContext
    private EntityManager entities;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public ServedOrders() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same field, for who is not a container
    ServedOrders(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Does the work in this transaction, which holds the order's row from before the question is asked.
     *
     * @param instanceKey of the job
     * @return what came of the work; {@link JobOutcome.Deferred} for another instance: the job goes when its instance is ended
     */
    public JobOutcome whileServed(OrderId id, long instanceKey, Supplier<JobOutcome> work) {
        ProductOrder order = entities.find(ProductOrder.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (order == null) {
            throw new IllegalStateException("There is no order " + id);
        }
        Serving serving = order.serving();
        return serving.isBy(instanceKey)
                ? work.get()
                : new JobOutcome.Deferred("Order " + id + " has left this process instance.");
    }
}

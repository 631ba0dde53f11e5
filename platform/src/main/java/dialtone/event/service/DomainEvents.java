package dialtone.event.service;

import dialtone.event.DomainEvent;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Where a feature says what has happened. {@link EventDelivery} tells the subscribers. */
@ApplicationScoped
public class DomainEvents {

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transactions;

    @Inject
    private EventStore store;

    @Inject
    private EventDelivery delivery;

    /**
     * Stores the event in the caller's transaction; it is told when that commits. Events about one subject are told in the
     * order they were recorded.
     *
     * @throws IllegalStateException    outside a transaction
     * @throws IllegalArgumentException if the facts are longer than {@value EventStore#MAX_FACTS_LENGTH} characters of JSON
     */
    public void record(DomainEvent event) {
        if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException(
                    "An event is part of the transaction that made it happen, and there is none");
        }
        store.append(event);
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    delivery.wake();
                }
            }
        });
    }
}

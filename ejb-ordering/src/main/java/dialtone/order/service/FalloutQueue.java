package dialtone.order.service;

import dialtone.base.Page;
import dialtone.order.FalloutFilter;
import dialtone.order.FalloutTask;
import dialtone.order.OrderId;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** Fallout tasks as people look for them; {@link FalloutTasks} decides them. */
@Stateless
public class FalloutQueue {

    /** More than a person looks through; a filter by hand finds the others. */
    private static final int MAX_CHOICES = 100;

    /** Tasks of one order that are ever listed. */
    static final int MAX_OF_ORDER = 200;

    @PersistenceContext
    private EntityManager entities;

    @SuppressWarnings("NullAway") // for the container, which fills the field
    public FalloutQueue() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same field, for who is not a container
    FalloutQueue(EntityManager entities) {
        this.entities = entities;
    }

    /** Open tasks, the longest waiting first. */
    public Page<FalloutTask> listOpen(FalloutFilter filter, int offset, int limit) {
        return FalloutSelection.open(filter).page(entities, offset, limit);
    }

    /** Decided tasks, the latest decision first. */
    public Page<FalloutTask> listDecided(FalloutFilter filter, int offset, int limit) {
        return FalloutSelection.decided(filter).page(entities, offset, limit);
    }

    /**
     * What the open tasks differ in, for who chooses among them; each in the order of the names, at most {@value #MAX_CHOICES}.
     *
     * @param jobTypes   of their steps
     * @param elements   of the network
     * @param offerings  of their orders' items
     */
    public record Choices(
            List<String> jobTypes, List<String> elements, List<String> errorCodes, List<String> offerings) {
        public Choices {
            jobTypes = List.copyOf(jobTypes);
            elements = List.copyOf(elements);
            errorCodes = List.copyOf(errorCodes);
            offerings = List.copyOf(offerings);
        }
    }

    public Choices choices() {
        return new Choices(
                texts("select distinct s.jobType from PlanStep s, FalloutTask t"
                        + " where s.id = t.stepId and t.openFor is not null order by s.jobType"),
                texts("select distinct t.networkElement from FalloutTask t where t.openFor is not null"
                        + " and t.networkElement is not null order by t.networkElement"),
                texts(
                        "select distinct t.errorCode from FalloutTask t where t.openFor is not null order by t.errorCode"),
                texts(
                        "select distinct i.offering.value from OrderItem i, FalloutTask t"
                                + " where i.order.id.value = t.order.value and t.openFor is not null order by i.offering.value"));
    }

    private List<String> texts(String query) {
        return entities.createQuery(query, String.class)
                .setMaxResults(MAX_CHOICES)
                .getResultList();
    }

    /** All tasks of an order, the latest first. */
    public List<FalloutTask> ofOrder(OrderId order) {
        return entities.createQuery(
                        "select t from FalloutTask t where t.order.value = :order order by t.openedAt desc, t.id desc",
                        FalloutTask.class)
                .setParameter("order", order.value())
                .setMaxResults(MAX_OF_ORDER)
                .getResultList();
    }

    /** The tasks that wait for a decision about an order. */
    static List<FalloutTask> openOf(EntityManager entities, OrderId order) {
        return entities.createQuery(
                        "select t from FalloutTask t where t.order.value = :order and t.openFor is not null",
                        FalloutTask.class)
                .setParameter("order", order.value())
                .setMaxResults(MAX_OF_ORDER)
                .getResultList();
    }
}

package dialtone.order.service;

import dialtone.base.Page;
import dialtone.order.FalloutFilter;
import dialtone.order.FalloutFilter.Attribute;
import dialtone.order.FalloutTask;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The fallout tasks that a filter means, as a question to the database.
 *
 * @param condition of JPQL, on the task {@code t}
 * @param order     of JPQL
 */
record FalloutSelection(String condition, String order, Map<String, Object> parameters) {

    /** What holds for a task that has one of an attribute's values; each is found by an index. */
    private static final Map<Attribute, String> PATHS = Map.of(
            Attribute.TEAM,
            " and t.team in (:TEAM)",
            Attribute.ASSIGNEE,
            " and t.assignee in (:ASSIGNEE)",
            Attribute.ORDER,
            " and t.order.value in (:ORDER)",
            Attribute.JOB_TYPE,
            " and exists (select s.id from PlanStep s where s.id = t.stepId and s.jobType in (:JOB_TYPE))",
            Attribute.ELEMENT,
            " and t.networkElement in (:ELEMENT)",
            Attribute.ERROR_CODE,
            " and t.errorCode in (:ERROR_CODE)",
            Attribute.OFFERING,
            " and exists (select i.key from OrderItem i where i.order.id.value = t.order.value"
                    + " and i.offering.value in (:OFFERING))");

    FalloutSelection {
        parameters = Map.copyOf(parameters);
    }

    /** The open ones, the longest waiting first. */
    static FalloutSelection open(FalloutFilter filter) {
        return of(" from FalloutTask t where t.openFor is not null", filter, " order by t.openedAt, t.id");
    }

    /** The decided ones, the latest decision first. */
    static FalloutSelection decided(FalloutFilter filter) {
        return of(" from FalloutTask t where t.openFor is null", filter, " order by t.resolvedAt desc, t.id desc");
    }

    private static FalloutSelection of(String from, FalloutFilter filter, String order) {
        StringBuilder condition = new StringBuilder(from);
        Map<String, Object> parameters = new HashMap<>();
        new TreeMap<>(filter.values()).forEach((attribute, values) -> {
            condition.append(PATHS.get(attribute));
            parameters.put(attribute.name(), values);
        });
        filter.openedFrom().ifPresent(start -> {
            condition.append(" and t.openedAt >= :openedFrom");
            parameters.put("openedFrom", start);
        });
        filter.openedBefore().ifPresent(end -> {
            condition.append(" and t.openedAt < :openedBefore");
            parameters.put("openedBefore", end);
        });
        filter.dueBefore().ifPresent(end -> {
            condition.append(" and t.dueAt < :dueBefore");
            parameters.put("dueBefore", end);
        });
        return new FalloutSelection(condition.toString(), order, parameters);
    }

    Page<FalloutTask> page(EntityManager entities, int offset, int limit) {
        int first = Math.max(0, offset);
        return new Page<>(rows(entities, first, Math.clamp(limit, 1, Page.MAX_LIMIT)), first, count(entities));
    }

    List<FalloutTask> rows(EntityManager entities, int offset, int limit) {
        return bound(entities.createQuery("select t" + condition + order, FalloutTask.class))
                .setFirstResult(offset)
                .setMaxResults(limit)
                .getResultList();
    }

    long count(EntityManager entities) {
        return bound(entities.createQuery("select count(t)" + condition, Long.class))
                .getSingleResult();
    }

    private <T> TypedQuery<T> bound(TypedQuery<T> query) {
        parameters.forEach(query::setParameter);
        return query;
    }
}

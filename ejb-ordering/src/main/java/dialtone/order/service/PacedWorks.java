package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.order.PacedWork;
import dialtone.order.PacedWork.State;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The rows of one kind of {@link PacedWork}, and of the lines of its log.
 *
 * @param kind    entity
 * @param lines   entity of its lines, which have a {@code position}, a {@code state} and, as {@code owner}, its id
 * @param name    as a person calls it: {@code batch}
 * @param unknown code of the rejection when there is no such one
 */
record PacedWorks<W extends PacedWork, L>(
        EntityManager entities, Class<W> kind, Class<L> lines, String owner, String name, String unknown) {

    /** Of those that are due in a second, those beyond are first in the next. */
    static final int MAX_DUE = 20;

    /** The latest first, by its index on CREATED_AT. */
    Page<W> list(int offset, int limit) {
        int first = Math.max(0, offset);
        List<W> rows = entities.createQuery(
                        "select w from " + kind.getSimpleName() + " w order by w.createdAt desc, w.id desc", kind)
                .setFirstResult(first)
                .setMaxResults(Math.clamp(limit, 1, Page.MAX_LIMIT))
                .getResultList();
        long total = entities.createQuery("select count(w) from " + kind.getSimpleName() + " w", Long.class)
                .getSingleResult();
        return new Page<>(rows, first, total);
    }

    /** The log: its lines in their order, of one state or all; empty when there is no such work. By index on its id, STATE and POSITION. */
    Page<L> log(String id, Optional<? extends Enum<?>> state, int offset, int limit) {
        int first = Math.max(0, offset);
        String from = " from " + lines.getSimpleName() + " l where l." + owner + " = :id"
                + (state.isPresent() ? " and l.state = :state" : "");
        var rows = entities.createQuery("select l" + from + " order by l.position", lines)
                .setParameter("id", id)
                .setFirstResult(first)
                .setMaxResults(Math.clamp(limit, 1, Page.MAX_LIMIT));
        var count = entities.createQuery("select count(l)" + from, Long.class).setParameter("id", id);
        state.ifPresent(wanted -> {
            rows.setParameter("state", wanted);
            count.setParameter("state", wanted);
        });
        return new Page<>(rows.getResultList(), first, count.getSingleResult());
    }

    /** Ids of those whose turn it is, the longest due first, by its index on NEXT_TURN_AT. */
    List<String> due(Instant now) {
        return entities.createQuery(
                        "select w.id from " + kind.getSimpleName()
                                + " w where w.nextTurnAt <= :now order by w.nextTurnAt, w.id",
                        String.class)
                .setParameter("now", now)
                .setMaxResults(MAX_DUE)
                .getResultList();
    }

    /** @throws IllegalStateException when there is no such one */
    W locked(String id) {
        return lock(id).orElseThrow(() -> new IllegalStateException("There is no " + name + " " + id));
    }

    private Optional<W> lock(String id) {
        return Optional.ofNullable(entities.find(kind, id, LockModeType.PESSIMISTIC_WRITE));
    }

    /**
     * Changes one that is where it can be changed so.
     *
     * <p>Rejections: that of one that there is not, {@code NOT_IN_VALID_STATE}.
     */
    Outcome<W> change(String id, Predicate<State> possible, Consumer<W> verb) {
        Optional<W> found = lock(id);
        if (found.isEmpty()) {
            return Outcome.rejected(Rejection.of(unknown, "There is no such " + name + "."));
        }
        W work = found.get();
        if (!possible.test(work.state())) {
            return Outcome.rejected(Rejection.of(
                    "NOT_IN_VALID_STATE",
                    Character.toUpperCase(name.charAt(0)) + name.substring(1) + " " + id + " " + words(work.state())
                            + "."));
        }
        verb.accept(work);
        return Outcome.accepted(work);
    }

    private static String words(State state) {
        return switch (state) {
            case PROPOSED -> "waits for a second person";
            case RUNNING -> "is running";
            case PAUSED -> "is paused";
            case STOPPED -> "was stopped";
            case DONE -> "is done";
        };
    }

    /** Leaves the lines that wait as they are, for good. */
    void leave(String id, Enum<?> waiting, Enum<?> left, Instant now) {
        entities.createQuery("update " + lines.getSimpleName() + " l set l.state = :left, l.endedAt = :now where l."
                        + owner + " = :id and l.state = :waiting")
                .setParameter("left", left)
                .setParameter("now", now)
                .setParameter("id", id)
                .setParameter("waiting", waiting)
                .executeUpdate();
    }
}

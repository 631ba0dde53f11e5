package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.order.BatchProgress;
import dialtone.order.BatchedTask;
import dialtone.order.FalloutBatch;
import dialtone.order.FalloutTask;
import dialtone.order.PacedWork.State;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One decision about many fallout tasks: begun, looked at, paused, resumed and stopped by people. {@link BatchTurns} does the work. */
@Stateless
public class FalloutBatches {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public FalloutBatches() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    FalloutBatches(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    private PacedWorks<FalloutBatch, BatchedTask> rows() {
        return rows(entities);
    }

    static PacedWorks<FalloutBatch, BatchedTask> rows(EntityManager entities) {
        return new PacedWorks<>(
                entities, FalloutBatch.class, BatchedTask.class, "batch", "batch", "UNKNOWN_FALLOUT_BATCH");
    }

    /** A batch and how far it has come. */
    public record Standing(FalloutBatch batch, BatchProgress progress) {}

    /**
     * Begins a batch of all open tasks that the filter means now, the longest waiting first. They are decided in the background, from
     * within a second on.
     *
     * <p>Rejections: those of {@link FalloutBatch.Proposal#objections}, {@code NOTHING_MATCHES}, {@code TOO_MANY_TASKS}.
     *
     * @param by login
     */
    public Outcome<Standing> begin(FalloutBatch.Proposal proposal, String by) {
        List<Rejection> objections = proposal.objections();
        if (!objections.isEmpty()) {
            return Outcome.rejected(objections);
        }
        List<FalloutTask> tasks =
                FalloutSelection.open(proposal.filter()).rows(entities, 0, FalloutBatch.MAX_TASKS + 1);
        if (tasks.isEmpty()) {
            return Outcome.rejected(
                    Rejection.at("filter", "NOTHING_MATCHES", "No task that waits for a decision is meant by this."));
        }
        if (tasks.size() > FalloutBatch.MAX_TASKS) {
            return Outcome.rejected(Rejection.at(
                    "filter",
                    "TOO_MANY_TASKS",
                    "A batch has at most " + FalloutBatch.MAX_TASKS + " tasks; the filter means more."));
        }
        Object number = entities.createNativeQuery("SELECT FALLOUT_BATCH_SEQ.NEXTVAL FROM DUAL")
                .getSingleResult();
        FalloutBatch batch =
                new FalloutBatch("FBA-" + ((Number) number).longValue(), proposal, tasks.size(), by, clock.instant());
        entities.persist(batch);
        entities.flush(); // the tasks' rows refer to it, and the provider does not know
        int position = 1;
        for (FalloutTask task : tasks) {
            entities.persist(new BatchedTask(batch.id(), position++, task));
        }
        return Outcome.accepted(new Standing(
                batch, new BatchProgress(Map.of(BatchedTask.State.WAITING, (long) tasks.size()), 0)));
    }

    /** The latest first. */
    public Page<Standing> list(int offset, int limit) {
        Page<FalloutBatch> batches = rows().list(offset, limit);
        Map<String, BatchProgress> progress =
                progress(batches.rows().stream().map(FalloutBatch::id).toList());
        return new Page<>(
                batches.rows().stream()
                        .map(batch -> new Standing(batch, progress.getOrDefault(batch.id(), BatchProgress.NOTHING)))
                        .toList(),
                batches.offset(),
                batches.total());
    }

    public Optional<Standing> find(String batchId) {
        return Optional.ofNullable(entities.find(FalloutBatch.class, batchId)).map(this::standing);
    }

    private Standing standing(FalloutBatch batch) {
        return new Standing(batch, progress(List.of(batch.id())).getOrDefault(batch.id(), BatchProgress.NOTHING));
    }

    /** By index FALLOUT_BATCH_TASK_STATE_IX. */
    private Map<String, BatchProgress> progress(List<String> batchIds) {
        if (batchIds.isEmpty()) {
            return Map.of();
        }
        Map<String, Map<BatchedTask.State, Long>> counts = new HashMap<>();
        Map<String, Long> retried = new HashMap<>();
        entities.createQuery(
                        "select t.batch, t.state, count(t), count(t.runningAgainAt) from BatchedTask t"
                                + " where t.batch in (:batches) group by t.batch, t.state",
                        Object[].class)
                .setParameter("batches", batchIds)
                .getResultList()
                .forEach(row -> {
                    String batch = (String) row[0];
                    counts.computeIfAbsent(batch, id -> new EnumMap<>(BatchedTask.State.class))
                            .put((BatchedTask.State) row[1], (Long) row[2]);
                    retried.merge(batch, (Long) row[3], Long::sum);
                });
        return batchIds.stream()
                .collect(Collectors.toMap(
                        id -> id,
                        id -> new BatchProgress(counts.getOrDefault(id, Map.of()), retried.getOrDefault(id, 0L))));
    }

    /**
     * The log of a batch: its tasks in their order, of one state or all; empty when there is no such batch.
     */
    public Page<BatchedTask> tasks(String batchId, Optional<BatchedTask.State> state, int offset, int limit) {
        return rows().log(batchId, state, offset, limit);
    }

    /**
     * Decides nothing more of it until somebody lets it go on.
     *
     * <p>Rejections: {@code UNKNOWN_FALLOUT_BATCH}, {@code NOT_IN_VALID_STATE}.
     *
     * @param by login
     */
    public Outcome<Standing> pause(String batchId, String by) {
        return change(batchId, State.RUNNING::equals, batch -> batch.pause(by, clock.instant()));
    }

    /**
     * The second person agrees to what needs one, and the batch begins.
     *
     * <p>Rejections: {@code UNKNOWN_FALLOUT_BATCH}, {@code NOT_IN_VALID_STATE}, {@code SECOND_PERSON_REQUIRED} (who has proposed it).
     *
     * @param by login
     */
    public Outcome<Standing> approve(String batchId, String by) {
        FalloutBatch batch = entities.find(FalloutBatch.class, batchId, LockModeType.PESSIMISTIC_WRITE);
        if (batch != null && batch.state() == State.PROPOSED && batch.isProposedBy(by)) {
            return Outcome.rejected(Rejection.of(
                    "SECOND_PERSON_REQUIRED", "Who proposes it does not approve it; another person has to."));
        }
        return change(batchId, State.PROPOSED::equals, proposed -> proposed.approve(by, clock.instant()));
    }

    /** Goes on with one that is paused; rejections as for {@link #pause}. */
    public Outcome<Standing> resume(String batchId, String by) {
        return change(batchId, State.PAUSED::equals, batch -> batch.resume(by, clock.instant()));
    }

    /** Ends it for good: what it has not decided is left as it is; rejections as for {@link #pause}. */
    public Outcome<Standing> stop(String batchId, String by) {
        Instant now = clock.instant();
        return change(batchId, state -> !state.isFinal(), batch -> {
            batch.stop(by, now);
            rows().leave(batchId, BatchedTask.State.WAITING, BatchedTask.State.LEFT, now);
        });
    }

    private Outcome<Standing> change(String batchId, Predicate<State> possible, Consumer<FalloutBatch> verb) {
        return rows().change(batchId, possible, verb)
                .fold(batch -> Outcome.accepted(standing(batch)), Outcome::<Standing>rejected);
    }
}

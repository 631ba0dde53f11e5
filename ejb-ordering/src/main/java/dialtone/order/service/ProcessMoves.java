package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutTask;
import dialtone.order.MoveAssessment;
import dialtone.order.MoveProgress;
import dialtone.order.MovedOrder;
import dialtone.order.OrderId;
import dialtone.order.PacedWork.State;
import dialtone.order.ProcessMove;
import dialtone.order.ProcessMove.Target;
import dialtone.order.ProductOrder;
import dialtone.process.service.ProcessVersions;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Orders moved to the newest process versions: judged, begun, looked at, paused, resumed and stopped by people. {@link MoveTurns} does the work. */
@Stateless
public class ProcessMoves {

    /** Orders read at a time when many are judged. */
    private static final int CHUNK = 200;

    /** Orders named for each reason. */
    static final int EXAMPLES = 5;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private ProcessVersions versions;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public ProcessMoves() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    ProcessMoves(EntityManager entities, ProcessVersions versions, Clock clock) {
        this.entities = entities;
        this.versions = versions;
        this.clock = clock;
    }

    private PacedWorks<ProcessMove, MovedOrder> rows() {
        return rows(entities);
    }

    static PacedWorks<ProcessMove, MovedOrder> rows(EntityManager entities) {
        return new PacedWorks<>(entities, ProcessMove.class, MovedOrder.class, "move", "move", "UNKNOWN_PROCESS_MOVE");
    }

    /** A move and how far it has come. */
    public record Standing(ProcessMove move, MoveProgress progress) {}

    /**
     * What a move would do.
     *
     * @param orders  that are meant, at most {@value ProcessMove#MAX_ORDERS}
     * @param more    whether there are more, for another move
     * @param movable that would be moved
     * @param tasks   open fallout tasks of those, whose steps would be performed again
     * @param kept    why others would not
     */
    public record Preview(int orders, boolean more, int movable, int tasks, List<Kept> kept) {
        public Preview {
            kept = List.copyOf(kept);
        }
    }

    /**
     * Orders that would not be moved.
     *
     * @param code     see {@link MoveAssessment#objection}
     * @param message  of the first of them
     * @param examples some of them
     */
    public record Kept(String code, String message, int orders, List<OrderId> examples) {
        public Kept {
            examples = List.copyOf(examples);
        }
    }

    /**
     * What a move would do just now; nothing is done.
     *
     * <p>Rejections: {@code UNKNOWN_VERSION}, {@code ALREADY_NEWEST} (fields {@code version}), {@code NOTHING_MATCHES},
     * {@code UNKNOWN_ORDER} (field {@code orderId}).
     */
    public Outcome<Preview> preview(Target target) {
        return meant(target).fold(orders -> Outcome.accepted(judged(orders)), Outcome::<Preview>rejected);
    }

    private Preview judged(List<OrderId> meant) {
        List<OrderId> orders = meant.subList(0, Math.min(meant.size(), ProcessMove.MAX_ORDERS));
        Map<String, List<Rejection>> why = new LinkedHashMap<>();
        Map<String, List<OrderId>> kept = new HashMap<>();
        int movable = 0;
        int tasks = 0;
        for (int from = 0; from < orders.size(); from += CHUNK) {
            List<OrderId> chunk = orders.subList(from, Math.min(from + CHUNK, orders.size()));
            Map<OrderId, ProductOrder> known = known(chunk);
            Map<OrderId, List<FalloutTask>> decisions = decisions(chunk);
            for (OrderId id : chunk) {
                List<FalloutTask> waiting = decisions.getOrDefault(id, List.of());
                Optional<Rejection> objection = objection(id, Optional.ofNullable(known.get(id)), waiting);
                if (objection.isEmpty()) {
                    movable++;
                    tasks += (int) waiting.stream().filter(FalloutTask::isOpen).count();
                } else {
                    String code = objection.get().code();
                    why.computeIfAbsent(code, first -> new ArrayList<>()).add(objection.get());
                    kept.computeIfAbsent(code, first -> new ArrayList<>()).add(id);
                }
            }
            entities.clear(); // nothing was changed, and the next ones need the room
        }
        return new Preview(
                orders.size(),
                meant.size() > orders.size(),
                movable,
                tasks,
                why.entrySet().stream()
                        .map(reason -> new Kept(
                                reason.getKey(),
                                reason.getValue().getFirst().message(),
                                reason.getValue().size(),
                                kept.getOrDefault(reason.getKey(), List.of()).stream()
                                        .limit(EXAMPLES)
                                        .toList()))
                        .toList());
    }

    private Optional<Rejection> objection(OrderId id, Optional<ProductOrder> order, List<FalloutTask> tasks) {
        return order.isEmpty()
                ? Optional.of(Rejection.of("UNKNOWN_ORDER", "There is no order " + id + "."))
                : MoveAssessment.objection(order.get(), tasks, versions.ofOrder(id.value()));
    }

    private Map<OrderId, ProductOrder> known(List<OrderId> ids) {
        return entities
                .createQuery("select o from ProductOrder o where o.id.value in (:ids)", ProductOrder.class)
                .setParameter("ids", ids.stream().map(OrderId::value).toList())
                .getResultList()
                .stream()
                .collect(Collectors.toMap(ProductOrder::id, Function.identity()));
    }

    /** Tasks that are open, and what was given up about a whole order; by FALLOUT_TASK_ORDER_IX. */
    private Map<OrderId, List<FalloutTask>> decisions(List<OrderId> ids) {
        return entities
                .createQuery(
                        "select t from FalloutTask t where t.order.value in (:ids)"
                                + " and (t.openFor is not null or (t.stepId is null and t.decision = :fail))",
                        FalloutTask.class)
                .setParameter("fail", FalloutDecision.FAIL)
                .setParameter("ids", ids.stream().map(OrderId::value).toList())
                .getResultList()
                .stream()
                .collect(Collectors.groupingBy(FalloutTask::order));
    }

    /** Of more than fit into a move, one more is named. */
    private Outcome<List<OrderId>> meant(Target target) {
        return target.order().map(this::one).orElseGet(() -> on(target.version().orElseThrow()));
    }

    private Outcome<List<OrderId>> one(OrderId id) {
        return entities.find(ProductOrder.class, id) == null
                ? Outcome.rejected(Rejection.at("orderId", "UNKNOWN_ORDER", "There is no such order."))
                : Outcome.accepted(List.of(id));
    }

    private Outcome<List<OrderId>> on(Target.Version version) {
        String name = "Version " + version.number() + " of " + version.processId();
        var known = versions.list().stream()
                .filter(there -> there.processId().equals(version.processId()) && there.version() == version.number())
                .findFirst();
        if (known.isEmpty()) {
            return Outcome.rejected(
                    Rejection.at("version", "UNKNOWN_VERSION", name + " is none that the engine has told of."));
        }
        if (known.get().newest()) {
            return Outcome.rejected(Rejection.at("version", "ALREADY_NEWEST", name + " is the newest."));
        }
        List<OrderId> orders =
                versions.openOn(version.processId(), version.number(), ProcessMove.MAX_ORDERS + 1).stream()
                        .filter(id -> id.length() <= MAX_ORDER_ID)
                        .map(OrderId::new)
                        .toList();
        return orders.isEmpty()
                ? Outcome.rejected(Rejection.at("version", "NOTHING_MATCHES", "Nothing is open on it."))
                : Outcome.accepted(orders);
    }

    /** See {@link OrderId}; what is longer is no order's. */
    private static final int MAX_ORDER_ID = 32;

    /**
     * Begins a move of the orders that are meant now. They are moved in the background, from within a second on; one that cannot be moved is
     * noted with the reason when its turn comes.
     *
     * <p>Rejections: those of {@link ProcessMove.Proposal#objections} and of {@link #preview}.
     *
     * @param by login
     */
    public Outcome<Standing> begin(ProcessMove.Proposal proposal, String by) {
        List<Rejection> objections = proposal.objections();
        return objections.isEmpty()
                ? meant(proposal.target())
                        .fold(
                                orders -> Outcome.accepted(begin(
                                        proposal,
                                        orders.subList(0, Math.min(orders.size(), ProcessMove.MAX_ORDERS)),
                                        by)),
                                Outcome::<Standing>rejected)
                : Outcome.rejected(objections);
    }

    private Standing begin(ProcessMove.Proposal proposal, List<OrderId> orders, String by) {
        Object number = entities.createNativeQuery("SELECT PROCESS_MOVE_SEQ.NEXTVAL FROM DUAL")
                .getSingleResult();
        ProcessMove move =
                new ProcessMove("MOV-" + ((Number) number).longValue(), proposal, orders.size(), by, clock.instant());
        entities.persist(move);
        entities.flush(); // the orders' rows refer to it, and the provider does not know
        int position = 1;
        for (OrderId order : orders) {
            entities.persist(new MovedOrder(move.id(), position++, order));
        }
        return new Standing(move, new MoveProgress(Map.of(MovedOrder.State.WAITING, (long) orders.size())));
    }

    /** The latest first. */
    public Page<Standing> list(int offset, int limit) {
        Page<ProcessMove> moves = rows().list(offset, limit);
        Map<String, MoveProgress> progress =
                progress(moves.rows().stream().map(ProcessMove::id).toList());
        return new Page<>(
                moves.rows().stream()
                        .map(move -> new Standing(move, progress.getOrDefault(move.id(), MoveProgress.NOTHING)))
                        .toList(),
                moves.offset(),
                moves.total());
    }

    public Optional<Standing> find(String moveId) {
        return Optional.ofNullable(entities.find(ProcessMove.class, moveId)).map(this::standing);
    }

    private Standing standing(ProcessMove move) {
        return new Standing(move, progress(List.of(move.id())).getOrDefault(move.id(), MoveProgress.NOTHING));
    }

    /** By index PROCESS_MOVE_ORDER_STATE_IX. */
    private Map<String, MoveProgress> progress(List<String> moveIds) {
        if (moveIds.isEmpty()) {
            return Map.of();
        }
        Map<String, Map<MovedOrder.State, Long>> counts = new HashMap<>();
        entities.createQuery(
                        "select o.move, o.state, count(o) from MovedOrder o where o.move in (:moves)"
                                + " group by o.move, o.state",
                        Object[].class)
                .setParameter("moves", moveIds)
                .getResultList()
                .forEach(row -> counts.computeIfAbsent((String) row[0], id -> new EnumMap<>(MovedOrder.State.class))
                        .put((MovedOrder.State) row[1], (Long) row[2]));
        return counts.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, count -> new MoveProgress(count.getValue())));
    }

    /** The log of a move: its orders in their order, of one state or all; empty when there is no such move. */
    public Page<MovedOrder> orders(String moveId, Optional<MovedOrder.State> state, int offset, int limit) {
        return rows().log(moveId, state, offset, limit);
    }

    /**
     * Moves no further order of it until somebody lets it go on.
     *
     * <p>Rejections: {@code UNKNOWN_PROCESS_MOVE}, {@code NOT_IN_VALID_STATE}.
     *
     * @param by login
     */
    public Outcome<Standing> pause(String moveId, String by) {
        return change(moveId, State.RUNNING::equals, move -> move.pause(by, clock.instant()));
    }

    /** Goes on with one that is paused; rejections as for {@link #pause}. */
    public Outcome<Standing> resume(String moveId, String by) {
        return change(moveId, State.PAUSED::equals, move -> move.resume(by, clock.instant()));
    }

    /** Ends it for good: orders whose turn has not come stay where they are; rejections as for {@link #pause}. */
    public Outcome<Standing> stop(String moveId, String by) {
        Instant now = clock.instant();
        return change(moveId, state -> !state.isFinal(), move -> {
            move.stop(by, now);
            rows().leave(moveId, MovedOrder.State.WAITING, MovedOrder.State.UNTOUCHED, now);
        });
    }

    private Outcome<Standing> change(String moveId, Predicate<State> possible, Consumer<ProcessMove> verb) {
        return rows().change(moveId, possible, verb)
                .fold(move -> Outcome.accepted(standing(move)), Outcome::<Standing>rejected);
    }
}

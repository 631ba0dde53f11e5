package dialtone.element.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.bpmn.Priority;
import dialtone.element.ElementCapacity;
import dialtone.element.ElementLimits;
import dialtone.element.ElementStanding;
import dialtone.element.LimitsSetting;
import dialtone.element.OpenJobs;
import dialtone.platform.job.Admission;
import dialtone.process.service.ProcessInstances;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The network elements that this node asks: the gate of each, which jobs need it, and the limits that operations set. Whoever has a
 * route to an element makes it known by asking for its gate.
 */
@ApplicationScoped
public class NetworkElements {

    private static final Logger LOG = Logger.getLogger(NetworkElements.class);

    /** What is set on one node holds on the others so much later. */
    static final Duration TAKEN_UP = Duration.ofSeconds(2);

    /** Counting jobs reads a row for each open instance; several who look at the same time look at one count. */
    private static final Duration JOBS_FRESH = Duration.ofSeconds(2);

    private final ElementLimitsStore store;
    private final ProcessInstances processes;
    private final Clock clock;
    private final Map<String, ElementGate> gates = new ConcurrentSkipListMap<>();

    private final ElementTurns turns;

    /** Job type to the elements that its jobs ask. */
    private final Map<String, Set<String>> needs = new ConcurrentSkipListMap<>();

    /** What elements have told this node of their room. */
    private final Map<String, ElementCapacity> capacities = new ConcurrentHashMap<>();

    /** Action to the element that is asked for it. */
    private final Map<String, String> actions = new ConcurrentSkipListMap<>();

    @Resource
    private ManagedThreadFactory threads;

    private @Nullable ScheduledThreadPoolExecutor watch;
    private volatile Map<String, LimitsSetting> settings = Map.of();
    private JobCounts jobs = new JobCounts(Map.of(), 0, false);
    private String said = "";

    /** @param at of {@link System#nanoTime} */
    private record JobCounts(Map<String, Long> byType, long at, boolean known) {}

    @SuppressWarnings("NullAway") // for the container's proxy only, which calls no method of it
    protected NetworkElements() {
        this.store = null;
        this.processes = null;
        this.clock = null;
        this.turns = null;
    }

    @Inject
    @SuppressWarnings("NullAway") // the container adds the threads
    public NetworkElements(ElementLimitsStore store, ProcessInstances processes, Clock clock) {
        this.store = store;
        this.processes = processes;
        this.clock = clock;
        this.turns = new ElementTurns(this::gate, clock);
    }

    /** Has the limits hold that are set, now and from now on. A second call changes nothing. */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with its thread, and does not fail
    public synchronized void watch() {
        if (watch == null) {
            takeUp();
            watch = new ScheduledThreadPoolExecutor(1, threads);
            watch.scheduleWithFixedDelay(this::takeUp, TAKEN_UP.toMillis(), TAKEN_UP.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @PreDestroy
    synchronized void stop() {
        if (watch != null) {
            watch.shutdownNow();
        }
    }

    /** While the database is away, what held before holds on. One at a time: what was read first must not come to hold last. */
    synchronized void takeUp() {
        try {
            Map<String, LimitsSetting> latest = store.latest();
            settings = latest;
            gates.forEach((element, gate) -> gate.limit(limitsOf(latest, element)));
            said = "";
        } catch (RuntimeException away) {
            String words = String.valueOf(away.getMessage());
            if (!words.equals(said)) {
                LOG.warnf(away, "The limits of the network elements are not known; those of before hold");
                said = words;
            }
        }
    }

    private static ElementLimits limitsOf(Map<String, LimitsSetting> settings, String element) {
        LimitsSetting setting = settings.get(element);
        return setting == null ? ElementLimits.NONE : setting.limits();
    }

    /** The way to an element; the first who asks makes it known. */
    public ElementGate gate(String element) {
        ElementGate known = gates.get(element);
        return known != null ? known : gates.computeIfAbsent(element, this::opened);
    }

    private ElementGate opened(String element) {
        ElementGate gate = new ElementGate(element, clock);
        gate.limit(limitsOf(settings, element));
        return gate;
    }

    /**
     * How many jobs of a type and a priority may be taken, which is what all its elements have room for. Those of a higher priority go
     * first, and types of the same share the room, so that together they take no more than there is ({@link ElementTurns}).
     *
     * @param elements that a job of the type asks; the gates of all become known
     */
    public Admission admission(String jobType, Priority priority, Set<String> elements) {
        needs.put(jobType, Set.copyOf(elements));
        elements.forEach(this::gate);
        return turns.open(jobType, priority, elements);
    }

    /** Keeps what an element has told of its room, to be looked at; empty when it tells nothing of that any more. */
    public void told(String element, Optional<ElementCapacity> capacity) {
        capacity.ifPresentOrElse(now -> capacities.put(element, now), () -> capacities.remove(element));
    }

    /** Makes known which element is asked for an action, such as hlr for {@code create-subscriber}; what has no gate is no element. */
    public void performs(String element, String action) {
        if (gates.containsKey(element)) {
            actions.put(action, element);
        }
    }

    /**
     * Which element a job of a type has to do with: that of its action when it is at one, else the first by its name of those that such jobs
     * ask; empty when they ask none.
     */
    public Optional<String> concerned(String jobType, Optional<String> action) {
        return action.flatMap(name -> Optional.ofNullable(actions.get(name)))
                .or(() ->
                        needs.getOrDefault(jobType, Set.of()).stream().sorted().findFirst());
    }

    private List<String> typesOf(String element) {
        return needs.entrySet().stream()
                .filter(need -> need.getValue().contains(element))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** How all elements are doing, by name. @throws IllegalStateException the database is away */
    public List<ElementStanding> standings() {
        Map<String, Long> counts = openJobs();
        return gates.keySet().stream().map(element -> standing(element, counts)).toList();
    }

    /** How one element is doing; empty when there is none of this name. @throws IllegalStateException the database is away */
    public Optional<ElementStanding> standing(String element) {
        return gates.containsKey(element) ? Optional.of(standing(element, openJobs())) : Optional.empty();
    }

    private ElementStanding standing(String element, Map<String, Long> counts) {
        ElementGate.Look look = gate(element).look();
        List<String> types = typesOf(element);
        return new ElementStanding(
                element,
                look.state(),
                look.since(),
                look.reason(),
                look.limits(),
                look.inFlight(),
                look.callsLastSecond(),
                look.callsInWindow(),
                types,
                new OpenJobs(
                        open(counts, types, Priority.URGENT),
                        open(counts, types, Priority.USUAL),
                        open(counts, types, Priority.BATCH)),
                Optional.ofNullable(capacities.get(element)),
                Optional.ofNullable(settings.get(element)));
    }

    private static long open(Map<String, Long> counts, List<String> types, Priority priority) {
        return types.stream()
                .mapToLong(type -> counts.getOrDefault(priority.queueOf(type), 0L))
                .sum();
    }

    /** Without the database, and without the jobs that wait: for who must have an answer when nothing else has. */
    public List<ElementStanding> standingsOfThisNode() {
        return gates.keySet().stream()
                .map(element -> standing(element, Map.of()))
                .toList();
    }

    private synchronized Map<String, Long> openJobs() {
        long now = System.nanoTime();
        if (!jobs.known() || now - jobs.at() > JOBS_FRESH.toNanos()) {
            jobs = new JobCounts(processes.openJobs(), now, true);
        }
        return jobs.byType();
    }

    /**
     * Sets the limits of an element, all of them: what is not proposed is not limited, and a maintenance that is not proposed is over.
     * They hold on this node at once and on the others within {@link #TAKEN_UP}. Refuses UNKNOWN_ELEMENT,
     * CHANGED_MEANWHILE, and what {@link ElementLimits#of} refuses.
     *
     * @param by login of the person
     * @throws IllegalStateException the database is away
     */
    public Outcome<LimitsSetting> limit(String element, ElementLimits.Proposal proposal, String by) {
        if (!gates.containsKey(element)) {
            return Outcome.rejected(Rejection.of("UNKNOWN_ELEMENT", "There is no network element of this name."));
        }
        return switch (ElementLimits.of(proposal, clock.instant())) {
            case Outcome.Rejected<ElementLimits>(List<Rejection> reasons) -> Outcome.rejected(reasons);
            case Outcome.Accepted<ElementLimits>(ElementLimits limits) -> keep(element, limits, by);
        };
    }

    private Outcome<LimitsSetting> keep(String element, ElementLimits limits, String by) {
        LimitsSetting before = store.latest().get(element);
        LimitsSetting setting =
                new LimitsSetting(element, before == null ? 1 : before.version() + 1, limits, by, clock.instant());
        if (!store.keep(setting)) {
            return Outcome.rejected(Rejection.of(
                    "CHANGED_MEANWHILE", "Somebody else has set these limits at the same moment; look again."));
        }
        LOG.infof("The limits of element %s are now version %d, set by %s", element, setting.version(), by);
        takeUp();
        return Outcome.accepted(setting);
    }
}

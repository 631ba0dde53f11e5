package dialtone.element.service;

import dialtone.bpmn.Priority;
import dialtone.platform.job.Admission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is at an element that may be asked only so often. A queue takes what those of a higher priority leave: nothing as long as the
 * broker has not said that nothing waits in them, and no room that a job of theirs in hand will need. Queues of the same priority share
 * what there is, and each gets one at least.
 *
 * <p>Example: the register answers one call a second, and was in maintenance. The first to be asked for afterwards are its urgent queues. One
 * of them gives a job, and no other queue takes one before that job is done and the urgent ones are known to be empty.
 *
 * <p>A batch has one job in {@link #LONGEST_KEPT_OUT} in any case. What is usual has no such right: urgent work is little by its nature.
 */
final class ElementTurns {

    static final Duration LONGEST_KEPT_OUT = Duration.ofSeconds(10);

    private final Function<String, ElementGate> gates;
    private final Clock clock;
    private final Map<String, Queue> queues = new ConcurrentSkipListMap<>();

    ElementTurns(Function<String, ElementGate> gates, Clock clock) {
        this.gates = gates;
        this.clock = clock;
    }

    /** A queue whose jobs ask these elements; one of the same name is forgotten. */
    Admission open(String jobType, Priority priority, Set<String> elements) {
        Queue queue = new Queue(priority, Set.copyOf(elements));
        queues.put(priority.queueOf(jobType), queue);
        return queue;
    }

    private final class Queue implements Admission {
        private final Priority priority;
        private final Set<String> elements;

        /** Whether the broker has said that nothing waits, and was asked ever since. */
        private volatile boolean emptied;

        /** Guarded by the turns, as all that follows. */
        private int inHand;

        private @Nullable Instant keptOutSince;

        private Queue(Priority priority, Set<String> elements) {
            this.priority = priority;
            this.elements = elements;
        }

        @Override
        public int room() {
            int room = free();
            if (room != 0 && room != UNLIMITED) {
                room = turn();
            }
            if (room == 0) {
                emptied = false;
            }
            return room;
        }

        /** As the elements have it, whoever takes it. */
        private int free() {
            int free = UNLIMITED;
            for (String element : elements) {
                free = Math.min(free, gates.apply(element).room(priority));
            }
            return free;
        }

        private int turn() {
            synchronized (ElementTurns.this) {
                int room = UNLIMITED;
                for (String element : elements) {
                    room = Math.min(room, share(element));
                }
                if (room > 0) {
                    keptOutSince = null;
                    return room;
                }
                Instant now = clock.instant();
                keptOutSince = keptOutSince == null ? now : keptOutSince;
                boolean longEnough = !now.isBefore(keptOutSince.plus(LONGEST_KEPT_OUT));
                return priority == Priority.BATCH && longEnough ? 1 : 0;
            }
        }

        private int share(String element) {
            int free = gates.apply(element).room(priority);
            if (free == 0 || free == UNLIMITED) {
                return free;
            }
            List<Queue> ahead = queues.values().stream()
                    .filter(other -> other.elements.contains(element) && other.priority.compareTo(priority) < 0)
                    .toList();
            if (ahead.stream().anyMatch(Queue::mayHaveMore)) {
                return 0;
            }
            int left = free - ahead.stream().mapToInt(other -> other.inHand).sum();
            long sharing = queues.values().stream()
                    .filter(other -> other.elements.contains(element) && other.priority == priority)
                    .count();
            return left <= 0 ? 0 : Math.max(1, left / (int) Math.max(1, sharing));
        }

        private boolean mayHaveMore() {
            return !emptied && free() > 0;
        }

        @Override
        public boolean isOpen() {
            return elements.stream().allMatch(element -> gates.apply(element).isOpen());
        }

        @Override
        public void came(int jobs, boolean nothingWaits) {
            synchronized (ElementTurns.this) {
                inHand += jobs;
                emptied = nothingWaits;
                keptOutSince = null;
            }
        }

        @Override
        public void done() {
            synchronized (ElementTurns.this) {
                inHand--;
            }
        }
    }
}

package dialtone.platform.outbox;

import dialtone.platform.settings.Settings;
import dialtone.platform.zeebe.ProcessDeployment;
import dialtone.platform.zeebe.ProcessMessages;
import dialtone.platform.zeebe.ProcessMessages.Receipt;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends the outbox to the broker, what is urgent first, then what has been due longest. A broker that is away or busy delays messages and loses none: they stay in the
 * table until it has taken them. A message sent twice (by a second node, or again after a crash) has one effect, for its id
 * is the same.
 *
 * <p>A message that the broker does not take is held back by itself, and the others go on. Only when it takes nothing of a batch, it
 * is away, and all wait; for a second and a half at most, so that a broker that is back has everything soon.
 */
@ApplicationScoped
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    /** Bounded, for a cold broker answers a flood with RESOURCE_EXHAUSTED. */
    private static final int BATCH = 32;

    /** Also finds what another node left behind when it died, and what has become due. */
    private static final long IDLE_MILLIS = 1_000;

    private static final long FIRST_BACK_OFF_MILLIS = 100;

    /** Of the whole and of a message; up to half of it is added by chance. */
    private static final long LONGEST_BACK_OFF_MILLIS = 1_000;

    /** The database or this server is in trouble, and says so with a stack trace each time. */
    private static final long AFTER_FAILURE_MILLIS = 5_000;

    /** So many are held back one by one; a broker that takes still less is given a rest. */
    private static final int MAX_HELD_BACK = 1_000;

    @Inject
    private Outbox outbox;

    @Inject
    private ProcessMessages messages;

    @Inject
    private ProcessDeployment deployment;

    @Inject
    private Clock clock;

    @Resource
    private ManagedThreadFactory threads;

    private final HeldBack heldBack = new HeldBack();
    private final Semaphore work = new Semaphore(0);
    private @Nullable Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public OutboxRelay() {}

    /** Outside a container, without a thread of its own. */
    @SuppressWarnings({"NullAway", "UnnecessaryAssignment"}) // the same fields, for who is not a container
    OutboxRelay(Outbox outbox, ProcessMessages messages, ProcessDeployment deployment, Clock clock) {
        this.outbox = outbox;
        this.messages = messages;
        this.deployment = deployment;
        this.clock = clock;
    }

    /** Begins to send, unless this node works no jobs ({@link Settings#workers}). */
    public synchronized void start() {
        if (Settings.workers() && thread == null) {
            thread = threads.newThread(this::run);
            thread.setName("dialtone-outbox-relay");
            thread.start();
        }
    }

    @PreDestroy
    synchronized void stop() {
        stopping.countDown();
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Says that there is something to send. */
    void wake() {
        work.release();
    }

    private void run() {
        long backOff = 0;
        while (stopping.getCount() > 0) {
            try {
                if (backOff > 0) {
                    // a wake-up does not cut a back-off short: what is new would not be taken either
                    TimeUnit.MILLISECONDS.sleep(withChance(backOff));
                } else {
                    work.tryAcquire(Math.min(IDLE_MILLIS, heldBack.untilFirst(clock.instant())), TimeUnit.MILLISECONDS);
                }
                work.drainPermits();
                backOff = sendDue() ? 0 : backOff(backOff);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException failure) {
                LOG.errorf(failure, "The outbox was not sent; it is tried again");
                backOff = AFTER_FAILURE_MILLIS;
            }
        }
    }

    /**
     * Sends everything that is due and not held back.
     *
     * @return false when the broker is away, or takes so little that it had better be left alone for a while
     */
    boolean sendDue() {
        if (!deployment.ensureDeployed()) {
            return false;
        }
        List<Outbox.Pending> batch = due();
        while (!batch.isEmpty() && stopping.getCount() > 0) {
            if (!send(batch) || heldBack.size() >= MAX_HELD_BACK) {
                return false;
            }
            batch = batch.size() < BATCH ? List.of() : due();
        }
        return true;
    }

    private List<Outbox.Pending> due() {
        int limit = BATCH + heldBack.size();
        List<Outbox.Pending> pending = outbox.pending(limit);
        if (pending.size() < limit) {
            // these are all there are: who is not among them was sent by another node
            heldBack.retain(pending.stream().map(Outbox.Pending::id).collect(Collectors.toSet()));
        }
        Instant now = clock.instant();
        return pending.stream()
                .filter(message -> !heldBack.holds(message.id(), now))
                .limit(BATCH)
                .toList();
    }

    /** @return whether the broker has dealt with any of them */
    private boolean send(List<Outbox.Pending> batch) {
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        for (Outbox.Pending message : batch) {
            receipts.add(messages.publish(message.message()).toCompletableFuture());
        }
        List<Outbox.Pending> sent = new ArrayList<>();
        List<Outbox.Pending> refused = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Outbox.Pending message = batch.get(i);
            switch (receipts.get(i).join()) {
                case TAKEN -> sent.add(message);
                case REFUSED -> {
                    LOG.errorf("The broker refuses outbox message %d for good", message.id());
                    refused.add(message);
                }
                case LATER -> {
                    LOG.debugf("Outbox message %d goes out later", message.id());
                    heldBack.hold(message.id(), clock.instant());
                }
            }
        }
        outbox.settle(sent, refused);
        sent.forEach(message -> heldBack.release(message.id()));
        refused.forEach(message -> heldBack.release(message.id()));
        return sent.size() + refused.size() > 0;
    }

    /** 100 ms, then twice as long each time, to a second. */
    static long backOff(long before) {
        return Math.clamp(before * 2, FIRST_BACK_OFF_MILLIS, LONGEST_BACK_OFF_MILLIS);
    }

    /** Up to half more, so that two nodes do not come at the same moments. */
    static long withChance(long millis) {
        return millis + ThreadLocalRandom.current().nextLong(millis / 2 + 1);
    }
}

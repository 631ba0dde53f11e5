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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends the outbox to the broker, what has been due longest first. A broker that is away or busy delays messages and loses none: they stay in the
 * table until it has taken them. A message sent twice (by a second node, or again after a crash) has one effect, for its id
 * is the same.
 */
@ApplicationScoped
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    /** Bounded, for a cold broker answers a flood with RESOURCE_EXHAUSTED. */
    private static final int BATCH = 32;

    /** Also finds what another node left behind when it died, and what has become due. */
    private static final long IDLE_MILLIS = 1_000;

    private static final long FIRST_BACK_OFF_MILLIS = 100;
    private static final long LONGEST_BACK_OFF_MILLIS = 5_000;

    @Inject
    private Outbox outbox;

    @Inject
    private ProcessMessages messages;

    @Inject
    private ProcessDeployment deployment;

    @Resource
    private ManagedThreadFactory threads;

    private final Semaphore work = new Semaphore(0);
    private @Nullable Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);

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
                    // a wake-up does not cut a back-off short: the broker asked for the pause
                    TimeUnit.MILLISECONDS.sleep(
                            backOff + ThreadLocalRandom.current().nextLong(backOff / 2 + 1));
                } else {
                    work.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                }
                work.drainPermits();
                backOff = sendAll() ? 0 : Math.clamp(backOff * 2, FIRST_BACK_OFF_MILLIS, LONGEST_BACK_OFF_MILLIS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException failure) {
                LOG.errorf(failure, "The outbox was not sent; it is tried again");
                backOff = LONGEST_BACK_OFF_MILLIS;
            }
        }
    }

    /** @return whether everything went out */
    private boolean sendAll() {
        if (!deployment.ensureDeployed()) {
            return false;
        }
        List<Outbox.Pending> batch = outbox.pending(BATCH);
        while (!batch.isEmpty() && stopping.getCount() > 0) {
            if (!send(batch)) {
                return false;
            }
            batch = batch.size() < BATCH ? List.of() : outbox.pending(BATCH);
        }
        return true;
    }

    private boolean send(List<Outbox.Pending> batch) {
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        for (Outbox.Pending message : batch) {
            receipts.add(messages.publish(message.message()).toCompletableFuture());
        }
        List<Outbox.Pending> sent = new ArrayList<>();
        List<Outbox.Pending> refused = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            switch (receipts.get(i).join()) {
                case TAKEN -> sent.add(batch.get(i));
                case REFUSED -> {
                    LOG.errorf(
                            "The broker refuses outbox message %d for good",
                            batch.get(i).id());
                    refused.add(batch.get(i));
                }
                case LATER ->
                    LOG.debugf("Outbox message %d goes out later", batch.get(i).id());
            }
        }
        outbox.settle(sent, refused);
        return sent.size() + refused.size() == batch.size();
    }
}

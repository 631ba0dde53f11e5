package dialtone.exporter;

import dialtone.exporter.RecordBuffer.Batch;
import dialtone.exporter.RecordBuffer.Entry;
import dialtone.exporter.ServerCall.Answer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/**
 * Sends what is in the buffer, batch after batch, each until the server has committed it. A batch that the server
 * refuses is halved until the bad record stands alone; that one is logged, reported and skipped.
 */
final class RecordSender implements Runnable, AutoCloseable {

    /** An empty batch this often tells the server that the stream is alive, so that silence means something. */
    static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** A long outage is one line a minute in the broker's log. */
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

    /** Enough to tell what a refused record was; a refused deployment is megabytes. */
    private static final int MAX_REJECTED_CHARS = 1_000;

    private final int partition;
    private final ExporterSettings settings;
    private final RecordBuffer buffer;
    private final Logger log;
    private final ServerCall server;
    private final AtomicLong committed = new AtomicLong(RecordBuffer.NOTHING_SEEN);
    private final CountDownLatch closed = new CountDownLatch(1);

    private long lastSentNanos = System.nanoTime() - HEARTBEAT.toNanos();
    private long failures;
    private long lastLoggedNanos;

    RecordSender(int partition, ExporterSettings settings, RecordBuffer buffer, Logger log) {
        this.partition = partition;
        this.settings = settings;
        this.buffer = buffer;
        this.log = log;
        this.server = new ServerCall(settings.server(), settings.secret());
    }

    /** The position up to which nothing of the log is needed any more; -1 before the first. Any thread may ask. */
    long committed() {
        return committed.get();
    }

    @Override
    public void run() {
        try {
            while (closed.getCount() > 0) {
                Batch batch = buffer.take(settings.batchSize(), settings.maxBatchBytes(), settings.flushInterval());
                if (!batch.entries().isEmpty() || heartbeatIsDue(batch)) {
                    send(batch.entries(), batch.lastPosition());
                    lastSentNanos = System.nanoTime();
                }
                committed.set(batch.lastPosition());
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean heartbeatIsDue(Batch batch) {
        return batch.lastPosition() != RecordBuffer.NOTHING_SEEN
                && System.nanoTime() - lastSentNanos >= HEARTBEAT.toNanos();
    }

    /** Returns when the server has committed these records, or has taken note of those it refuses. */
    private void send(List<Entry> entries, long lastPosition) throws InterruptedException {
        Answer answer = untilAvailable(() -> server.sendRecords(batchJson(entries, lastPosition)), lastPosition);
        if (!(answer instanceof Answer.Refused refused)) {
            committed.accumulateAndGet(lastPosition, Math::max);
            return;
        }
        switch (entries.size()) {
            case 0 -> log.warn("The server refuses an empty batch: {}", refused.reason());
            case 1 -> reject(entries.getFirst(), lastPosition, refused.reason());
            default -> {
                int middle = entries.size() / 2;
                send(entries.subList(0, middle), entries.get(middle - 1).position());
                send(entries.subList(middle, entries.size()), lastPosition);
            }
        }
    }

    private void reject(Entry entry, long lastPosition, String reason) throws InterruptedException {
        log.error(
                "The server refuses the record at position {} of partition {}, which is skipped: {}",
                entry.position(),
                partition,
                reason);
        String text = new String(entry.json(), StandardCharsets.UTF_8);
        byte[] body = new JsonObject()
                .with("partitionId", partition)
                .with("position", entry.position())
                .with("reason", reason)
                .with("record", text.length() <= MAX_REJECTED_CHARS ? text : text.substring(0, MAX_REJECTED_CHARS))
                .toBytes();
        Answer answer = untilAvailable(() -> server.sendRejected(body), entry.position());
        if (answer instanceof Answer.Refused refused) {
            log.error("The server does not take note of position {}: {}", entry.position(), refused.reason());
        }
        committed.accumulateAndGet(lastPosition, Math::max);
    }

    private interface Request {
        Answer send() throws InterruptedException;
    }

    /** Repeats the request until it is refused or committed up to the position. */
    private Answer untilAvailable(Request request, long position) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            Answer answer = request.send();
            switch (answer) {
                case Answer.Refused refused -> {
                    available();
                    return refused;
                }
                case Answer.Committed done
                when done.position() >= position -> {
                    available();
                    return done;
                }
                case Answer.Committed short_ ->
                    unavailable("committed position " + short_.position() + " only, not " + position);
                case Answer.Unavailable down -> unavailable(down.reason());
            }
            if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("The exporter is closed");
            }
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        }
    }

    private void available() {
        if (failures > 0) {
            log.info("The server takes records again after {} attempts", failures);
            failures = 0;
        }
    }

    private void unavailable(String reason) {
        failures++;
        long now = System.nanoTime();
        if (failures == 1 || now - lastLoggedNanos >= LOG_INTERVAL.toNanos()) {
            lastLoggedNanos = now;
            log.warn(
                    "The server at {} takes no records (attempt {}), they wait here and in the log: {}",
                    settings.server(),
                    failures,
                    reason);
        }
    }

    private byte[] batchJson(List<Entry> entries, long lastPosition) {
        long firstPosition =
                entries.isEmpty() ? lastPosition : entries.getFirst().position();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("{\"partitionId\":" + partition + ",\"firstPosition\":" + firstPosition + ",\"lastPosition\":"
                        + lastPosition + ",\"records\":[")
                .getBytes(StandardCharsets.US_ASCII));
        boolean first = true;
        for (Entry entry : entries) {
            if (!first) {
                body.write(',');
            }
            first = false;
            body.writeBytes(entry.json());
        }
        body.writeBytes("]}".getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }

    @Override
    public void close() {
        closed.countDown();
        server.close();
    }
}

package dialtone.exporter;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Records on their way, in the order of the log. The broker's thread puts them in and never waits; the sender's thread
 * takes them out in batches.
 */
final class RecordBuffer {

    /** About a minute of a busy partition on this kind of machine; beyond that the broker keeps them on its disk. */
    static final int MAX_RECORDS = 20_000;

    /** Of the broker's heap. A single record may be larger (a deployment of 4 MB): an empty buffer takes any record. */
    static final long MAX_BYTES = 32L * 1024 * 1024;

    /** One record of the log as a JSON object in UTF-8. A class, for an array has no value to be equal by. */
    static final class Entry {
        private final long position;
        private final byte[] json;

        Entry(long position, byte[] json) {
            this.position = position;
            this.json = json;
        }

        long position() {
            return position;
        }

        byte[] json() {
            return json;
        }
    }

    /**
     * @param entries      in the order of the log; empty when nothing was waiting
     * @param lastPosition up to here the log is covered by this batch and those before it: behind the last entry there
     *                     may be records that operations have no use for; {@value #NOTHING_SEEN} when the log begins
     */
    record Batch(List<Entry> entries, long lastPosition) {}

    static final long NOTHING_SEEN = -1;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long bytes;
    private long seen;
    private int wantedRecords = 1;
    private int wantedBytes = 1;

    /** @param position up to which the log has been dealt with; {@value #NOTHING_SEEN} when it begins */
    RecordBuffer(long position) {
        seen = position;
    }

    /** False, and nothing kept, when there is no room. */
    boolean offer(Entry entry) {
        lock.lock();
        try {
            boolean full = entries.size() >= MAX_RECORDS || bytes + entry.json().length > MAX_BYTES;
            if (full && !entries.isEmpty()) {
                return false;
            }
            entries.add(entry);
            bytes += entry.json().length;
            seen = entry.position();
            if (entries.size() >= wantedRecords || bytes >= wantedBytes) {
                changed.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Operations have no use for the record at this position: it counts as sent when all before it are. */
    void pass(long position) {
        lock.lock();
        try {
            seen = position;
        } finally {
            lock.unlock();
        }
    }

    /** Takes what there is as soon as a full batch waits, or when {@code atMost} has passed. */
    Batch take(int maxRecords, int maxBytes, Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            wantedRecords = maxRecords;
            wantedBytes = maxBytes;
            long nanos = atMost.toNanos();
            while (entries.size() < maxRecords && bytes < maxBytes && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            List<Entry> taken = new ArrayList<>();
            int size = 0;
            while (!entries.isEmpty()
                    && taken.size() < maxRecords
                    && (taken.isEmpty() || size + entries.peek().json().length <= maxBytes)) {
                Entry entry = entries.remove();
                size += entry.json().length;
                taken.add(entry);
            }
            bytes -= size;
            return new Batch(taken, entries.isEmpty() ? seen : taken.getLast().position());
        } finally {
            lock.unlock();
        }
    }
}

package dialtone.process;

import java.time.Duration;
import java.time.Instant;

/**
 * How far the copy is behind the engine, per partition.
 *
 * @param position     highest one committed
 * @param exportedAt   when the last batch came
 * @param newestRecord when the engine wrote the newest record of the copy
 * @param sinceLast    since the last batch; the exporter sends one at least every 10 s, so that more than
 *                     {@link #ALARMING} says that exporter or broker is away
 */
public record ExportLag(int partition, long position, Instant exportedAt, Instant newestRecord, Duration sinceLast) {

    public static final Duration ALARMING = Duration.ofSeconds(30);

    public boolean alarming() {
        return sinceLast.compareTo(ALARMING) > 0;
    }
}

package dialtone.benchmark;

import java.time.Instant;

/**
 * A usage record as an element of the network writes it.
 *
 * @param quantity seconds, messages or bytes
 */
record UsageRow(long sequence, String type, String msisdn, Instant startedAt, long quantity, String peer) {

    String line() {
        return sequence + "," + type + "," + msisdn + "," + startedAt + "," + quantity + "," + peer;
    }
}

package dialtone.usage;

import dialtone.catalog.UsageType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One use of the network: a call, a message, a data session (a charging data record, 3GPP TS 32.298, reduced to what rating
 * reads). Source and sequence name it once and for all.
 *
 * @param source    who counted it: an element's name, at most {@value #MAX_SOURCE} characters
 * @param sequence  of the source, from 0; the same again is the same record
 * @param msisdn    of the subscriber who pays, digits only
 * @param startedAt decides the bill cycle, in the account's zone; whole microseconds, as the tables have it, and what is finer is cut
 * @param quantity  base units of the type, 0 to {@value #MAX_QUANTITY}
 * @param peer      called number, or access point; may be empty
 * @param visitedNetwork where it was made, see {@link VisitedNetwork}; empty at home
 */
public record UsageEvent(
        String source,
        long sequence,
        UsageType type,
        String msisdn,
        Instant startedAt,
        long quantity,
        String peer,
        String visitedNetwork) {

    public static final int MAX_SOURCE = 64;
    /** NUMBER(18). */
    public static final long MAX_SEQUENCE = 999_999_999_999_999_999L;
    /** Ten terabytes in one session, 300,000 years in one call; a million such records still add up within a long. */
    public static final long MAX_QUANTITY = 9_999_999_999_999L;

    public static final int MAX_PEER = 64;

    /** @throws IllegalArgumentException if a number is out of its range or a text too long */
    public UsageEvent {
        if (sequence < 0 || sequence > MAX_SEQUENCE || quantity < 0 || quantity > MAX_QUANTITY) {
            throw new IllegalArgumentException("Sequence " + sequence + " or quantity " + quantity + " out of range");
        }
        if (source.isEmpty() || source.length() > MAX_SOURCE || peer.length() > MAX_PEER) {
            throw new IllegalArgumentException("Source or peer too long, or no source");
        }
        if (!visitedNetwork.isEmpty() && !VisitedNetwork.isNormal(visitedNetwork)) {
            throw new IllegalArgumentException("Not a network: " + visitedNetwork);
        }
        startedAt = startedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** Made at home. */
    public UsageEvent(
            String source,
            long sequence,
            UsageType type,
            String msisdn,
            Instant startedAt,
            long quantity,
            String peer) {
        this(source, sequence, type, msisdn, startedAt, quantity, peer, "");
    }

    /** The same use, made in this network. */
    public UsageEvent visiting(String network) {
        return new UsageEvent(source, sequence, type, msisdn, startedAt, quantity, peer, network);
    }
}

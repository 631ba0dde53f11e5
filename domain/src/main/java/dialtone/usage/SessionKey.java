package dialtone.usage;

import java.util.Comparator;

/**
 * What holds the parts of one section of a session together, which wait for each other.
 *
 * @param msisdn  as it came: elements use the names of sessions again, for other subscribers
 * @param section see {@link SessionPart#section}
 */
public record SessionKey(String source, String session, String msisdn, int section) implements Comparable<SessionKey> {

    private static final Comparator<SessionKey> ORDER = Comparator.comparing(SessionKey::source)
            .thenComparing(SessionKey::session)
            .thenComparing(SessionKey::msisdn)
            .thenComparingInt(SessionKey::section);

    @Override
    public int compareTo(SessionKey other) {
        return ORDER.compare(this, other);
    }
}

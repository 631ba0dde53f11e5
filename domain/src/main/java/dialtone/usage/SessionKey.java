package dialtone.usage;

import java.util.Comparator;

/**
 * What holds the parts of one session together.
 *
 * @param msisdn as it came: elements use the names of sessions again, for other subscribers
 */
public record SessionKey(String source, String session, String msisdn) implements Comparable<SessionKey> {

    private static final Comparator<SessionKey> ORDER = Comparator.comparing(SessionKey::source)
            .thenComparing(SessionKey::session)
            .thenComparing(SessionKey::msisdn);

    @Override
    public int compareTo(SessionKey other) {
        return ORDER.compare(this, other);
    }
}

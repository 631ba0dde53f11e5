package dialtone.usage;

import java.util.Comparator;

/** What names a usage record for ever. */
public record RecordKey(String source, long sequence) implements Comparable<RecordKey> {

    private static final Comparator<RecordKey> ORDER =
            Comparator.comparing(RecordKey::source).thenComparingLong(RecordKey::sequence);

    public static RecordKey of(UsageEvent event) {
        return new RecordKey(event.source(), event.sequence());
    }

    @Override
    public int compareTo(RecordKey other) {
        return ORDER.compare(this, other);
    }
}

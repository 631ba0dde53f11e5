package dialtone.usage;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What names a usage record for ever. */
public record RecordKey(String source, long sequence) implements Comparable<RecordKey> {

    private static final Comparator<RecordKey> ORDER =
            Comparator.comparing(RecordKey::source).thenComparingLong(RecordKey::sequence);

    private static final Pattern TEXT = Pattern.compile("(?<source>.{1,64})/(?<sequence>[0-9]{1,18})");

    /** Reads what {@link #text} writes; empty for anything else. */
    public static Optional<RecordKey> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new RecordKey(matcher.group("source"), Long.parseLong(matcher.group("sequence"))))
                : Optional.empty();
    }

    /** {@code msc1/17} */
    public String text() {
        return source + "/" + sequence;
    }

    public static RecordKey of(UsageEvent event) {
        return new RecordKey(event.source(), event.sequence());
    }

    @Override
    public int compareTo(RecordKey other) {
        return ORDER.compare(this, other);
    }
}

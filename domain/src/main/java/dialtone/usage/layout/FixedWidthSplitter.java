package dialtone.usage.layout;

import dialtone.usage.UsageReject.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Takes values from the same places of each line. */
public final class FixedWidthSplitter implements RecordSplitter {

    private final List<RecordFormat.FixedWidth.Place> places;
    private final int length;

    /** @param peer which may be missing, and with it what is behind all others */
    public FixedWidthSplitter(RecordFormat.FixedWidth format, Value peer) {
        this.places = format.places();
        this.length = IntStream.range(0, places.size())
                .filter(column -> column != peer.column())
                .map(column -> places.get(column).end())
                .max()
                .orElse(1);
    }

    /** A line that ends within a value other than the peer is none: half a number of seconds is a number of seconds, too. */
    @Override
    public Optional<Malformed> split(String line, String[] values) {
        if (line.length() < length) {
            return Optional.of(new Malformed(
                    Reason.FIELD_COUNT, "At least " + length + " characters expected, " + line.length() + " found"));
        }
        for (int i = 0; i < values.length; i++) {
            RecordFormat.FixedWidth.Place place = places.get(i);
            values[i] = line.substring(place.from() - 1, Math.min(place.end(), line.length()))
                    .strip();
        }
        return Optional.empty();
    }
}

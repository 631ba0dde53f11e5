package dialtone.usage.layout;

import dialtone.usage.UsageReject.Reason;
import java.util.List;
import java.util.Optional;

/** Takes values from the same places of each line. */
public final class FixedWidthSplitter implements RecordSplitter {

    private final List<RecordFormat.FixedWidth.Place> places;
    private final int length;

    public FixedWidthSplitter(RecordFormat.FixedWidth format) {
        this.places = format.places();
        this.length = places.stream()
                .mapToInt(RecordFormat.FixedWidth.Place::from)
                .max()
                .orElse(1);
    }

    /** Spaces at the end of a line may be missing, but not a whole value. */
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

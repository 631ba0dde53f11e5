package dialtone.usage.layout;

import dialtone.usage.UsageReject.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Splits lines whose fields have a character between them. Not for several threads. */
public final class DelimitedSplitter implements RecordSplitter {

    private static final int QUOTES_NOTHING = -1;
    private static final int NOT_READ = -1;

    private final char delimiter;
    private final int quote;
    /** By the place of a field in the line: the place of its value, or {@link #NOT_READ}. */
    private final int[] valueOf;
    /** Fields of a line; of one without header at least. */
    private final int fields;

    private final boolean exactly;

    private DelimitedSplitter(RecordFormat.Delimited format, int[] valueOf, boolean exactly) {
        this.delimiter = format.delimiter();
        this.quote =
                format.quote().map(Character::charValue).map(Integer::valueOf).orElse(QUOTES_NOTHING);
        this.valueOf = valueOf;
        this.fields = valueOf.length;
        this.exactly = exactly;
    }

    /** For a file without header. */
    public static DelimitedSplitter byPlace(RecordFormat.Delimited format) {
        List<Integer> places = format.names().stream().map(Integer::valueOf).toList();
        int last = places.stream().mapToInt(Integer::intValue).max().orElse(1);
        int[] valueOf = new int[last];
        Arrays.fill(valueOf, NOT_READ);
        for (int value = 0; value < places.size(); value++) {
            valueOf[places.get(value) - 1] = value;
        }
        return new DelimitedSplitter(format, valueOf, false);
    }

    /**
     * For a file with this header, whose columns may be in any order and more than are read. Upper and lower case, spaces around names and a
     * byte order mark do not count.
     *
     * @return empty when it does not name all columns that are read
     */
    public static Optional<DelimitedSplitter> byHeader(RecordFormat.Delimited format, String header) {
        String line = header.startsWith("\uFEFF") ? header.substring(1) : header;
        List<String> named = new DelimitedSplitter(format, new int[0], false).all(line);
        int[] valueOf = new int[named.size()];
        Arrays.fill(valueOf, NOT_READ);
        for (int value = 0; value < format.names().size(); value++) {
            int place = placeOf(format.names().get(value), named);
            if (place < 0) {
                return Optional.empty();
            }
            valueOf[place] = value;
        }
        return Optional.of(new DelimitedSplitter(format, valueOf, true));
    }

    private static int placeOf(String name, List<String> named) {
        for (int place = 0; place < named.size(); place++) {
            if (named.get(place).equalsIgnoreCase(name)) {
                return place;
            }
        }
        return -1;
    }

    private List<String> all(String line) {
        List<String> found = new ArrayList<>();
        int from = 0;
        while (from <= line.length()) {
            int end = end(line, from);
            found.add(text(line, from, end).strip());
            from = end + 1;
        }
        return found;
    }

    @Override
    public Optional<Malformed> split(String line, String[] values) {
        int count = 0;
        int from = 0;
        while (from <= line.length()) {
            int end = end(line, from);
            if (count < fields && valueOf[count] != NOT_READ) {
                values[valueOf[count]] = text(line, from, end);
            }
            count++;
            from = end + 1;
        }
        if (exactly ? count != fields : count < fields) {
            return Optional.of(new Malformed(Reason.FIELD_COUNT, fields + " fields expected, " + count + " found"));
        }
        return Optional.empty();
    }

    /** Where the field that begins here ends. */
    private int end(String line, int from) {
        if (quote == QUOTES_NOTHING || from >= line.length() || line.charAt(from) != quote) {
            int end = line.indexOf(delimiter, from);
            return end < 0 ? line.length() : end;
        }
        boolean within = true;
        int at = from + 1;
        while (at < line.length() && (within || line.charAt(at) != delimiter)) {
            if (line.charAt(at) == quote) {
                within = !within; // a quote that is doubled ends and begins again
            }
            at++;
        }
        return at;
    }

    private String text(String line, int from, int end) {
        if (quote == QUOTES_NOTHING || from >= end || line.charAt(from) != quote) {
            return line.substring(from, end).strip();
        }
        int last = line.charAt(end - 1) == quote && end - 1 > from ? end - 1 : end;
        String one = String.valueOf((char) quote);
        return line.substring(from + 1, last).replace(one + one, one).strip();
    }
}

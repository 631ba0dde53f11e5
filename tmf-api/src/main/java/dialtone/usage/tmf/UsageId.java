package dialtone.usage.tmf;

import dialtone.usage.RecordKey;
import dialtone.usage.UsageEvent;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The id of a usage: {@code msc1~17~491510000001~20261125}. Source and sequence name it; number and day (UTC) say where it is, since records have no
 * index of their own by which they could be found among all.
 */
record UsageId(RecordKey key, String msisdn, LocalDate day) {

    private static final String PART = "~";

    static UsageId of(UsageEvent event) {
        return new UsageId(RecordKey.of(event), event.msisdn(), LocalDate.ofInstant(event.startedAt(), ZoneOffset.UTC));
    }

    /** Empty for a text that is no such id. */
    static Optional<UsageId> parse(String text) {
        String[] parts = text.split(PART, -1);
        int last = parts.length - 1;
        if (last < 3 || !parts[last - 2].matches("[0-9]{1,18}") || !parts[last - 1].matches("[0-9]{6,15}")) {
            return Optional.empty();
        }
        try {
            LocalDate day = LocalDate.parse(parts[last], DateTimeFormatter.BASIC_ISO_DATE);
            String source = text.substring(
                    0,
                    text.length() - (parts[last].length() + parts[last - 1].length() + parts[last - 2].length() + 3));
            return Optional.of(
                    new UsageId(new RecordKey(source, Long.parseLong(parts[last - 2])), parts[last - 1], day));
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }

    String text() {
        return String.join(
                PART,
                key.source(),
                Long.toString(key.sequence()),
                msisdn,
                day.format(DateTimeFormatter.BASIC_ISO_DATE));
    }
}

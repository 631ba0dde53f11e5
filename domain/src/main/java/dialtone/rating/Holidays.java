package dialtone.rating;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The holidays of each calendar, by its name. */
public final class Holidays {

    /** Three hundred calendars of a hundred years. */
    static final int MAX_DAYS = 500_000;

    static final String CODE = "REFERENCE_DATA_INVALID";
    public static final String HEADER = "calendar,date,name";

    public static final Holidays NONE = new Holidays(Map.of());

    /** Epoch days, ascending. */
    private final Map<String, long[]> days;

    private Holidays(Map<String, long[]> days) {
        this.days = Map.copyOf(days);
    }

    /**
     * Reads {@code calendar,date,name} lines, such as {@code de,2026-12-25,Christmas Day}, behind a header that says so.
     *
     * <p>Rejections: {@code REFERENCE_DATA_INVALID} with file and line, {@code holidays.csv:17}: an unreadable line, a day that occurs twice.
     */
    public static Outcome<Holidays> read(String file, List<String> lines) {
        List<Rejection> faults = new ArrayList<>();
        Map<String, Set<Long>> found = new TreeMap<>();
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER) || lines.size() > MAX_DAYS) {
            faults.add(fault(file, 1, "the first line is " + HEADER + ", and there are at most " + MAX_DAYS));
        }
        for (int i = 1; i < lines.size() && faults.size() < ZonePlan.MAX_FAULTS; i++) {
            String[] fields = lines.get(i).split(",", -1);
            try {
                LocalDate day = LocalDate.parse(fields.length == 3 ? fields[1] : "");
                if (!ZonePlan.NAME.matcher(fields[0]).matches()) {
                    faults.add(fault(file, i + 1, "a calendar is named in kebab-case, not " + fields[0]));
                } else if (!found.computeIfAbsent(fields[0], added -> new TreeSet<>())
                        .add(day.toEpochDay())) {
                    faults.add(fault(file, i + 1, day + " is a holiday of " + fields[0] + " already"));
                }
            } catch (DateTimeParseException unreadable) {
                faults.add(fault(file, i + 1, "a line is calendar, date and name, not " + lines.get(i)));
            }
        }
        if (!faults.isEmpty()) {
            return Outcome.rejected(faults);
        }
        Map<String, long[]> days = new TreeMap<>();
        found.forEach((calendar, of) ->
                days.put(calendar, of.stream().mapToLong(Long::longValue).toArray()));
        return Outcome.accepted(new Holidays(days));
    }

    static Rejection fault(String file, int line, String reason) {
        return Rejection.at(file + ":" + line, CODE, reason);
    }

    public Set<String> calendars() {
        return days.keySet();
    }

    boolean isHoliday(String calendar, long epochDay) {
        long[] of = days.get(calendar);
        return of != null && Arrays.binarySearch(of, epochDay) >= 0;
    }
}

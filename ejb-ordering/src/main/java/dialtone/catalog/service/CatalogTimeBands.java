package dialtone.catalog.service;

import dialtone.catalog.TimeBand;
import dialtone.catalog.TimeBand.Day;
import dialtone.catalog.TimeBand.Window;
import dialtone.platform.yaml.YamlMap;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The time bands that prices and allowances may name. They are read before the offerings. */
final class CatalogTimeBands {

    static final String KEY = "timeBands";
    private static final Set<String> KEYS = Set.of("name", "holidays", "windows");
    private static final Set<String> WINDOW_KEYS = Set.of("days", "from", "to");
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-4]):([0-5][0-9])");
    private static final int MINUTES_OF_HOUR = 60;

    private final Map<String, TimeBand> bands = new LinkedHashMap<>();

    /** What the file has under {@code timeBands}: {@code {name: evening, windows: [{days: [mon, tue], from: "18:00", to: "24:00"}]}}. */
    void read(YamlMap file) {
        for (YamlMap map : file.maps(KEY, KEYS)) {
            String name = map.name("name");
            Optional<String> holidays = map.optionalText("holidays", TimeBand.MAX_NAME);
            List<Window> windows = new ArrayList<>();
            map.maps("windows", WINDOW_KEYS).forEach(window -> window(window).ifPresent(windows::add));
            if (name.length() > TimeBand.MAX_NAME) {
                map.fault("name", "a time band's name has at most " + TimeBand.MAX_NAME + " characters");
            } else if (windows.isEmpty()) {
                map.fault("windows", "a time band has a window: days, from and to");
            } else if (holidays.isEmpty()
                    && windows.stream().anyMatch(window -> window.days().contains(Day.HOLIDAY))) {
                map.fault("holidays", "holidays is missing: days of holiday are those of a calendar");
            } else if (!name.isEmpty()) {
                add(map, new TimeBand(name, windows, holidays));
            }
        }
    }

    private static Optional<Window> window(YamlMap map) {
        Set<Day> days = EnumSet.noneOf(Day.class);
        for (String text : map.texts("days", 16)) {
            Day.of(text)
                    .ifPresentOrElse(
                            days::add,
                            () -> map.fault(
                                    "days",
                                    "a day is one of "
                                            + Stream.of(Day.values())
                                                    .map(Day::wire)
                                                    .collect(Collectors.joining(", "))
                                            + ", not " + text));
        }
        int from = minute(map, "from");
        int to = minute(map, "to");
        if (days.isEmpty() || from >= to || to > TimeBand.MINUTES_OF_DAY) {
            map.fault("to", "a window has days, and ends later on the same day than it begins, at 24:00 at the latest");
            return Optional.empty();
        }
        return Optional.of(new Window(days, from, to));
    }

    private static int minute(YamlMap map, String key) {
        String text = map.text(key, 8);
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            map.fault(key, key + " is a time of day, 18:00, not " + text);
            return 0;
        }
        return Integer.parseInt(matcher.group(1)) * MINUTES_OF_HOUR + Integer.parseInt(matcher.group(2));
    }

    /** A moment is in one band at the most. */
    private void add(YamlMap map, TimeBand band) {
        if (bands.containsKey(band.name())) {
            map.fault("name", "time band " + band.name() + " occurs more than once");
        }
        for (TimeBand other : bands.values()) {
            if (!other.holidays().equals(band.holidays())) {
                map.fault(
                        "holidays",
                        "time bands go by the same holidays: " + other.name() + " goes by "
                                + other.holidays().orElse("none"));
            }
            for (Window window : band.windows()) {
                other.windows().stream()
                        .filter(its -> its.from() < window.to()
                                && window.from() < its.to()
                                && its.days().stream().anyMatch(window.days()::contains))
                        .findFirst()
                        .ifPresent(
                                its -> map.fault("windows", "time band " + band.name() + " overlaps " + other.name()));
            }
        }
        bands.putIfAbsent(band.name(), band);
    }

    Optional<TimeBand> band(String name) {
        return Optional.ofNullable(bands.get(name));
    }

    Set<String> names() {
        return bands.keySet();
    }
}

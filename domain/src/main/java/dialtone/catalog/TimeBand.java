package dialtone.catalog;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Times of the week that have prices or allowances of their own, such as {@code evening}: Monday to Friday from 18:00 to 24:00, and all
 * of a holiday. By the clock on the wall in the billing account's zone.
 *
 * @param name     kebab-case, at most {@value #MAX_NAME} characters
 * @param holidays name of the calendar whose days count as {@link Day#HOLIDAY} and not as their day of the week; empty when none do
 */
public record TimeBand(String name, List<Window> windows, Optional<String> holidays) {

    public static final int MAX_NAME = 32;
    public static final int MINUTES_OF_DAY = 24 * 60;

    /** The days of the week in the order of ISO 8601, and behind them a holiday. */
    public enum Day {
        MON,
        TUE,
        WED,
        THU,
        FRI,
        SAT,
        SUN,
        HOLIDAY;

        /** As catalogue files have it: {@code mon}, {@code holiday}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Day> of(String wire) {
            return Stream.of(values()).filter(day -> day.wire().equals(wire)).findFirst();
        }
    }

    /**
     * From a minute of the day until before another one.
     *
     * @param from 0 to 1439
     * @param to   above {@code from}, at most 1440, which is the midnight that ends the day
     */
    public record Window(Set<Day> days, int from, int to) {
        public Window {
            if (days.isEmpty() || from < 0 || from >= to || to > MINUTES_OF_DAY) {
                throw new IllegalArgumentException("A window has a day and a minute at least: " + from + " to " + to);
            }
            days = Set.copyOf(EnumSet.copyOf(days));
        }
    }

    public TimeBand {
        windows = List.copyOf(windows);
        if (windows.isEmpty() || name.isEmpty() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException("A time band has a name and a window: " + name);
        }
    }

    /** {@code evening~de~mon.tue@1080-1440+holiday@0-1440}: the same band has the same text. */
    String text() {
        return name + "~" + holidays.orElse("") + "~"
                + windows.stream()
                        .map(window -> Stream.of(Day.values())
                                        .filter(window.days()::contains)
                                        .map(Day::wire)
                                        .collect(Collectors.joining("."))
                                + "@" + window.from() + "-" + window.to())
                        .collect(Collectors.joining("+"));
    }

    /** @throws IllegalArgumentException if {@link #text} has not made it */
    static TimeBand parse(String text) {
        String[] parts = text.split("~", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("No time band: " + text);
        }
        return new TimeBand(
                parts[0],
                Stream.of(parts[2].split("\\+", -1)).map(TimeBand::window).toList(),
                Optional.of(parts[1]).filter(calendar -> !calendar.isEmpty()));
    }

    private static Window window(String text) {
        String[] parts = text.split("[@-]", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("No window of a time band: " + text);
        }
        Set<Day> days = Stream.of(parts[0].split("\\.", -1))
                .map(day -> Day.of(day).orElseThrow(() -> new IllegalArgumentException("No day: " + day)))
                .collect(Collectors.toSet());
        return new Window(days, Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }
}

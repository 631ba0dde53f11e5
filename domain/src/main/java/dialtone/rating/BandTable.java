package dialtone.rating;

import dialtone.catalog.TimeBand;
import dialtone.catalog.TimeBand.Day;
import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;

/**
 * Which time band a moment is in, by the clock on the wall, and where a call crosses from one into another.
 *
 * <p>Example, {@code evening} on working days from 18:00 to 24:00, 2012-02-02 (a Thursday) in Berlin: a call from 17:30 of an hour is 1,800 s in
 * no band and 1,800 s in the evening. On 2026-10-25 the clock in Berlin goes back from 3:00 to 2:00: with a band from 2:30 on, a call from 1:30 of
 * two hours is 3,600 s before it, 1,800 s in it, and 1,800 s not in it any more, while the clock shows 2:00 to 2:30 again.
 */
final class BandTable {

    /** A call of a year that changes its band three times a day. What is longer than that stays in the band that it has come to. */
    private static final int MAX_CROSSINGS = 1_100;

    private static final int SECONDS_OF_DAY = 24 * 60 * 60;
    private static final int DAYS_OF_WEEK = 7;
    /** 1970-01-01 was a Thursday. */
    private static final int THURSDAY = 3;

    private final List<TimeBand> bands;
    /** By band and kind of day, the minutes in it. */
    private final BitSet[][] minutes;
    /** Minutes at which a band may begin or end, ascending; the last one ends the day. */
    private final int[] borders;

    BandTable(List<TimeBand> bands) {
        this.bands = List.copyOf(bands);
        Day[] days = Day.values();
        minutes = new BitSet[bands.size()][days.length];
        TreeSet<Integer> at = new TreeSet<>(List.of(TimeBand.MINUTES_OF_DAY));
        for (int band = 0; band < bands.size(); band++) {
            for (int day = 0; day < days.length; day++) {
                minutes[band][day] = new BitSet(TimeBand.MINUTES_OF_DAY);
            }
            for (TimeBand.Window window : bands.get(band).windows()) {
                at.add(window.from());
                at.add(window.to());
                for (Day day : window.days()) {
                    minutes[band][List.of(days).indexOf(day)].set(window.from(), window.to());
                }
            }
        }
        at.remove(0);
        borders = at.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Takes the stretches of a call one after the other. */
    interface Stretches {
        /** @param band number in the table from 1; 0 for none */
        void add(int band, long seconds);
    }

    /** The band that a whole call is in, as most are; negative when it comes to a border, and has to be looked at closer. */
    int whole(Instant startedAt, long seconds, ZoneRules rules, Holidays holidays) {
        int offset = rules.getOffset(startedAt).getTotalSeconds();
        long local = startedAt.getEpochSecond() + offset;
        boolean near = seconds > toBorder(Math.floorMod(local, SECONDS_OF_DAY))
                || rules.getOffset(startedAt.plusSeconds(seconds)).getTotalSeconds() != offset;
        return near ? -1 : atLocal(local, holidays);
    }

    /** The band that a moment is in, from 1, the first of those that hold it; 0 for none. */
    int at(Instant moment, ZoneRules rules, Holidays holidays) {
        long local = moment.getEpochSecond() + rules.getOffset(moment).getTotalSeconds();
        return atLocal(local, holidays);
    }

    private int atLocal(long localSecond, Holidays holidays) {
        long day = Math.floorDiv(localSecond, SECONDS_OF_DAY);
        int minute = Math.floorMod(localSecond, SECONDS_OF_DAY) / 60;
        for (int band = 0; band < minutes.length; band++) {
            if (minutes[band][kindOf(day, bands.get(band), holidays)].get(minute)) {
                return band + 1;
            }
        }
        return 0;
    }

    private static int kindOf(long epochDay, TimeBand band, Holidays holidays) {
        boolean holiday = band.holidays().isPresent()
                && holidays.isHoliday(band.holidays().get(), epochDay);
        return holiday ? DAYS_OF_WEEK : (int) Math.floorMod(epochDay + THURSDAY, (long) DAYS_OF_WEEK);
    }

    /**
     * Divides a call at the borders that it crosses. A second belongs to the band that it begins in. Where the clock is put forward or
     * back, bands go by what it shows: the hour that comes twice is in them twice, and the one that does not come is in none.
     */
    void split(Instant startedAt, long seconds, ZoneRules rules, Holidays holidays, Stretches stretches) {
        long second = startedAt.getEpochSecond();
        long left = seconds;
        for (int crossings = 0; ; crossings++) {
            Instant now = Instant.ofEpochSecond(second);
            int offset = rules.getOffset(now).getTotalSeconds();
            long local = second + offset;
            int band = atLocal(local, holidays);
            long stretch = left;
            if (crossings < MAX_CROSSINGS) {
                stretch = Math.min(left, toBorder(Math.floorMod(local, SECONDS_OF_DAY)));
                if (rules.getOffset(Instant.ofEpochSecond(second + stretch)).getTotalSeconds() != offset) {
                    ZoneOffsetTransition change = rules.nextTransition(now);
                    stretch = Math.min(stretch, change.toEpochSecond() - second);
                }
            }
            stretches.add(band, stretch);
            left -= stretch;
            if (left == 0) {
                return;
            }
            second += stretch;
        }
    }

    private long toBorder(int secondOfDay) {
        for (int border : borders) {
            if (border * 60 > secondOfDay) {
                return border * 60L - secondOfDay;
            }
        }
        throw new IllegalStateException("The last border ends the day");
    }
}

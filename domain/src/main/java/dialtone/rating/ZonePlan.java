package dialtone.rating;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.UsageScope;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Destination zones of called numbers: the zone of the longest prefix that the number begins with (ITU-T E.164 numbers are assigned by
 * prefixes). With 49 in {@code domestic} and 49900 in {@code premium}, 4990012345 is premium. A prefix that changes its zone has a line
 * for each time; a call is in the zone that its prefix had when it began.
 *
 * <p>One table of numbers without objects, so that a million prefixes are looked up in a few memory accesses each.
 */
public final class ZonePlan {

    /** Beyond every price list that is traded: a few hundred thousand. */
    static final int MAX_PREFIXES = 2_000_000;

    /** Digits of E.164. */
    static final int MAX_DIGITS = 15;

    /** A number with fewer is one of its country alone, such as 112 or 116117, unless a plus says that it is international. */
    static final int MIN_DIGITS = 7;

    /** Who has more to mend starts with these. */
    static final int MAX_FAULTS = 200;

    public static final String HEADER = "prefix,zone,from,to";

    /** Of roaming zones: a network is the digits of MCC and MNC, a country those of the MCC or fewer, and the longest that is named holds. */
    public static final String NETWORKS_HEADER = "network,zone,from,to";

    static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private static final int NOT_THERE = -1;
    private static final int ANY_LENGTH = -1;
    /** MCCs have three digits, and several countries' begin alike. */
    private static final int OF_COUNTRIES = 0b1110;

    private static final int SECONDS_OF_DAY = 24 * 60 * 60;

    public static final ZonePlan NONE = new ZonePlan(List.of());

    /**
     * A prefix in a zone.
     *
     * @param code the digits with a 1 before them
     * @param from first day, UTC; the epoch day {@code Long.MIN_VALUE} for ever before
     * @param to   first day that is not any more; {@code Long.MAX_VALUE} for ever
     */
    private record Assignment(long code, int digits, String zone, long from, long to) {}

    private final List<String> zones;
    /** Open addressing: the prefix with a 1 before its digits, 0 for a free place; and the first of its assignments. */
    private final long[] codes;

    private final int[] first;
    /** By assignment: zone, days, and the next assignment of the prefix. */
    private final int[] zone;

    private final long[] from;
    private final long[] to;
    private final int[] next;
    /** Bit n is set when a prefix has n digits. */
    private int lengths;

    private ZonePlan(List<Assignment> assignments) {
        zones = assignments.stream().map(Assignment::zone).distinct().sorted().toList();
        int places = Integer.highestOneBit(Math.max(4, assignments.size() * 2)) * 2;
        codes = new long[places];
        first = new int[places];
        zone = new int[assignments.size()];
        from = new long[assignments.size()];
        to = new long[assignments.size()];
        next = new int[assignments.size()];
        Map<String, Integer> numbers = new HashMap<>();
        zones.forEach(name -> numbers.put(name, numbers.size()));
        for (int i = 0; i < assignments.size(); i++) {
            Assignment assignment = assignments.get(i);
            int place = place(assignment.code());
            next[i] = codes[place] == 0 ? NOT_THERE : first[place];
            codes[place] = assignment.code();
            first[place] = i;
            zone[i] = numbers.getOrDefault(assignment.zone(), NOT_THERE);
            from[i] = assignment.from();
            to[i] = assignment.to();
            lengths |= 1 << assignment.digits();
        }
    }

    /**
     * Reads {@code prefix,zone,from,to} lines, such as {@code 4420,united-kingdom,,2026-12-31}, behind a header that says so. Days are UTC and
     * half-open; without them a prefix is in its zone for ever.
     *
     * <p>Rejections: {@code REFERENCE_DATA_INVALID} with file and line, {@code zones.csv:17}: an unreadable line, a prefix that has two zones at
     * the same time.
     */
    public static Outcome<ZonePlan> read(String file, List<String> lines) {
        return read(file, lines, HEADER);
    }

    /** Reads roaming zones, {@code network,zone,from,to} lines such as {@code 208,european-union,,}; the rest as {@link #read}. */
    public static Outcome<ZonePlan> readNetworks(String file, List<String> lines) {
        return read(file, lines, NETWORKS_HEADER);
    }

    private static Outcome<ZonePlan> read(String file, List<String> lines, String header) {
        List<Rejection> faults = new ArrayList<>();
        if (lines.isEmpty() || !lines.getFirst().equals(header) || lines.size() > MAX_PREFIXES) {
            faults.add(
                    Holidays.fault(file, 1, "the first line is " + header + ", and there are at most " + MAX_PREFIXES));
        }
        List<Assignment> assignments = new ArrayList<>(lines.size());
        for (int i = 1; i < lines.size() && faults.size() < MAX_FAULTS; i++) {
            try {
                assignments.add(assignment(lines.get(i).split(",", -1)));
            } catch (IllegalArgumentException | DateTimeParseException unreadable) {
                faults.add(Holidays.fault(
                        file, i + 1, "a line is prefix, zone, first day and first day after it, not " + lines.get(i)));
                assignments.add(new Assignment(0, 0, "", 0, 0));
            }
        }
        overlaps(file, assignments, faults);
        return faults.isEmpty() ? Outcome.accepted(new ZonePlan(assignments)) : Outcome.rejected(faults);
    }

    private static Assignment assignment(String[] fields) {
        if (fields.length != 4 || !NAME.matcher(fields[1]).matches() || fields[1].equals(UsageScope.FAVOURITES)) {
            throw new IllegalArgumentException("Not four fields, or no name of a zone");
        }
        long code = code(fields[0]);
        long from = fields[2].isEmpty()
                ? Long.MIN_VALUE
                : LocalDate.parse(fields[2]).toEpochDay();
        long to = fields[3].isEmpty()
                ? Long.MAX_VALUE
                : LocalDate.parse(fields[3]).toEpochDay();
        if (code == 0 || fields[0].length() > MAX_DIGITS || from >= to) {
            throw new IllegalArgumentException("No prefix, or no day");
        }
        return new Assignment(code, digits(fields[0]), fields[1], from, to);
    }

    /** Sorted by prefix and first day, one that begins before the one in front of it ends. */
    private static void overlaps(String file, List<Assignment> assignments, List<Rejection> faults) {
        Integer[] order = new Integer[assignments.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> {
            int byCode =
                    Long.compare(assignments.get(a).code(), assignments.get(b).code());
            return byCode != 0
                    ? byCode
                    : Long.compare(assignments.get(a).from(), assignments.get(b).from());
        });
        for (int i = 1; i < order.length && faults.size() < MAX_FAULTS; i++) {
            Assignment before = assignments.get(order[i - 1]);
            Assignment after = assignments.get(order[i]);
            if (after.code() != 0 && before.code() == after.code() && before.to() > after.from()) {
                faults.add(Holidays.fault(
                        file,
                        order[i] + 2,
                        "prefix " + Long.toString(after.code()).substring(1)
                                + " is in a zone at that time already, by line " + (order[i - 1] + 2)));
            }
        }
    }

    /** The digits with a 1 before them, of at most fifteen; 0 when there is something else than digits, or nothing. */
    private static long code(String number) {
        int begin = number.startsWith("+") ? 1 : 0;
        int end = Math.min(number.length(), begin + MAX_DIGITS);
        long code = 1;
        for (int i = begin; i < end; i++) {
            int digit = number.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            code = code * 10 + digit;
        }
        return code == 1 ? 0 : code;
    }

    private static int digits(String number) {
        return Math.min(MAX_DIGITS, number.length() - (number.startsWith("+") ? 1 : 0));
    }

    /** Names of all zones. */
    public Set<String> zones() {
        return new TreeSet<>(zones);
    }

    /**
     * The zone of a number at a time; empty when it is in none, or is no number, such as an access point's name. A short number, of fewer
     * than {@value #MIN_DIGITS} digits without a plus, does not begin with a country code: 112 is not in the zone of 1, but in one that has the
     * prefix 112 itself.
     *
     * @param number E.164, with a plus before it or without
     */
    public String zoneOf(String number, Instant at) {
        int digits = digits(number);
        boolean isShort = digits < MIN_DIGITS && !number.startsWith("+");
        return longest(number, digits, isShort ? 1 << digits : ANY_LENGTH, at);
    }

    /** The zone of a network at a time, by its own line or by its country's; empty when it is in none. 31026 is not 310260, but another network. */
    public String zoneOfNetwork(String network, Instant at) {
        int digits = digits(network);
        return longest(network, digits, (1 << digits) | OF_COUNTRIES, at);
    }

    /** @param ofLengths bit n is set for prefixes of n digits */
    private String longest(String number, int digits, int ofLengths, Instant at) {
        long code = code(number);
        if (code == 0 || codes.length == 0) {
            return "";
        }
        long day = Math.floorDiv(at.getEpochSecond(), SECONDS_OF_DAY);
        for (int length = digits; length > 0; length--) {
            if ((lengths & ofLengths & (1 << length)) != 0) {
                int place = place(code);
                for (int i = codes[place] == 0 ? NOT_THERE : first[place]; i != NOT_THERE; i = next[i]) {
                    if (from[i] <= day && day < to[i]) {
                        return zones.get(zone[i]);
                    }
                }
            }
            code /= 10;
        }
        return "";
    }

    /** Where the prefix is, or the free place where it would be. */
    private int place(long code) {
        int mask = codes.length - 1;
        int place = (int) ((code * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (codes[place] != 0 && codes[place] != code) {
            place = (place + 1) & mask;
        }
        return place;
    }
}

package dialtone.platform.tmf;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The filter of a list request (TMF630): {@code attribute=value}, AND-ed; values with or without quotes; values with commas
 * between them are alternatives; {@code attribute.eq=value} is the same; times also with {@code .gt}, {@code .gte}, {@code .lt}, {@code .lte} or {@code >}, {@code >=},
 * {@code <}, {@code <=}. A value is nothing but a value: whatever is in it is compared, never interpreted.
 */
public final class QueryFilter {

    /** Longer than any attribute that can be filtered by. */
    static final int MAX_VALUE = 200;

    static final int MAX_VALUES = 20;

    /** Says in a word what the equals sign says. */
    private static final String EQUALS = ".eq";

    private static final Set<String> RESERVED = Set.of("fields", "offset", "limit", "sort");
    private static final Pattern OPERATOR =
            Pattern.compile("(?<attribute>[^<>]+?)(?<operator>\\.gte|\\.gt|\\.lte|\\.lt|>|<)?(?<rest>(?<=[<>]).*)?");

    /** The finest difference the tables keep. */
    private static final ChronoUnit GRAIN = ChronoUnit.MICROS;

    /** @param from inclusive; MIN without one
     *  @param to   exclusive; MAX without one */
    private record Period(Instant from, Instant to) {

        static final Period ALWAYS = new Period(Instant.MIN, Instant.MAX);

        Period and(Period other) {
            return new Period(from.isAfter(other.from) ? from : other.from, to.isBefore(other.to) ? to : other.to);
        }
    }

    private final Map<String, List<String>> texts = new HashMap<>();
    private final Map<String, Period> periods = new HashMap<>();

    private QueryFilter() {}

    /**
     * @param texts attributes compared as text
     * @param times attributes compared as times
     * @throws TmfRefusal UNKNOWN_FILTER naming an attribute that cannot be filtered by, INVALID_FILTER naming one whose value
     *                    cannot be read
     */
    public static QueryFilter of(MultivaluedMap<String, String> parameters, Set<String> texts, Set<String> times) {
        QueryFilter filter = new QueryFilter();
        for (Entry<String, List<String>> parameter : parameters.entrySet()) {
            if (!RESERVED.contains(parameter.getKey())) {
                for (String value : parameter.getValue()) {
                    filter.add(parameter.getKey(), value, texts, times);
                }
            }
        }
        return filter;
    }

    private void add(String written, String value, Set<String> textual, Set<String> times) {
        String key = written.endsWith(EQUALS) ? written.substring(0, written.length() - EQUALS.length()) : written;
        if (textual.contains(key)) {
            List<String> values = texts.computeIfAbsent(key, name -> new ArrayList<>());
            values.addAll(values(key, value));
            if (values.size() > MAX_VALUES) {
                throw invalid(key, "There may be at most " + MAX_VALUES + " values.");
            }
            return;
        }
        Matcher operated = OPERATOR.matcher(key);
        String attribute = operated.matches() ? operated.group("attribute") : key;
        if (!times.contains(attribute)) {
            Set<String> known = new TreeSet<>(textual);
            known.addAll(times);
            throw TmfRefusal.at(
                    Printable.of(key),
                    "UNKNOWN_FILTER",
                    "There is no filter by this attribute; there are " + known + ".");
        }
        String operator = operated.group("operator") == null ? "=" : operated.group("operator");
        String rest = operated.group("rest") == null ? "" : operated.group("rest");
        if (operator.equals(">") || operator.equals("<")) {
            // orderDate>=x arrives as the parameter "orderDate>" with the value x, orderDate>x as "orderDate>x" without
            // one
            operator = rest.isEmpty() ? operator + "=" : operator;
        }
        Period period = period(attribute, operator, rest.isEmpty() ? value : rest);
        periods.merge(attribute, period, Period::and);
    }

    private static List<String> values(String attribute, String written) {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        char quote = 0;
        for (char c : written.strip().toCharArray()) {
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'') && value.isEmpty()) {
                quote = c;
            } else if (quote == 0 && c == ',') {
                values.add(value.toString());
                value.setLength(0);
            } else {
                value.append(c);
            }
        }
        values.add(value.toString());
        if (values.stream().anyMatch(each -> each.length() > MAX_VALUE)) {
            throw invalid(attribute, "A value has at most " + MAX_VALUE + " characters.");
        }
        return values;
    }

    private static Period period(String attribute, String operator, String written) {
        String text = written.strip().replace("\"", "").replace("'", "");
        Period named = named(attribute, text);
        return switch (operator) {
            case ".gt", ">" -> new Period(named.to(), Instant.MAX);
            case ".gte", ">=" -> new Period(named.from(), Instant.MAX);
            case ".lt", "<" -> new Period(Instant.MIN, named.from());
            case ".lte", "<=" -> new Period(Instant.MIN, named.to());
            default -> named;
        };
    }

    /** A date names the whole day in UTC, a time itself alone. */
    private static Period named(String attribute, String text) {
        try {
            if (text.indexOf('T') < 0) {
                LocalDate day = LocalDate.parse(text);
                return new Period(
                        day.atStartOfDay(ZoneOffset.UTC).toInstant(),
                        day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
            }
            // the plus sign of an offset is a blank once the query is decoded, unless the caller escaped it
            Instant instant = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
            return new Period(instant, instant.plus(1, GRAIN));
        } catch (DateTimeException noTime) {
            throw invalid(
                    attribute, "The value has to be a date or a time, such as 2026-11-25 or 2026-11-25T10:00:00Z.");
        }
    }

    private static TmfRefusal invalid(String attribute, String why) {
        return TmfRefusal.at(attribute, "INVALID_FILTER", why);
    }

    /** The alternatives asked for, each once; empty when the attribute is not asked about. */
    public Set<String> values(String attribute) {
        return new LinkedHashSet<>(texts.getOrDefault(attribute, List.of()));
    }

    /** @throws TmfRefusal INVALID_FILTER when alternatives are given */
    public Optional<String> value(String attribute) {
        Set<String> values = values(attribute);
        if (values.size() > 1) {
            throw invalid(attribute, "This filter takes one value.");
        }
        return values.stream().findFirst();
    }

    /**
     * @param values what the attribute may be
     * @param wire   the name of each as it is asked for
     * @throws TmfRefusal INVALID_FILTER when alternatives are given, or none of these
     */
    public <E> Optional<E> value(String attribute, List<E> values, Function<E, String> wire) {
        return value(attribute)
                .map(written -> values.stream()
                        .filter(each -> wire.apply(each).equals(written))
                        .findFirst()
                        .orElseThrow(() -> invalid(
                                attribute,
                                "A " + attribute + " is one of "
                                        + values.stream().map(wire).toList() + ".")));
    }

    /** Inclusive. */
    public Optional<Instant> from(String attribute) {
        Instant from = periods.getOrDefault(attribute, Period.ALWAYS).from();
        return from.equals(Instant.MIN) ? Optional.empty() : Optional.of(from);
    }

    /** Exclusive. */
    public Optional<Instant> to(String attribute) {
        Instant to = periods.getOrDefault(attribute, Period.ALWAYS).to();
        return to.equals(Instant.MAX) ? Optional.empty() : Optional.of(to);
    }
}

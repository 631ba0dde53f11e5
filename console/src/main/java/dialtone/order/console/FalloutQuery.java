package dialtone.order.console;

import dialtone.base.console.Words;
import dialtone.order.FalloutFilter;
import dialtone.order.FalloutFilter.Attribute;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which fallout tasks the page is asked for, by the parameters of its address: orderId, jobType, element, errorCode, offering, team,
 * age, overdue.
 *
 * @param orders  ids, commas or blanks between them; empty for any, as the others
 * @param age     minutes that a task has waited at the least
 * @param overdue whether only those are meant whose deadline has passed
 */
public record FalloutQuery(
        String orders,
        String jobType,
        String element,
        String errorCode,
        String offering,
        String team,
        String age,
        boolean overdue)
        implements Serializable {

    /** Of one field: some tens of orders. */
    private static final int MAX_TEXT = 500;

    private static final String OVERDUE = "overdue";

    static final FalloutQuery ALL = new FalloutQuery("", "", "", "", "", "", "", false);

    /** A value and what a person reads. */
    public record Choice(String value, String label) implements Serializable {}

    /** How long tasks have waited, to choose from. */
    private static final List<Choice> AGES = List.of(
            new Choice("15", "15 minutes and more"),
            new Choice("60", "An hour and more"),
            new Choice("240", "4 hours and more"),
            new Choice("1440", "A day and more"));

    static FalloutQuery of(Map<String, String> parameters) {
        String age = text(parameters, "age");
        return new FalloutQuery(
                text(parameters, Attribute.ORDER.wire()),
                text(parameters, Attribute.JOB_TYPE.wire()),
                text(parameters, Attribute.ELEMENT.wire()),
                text(parameters, Attribute.ERROR_CODE.wire()),
                text(parameters, Attribute.OFFERING.wire()),
                text(parameters, Attribute.TEAM.wire()),
                AGES.stream().anyMatch(choice -> choice.value().equals(age)) ? age : "",
                text(parameters, OVERDUE).equals("true"));
    }

    private static String text(Map<String, String> parameters, String name) {
        String value = parameters.getOrDefault(name, "").strip();
        return value.substring(0, Math.min(value.length(), MAX_TEXT));
    }

    /** What it means at that moment. */
    FalloutFilter filter(Instant now) {
        FalloutFilter filter = FalloutFilter.ALL
                .with(
                        Attribute.ORDER,
                        Arrays.stream(orders.split("[\\s,]+"))
                                .filter(id -> !id.isEmpty())
                                .toList())
                .with(Attribute.JOB_TYPE, given(jobType))
                .with(Attribute.ELEMENT, given(element))
                .with(Attribute.ERROR_CODE, given(errorCode))
                .with(Attribute.OFFERING, given(offering))
                .with(Attribute.TEAM, given(team));
        filter = overdue ? filter.dueBefore(now) : filter;
        return age.isEmpty() ? filter : filter.openedBefore(now.minus(Duration.ofMinutes(Long.parseLong(age))));
    }

    private static Set<String> given(String value) {
        return value.isEmpty() ? Set.of() : Set.of(value);
    }

    /** Those of its address, empty ones among them. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(Attribute.ORDER.wire(), orders);
        parameters.put(Attribute.JOB_TYPE.wire(), jobType);
        parameters.put(Attribute.ELEMENT.wire(), element);
        parameters.put(Attribute.ERROR_CODE.wire(), errorCode);
        parameters.put(Attribute.OFFERING.wire(), offering);
        parameters.put(Attribute.TEAM.wire(), team);
        parameters.put("age", age);
        parameters.put(OVERDUE, overdue ? "true" : "");
        return parameters;
    }

    public boolean isEmpty() {
        return equals(ALL);
    }

    public List<Choice> ages() {
        return AGES;
    }

    /** What there is to choose, the value that is chosen among it. */
    static List<Choice> choices(List<String> values, String chosen) {
        List<String> all = new ArrayList<>(values);
        if (!chosen.isEmpty() && !all.contains(chosen)) {
            all.addFirst(chosen);
        }
        return all.stream().map(value -> new Choice(value, label(value))).toList();
    }

    /** Of a job type without its feature. */
    static String label(String value) {
        return Words.of(value.substring(value.indexOf('.') + 1));
    }

    /** What was typed as a pace; 0, which is refused, for what is no number. */
    static int pace(String typed) {
        return typed.matches("[0-9]{1,6}") ? Integer.parseInt(typed) : 0;
    }
}

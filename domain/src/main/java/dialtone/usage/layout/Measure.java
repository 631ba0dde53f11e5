package dialtone.usage.layout;

import dialtone.usage.UsageEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalLong;

/**
 * What of a record says how much was used: values that are added, such as bytes up and bytes down, in a unit. 1.5 kB are 1,500 bytes; 0.0005 kB
 * are half a byte and no quantity, unless the source rounds up.
 *
 * @param summands  at least one; of several some may be empty and count as nothing, but not all of them
 * @param baseUnits of the type that {@code per} of the unit are: 60 and 1 for minutes, 1 and 1,000 for milliseconds
 * @param decimal   before the fraction, a point or a comma
 * @param roundUp   whether a part of a base unit counts as a whole one; it is refused otherwise
 */
public record Measure(List<Value> summands, long baseUnits, long per, char decimal, boolean roundUp) {

    /** Fewer than would go over a long. */
    private static final int PLAIN_DIGITS = 13;

    private static final int MAX_DIGITS = 30;

    public Measure {
        summands = List.copyOf(summands);
        if (summands.isEmpty() || baseUnits < 1 || per < 1) {
            throw new IllegalArgumentException("A quantity is at least one value, in a unit of at least something");
        }
    }

    public static Measure in(UsageUnit unit, List<Value> summands, char decimal, boolean roundUp) {
        return new Measure(summands, unit.baseUnits(), unit.per(), decimal, roundUp);
    }

    /** In the base unit of whatever type the record is of. */
    public static Measure inBaseUnits(List<Value> summands, char decimal, boolean roundUp) {
        return new Measure(summands, 1, 1, decimal, roundUp);
    }

    /** @return base units, 0 to {@link UsageEvent#MAX_QUANTITY}; empty for what is no such quantity */
    OptionalLong of(String[] values) {
        if (summands.size() == 1 && baseUnits == 1 && per == 1) {
            String text = summands.getFirst().of(values);
            if (isPlain(text)) {
                return inRange(Long.parseLong(text));
            }
        }
        BigDecimal sum = BigDecimal.ZERO;
        boolean said = false;
        for (Value summand : summands) {
            String text = summand.of(values);
            if (text.isEmpty() && summands.size() > 1) {
                continue;
            }
            if (!isDecimal(text)) {
                return OptionalLong.empty();
            }
            said = true;
            sum = sum.add(new BigDecimal(decimal == '.' ? text : text.replace(decimal, '.')));
        }
        return said ? exact(sum) : OptionalLong.empty();
    }

    private OptionalLong exact(BigDecimal sum) {
        BigDecimal units = sum.multiply(BigDecimal.valueOf(baseUnits));
        if (units.compareTo(BigDecimal.valueOf(per).multiply(BigDecimal.valueOf(UsageEvent.MAX_QUANTITY))) > 0) {
            return OptionalLong.empty();
        }
        try {
            return inRange(
                    units.divide(BigDecimal.valueOf(per), 0, roundUp ? RoundingMode.CEILING : RoundingMode.UNNECESSARY)
                            .longValueExact());
        } catch (ArithmeticException partOfAUnit) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong inRange(long units) {
        return units <= UsageEvent.MAX_QUANTITY ? OptionalLong.of(units) : OptionalLong.empty();
    }

    private static boolean isPlain(String text) {
        if (text.isEmpty() || text.length() > PLAIN_DIGITS) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Digits, and after at least one of them perhaps the mark and more of them. */
    private boolean isDecimal(String text) {
        int mark = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == decimal && mark < 0 && i > 0 && i < text.length() - 1) {
                mark = i;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MAX_DIGITS;
    }
}

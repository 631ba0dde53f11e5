package dialtone.catalog;

import dialtone.base.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a subscriber uses, and the base unit it is counted in. */
public enum UsageType {
    /** Base unit: second. */
    VOICE("second"),
    /** Base unit: message. */
    SMS("message"),
    /** Base unit: byte. */
    DATA("byte");

    private static final int SECONDS_A_MINUTE = 60;
    private static final int SECONDS_AN_HOUR = 3_600;

    /** Decimals that a person still reads: of a gigabyte, megabytes. */
    private static final int DECIMALS = 3;

    /** Of an amount that is read, before the point and behind it: a long has no more. */
    private static final int MAX_DIGITS = 18;

    private static final Map<String, Long> DURATIONS = Map.of("s", 1L, "min", 60L, "h", 3_600L);

    private final String unit;

    UsageType(String unit) {
        this.unit = unit;
    }

    public String unit() {
        return unit;
    }

    /**
     * So many base units as a person reads them: {@code 200 minutes} for 12,000 s, {@code 2:40 min} for 160 s, {@code 45 seconds};
     * {@code 12 GB}, {@code 1.5 MB}, {@code 2 GiB} for 2,147,483,648 bytes; {@code 100 messages}. Data is rounded half up to three decimals
     * of its unit.
     *
     * @param baseUnits not negative
     */
    public String text(long baseUnits) {
        return switch (this) {
            case VOICE -> duration(baseUnits);
            case SMS -> counted(baseUnits, unit);
            case DATA -> volume(baseUnits);
        };
    }

    /** What a price is per: {@code minute} for 60 s, {@code MB}, {@code message}, {@code 10 messages}. */
    public String per(long baseUnits) {
        if (this == VOICE && baseUnits == SECONDS_AN_HOUR) {
            return "hour";
        }
        String text = text(baseUnits);
        return text.startsWith("1 ") ? text.substring(2) : text;
    }

    /**
     * Base units of an amount in one of the units that people use: 1.5 and {@code GB} are 1,500,000,000; halves of a base unit are rounded up.
     *
     * @param unit {@code s}, {@code min}, {@code h}; {@code messages}; {@code B}, {@code kB}, {@code MB}, {@code GB} and {@code KiB} to
     *             {@code GiB}
     * @return empty when it is no unit of this type, of more than 18 digits or decimals, or beyond what a long holds
     */
    public Optional<Long> units(BigDecimal amount, String unit) {
        if (!Money.isOfDigits(amount, MAX_DIGITS)) {
            return Optional.empty();
        }
        try {
            return factor(unit)
                    .map(each -> amount.multiply(BigDecimal.valueOf(each))
                            .setScale(0, RoundingMode.HALF_UP)
                            .longValueExact());
        } catch (ArithmeticException beyond) {
            return Optional.empty();
        }
    }

    private Optional<Long> factor(String of) {
        return switch (this) {
            case VOICE -> Optional.ofNullable(DURATIONS.get(of));
            case SMS -> of.equals("messages") || of.equals("message") ? Optional.of(1L) : Optional.empty();
            case DATA ->
                of.equals("B")
                        ? Optional.of(1L)
                        : Stream.of(DataUnit.DECIMAL, DataUnit.BINARY)
                                .flatMap(List::stream)
                                .filter(each -> each.name().equals(of))
                                .map(DataUnit::bytes)
                                .findFirst();
        };
    }

    private static String counted(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }

    private static String duration(long seconds) {
        if (seconds % SECONDS_A_MINUTE == 0) {
            return counted(seconds / SECONDS_A_MINUTE, "minute");
        }
        long rest = seconds % SECONDS_A_MINUTE;
        return seconds < SECONDS_A_MINUTE
                ? counted(seconds, "second")
                : seconds / SECONDS_A_MINUTE + (rest < 10 ? ":0" : ":") + rest + " min";
    }

    private static String volume(long bytes) {
        for (DataUnit each : DataUnit.BINARY) {
            // 1,024,000 bytes are 1.024 MB rather than 1000 KiB
            if (bytes > 0 && bytes % each.bytes() == 0 && bytes % 1_000 != 0 && bytes / each.bytes() < 1_024) {
                return bytes / each.bytes() + " " + each.name();
            }
        }
        for (DataUnit each : DataUnit.DECIMAL) {
            if (bytes >= each.bytes()) {
                BigDecimal of = BigDecimal.valueOf(bytes)
                        .divide(BigDecimal.valueOf(each.bytes()), DECIMALS, RoundingMode.HALF_UP)
                        .stripTrailingZeros();
                return (of.scale() < 0 ? of.setScale(0) : of).toPlainString() + " " + each.name();
            }
        }
        return counted(bytes, DATA.unit);
    }

    /** Largest first. */
    private record DataUnit(String name, long bytes) {
        private static final List<DataUnit> BINARY =
                List.of(new DataUnit("GiB", 1L << 30), new DataUnit("MiB", 1L << 20), new DataUnit("KiB", 1L << 10));
        private static final List<DataUnit> DECIMAL =
                List.of(new DataUnit("GB", 1_000_000_000L), new DataUnit("MB", 1_000_000L), new DataUnit("kB", 1_000L));
    }
}

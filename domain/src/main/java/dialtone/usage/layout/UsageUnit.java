package dialtone.usage.layout;

import dialtone.catalog.UsageType;
import java.util.Arrays;
import java.util.Optional;

/** What sources count in: so many base units each, exactly ({@code kB} is 1,000 bytes, {@code KiB} 1,024; IEC 80000-13). */
public enum UsageUnit {
    MILLISECOND("ms", UsageType.VOICE, 1, 1_000),
    SECOND("s", UsageType.VOICE, 1, 1),
    MINUTE("min", UsageType.VOICE, 60, 1),
    HOUR("h", UsageType.VOICE, 3_600, 1),
    MESSAGE("message", UsageType.SMS, 1, 1),
    BYTE("B", UsageType.DATA, 1, 1),
    KILOBYTE("kB", UsageType.DATA, 1_000, 1),
    MEGABYTE("MB", UsageType.DATA, 1_000_000, 1),
    GIGABYTE("GB", UsageType.DATA, 1_000_000_000, 1),
    KIBIBYTE("KiB", UsageType.DATA, 1L << 10, 1),
    MEBIBYTE("MiB", UsageType.DATA, 1L << 20, 1),
    GIBIBYTE("GiB", UsageType.DATA, 1L << 30, 1);

    private final String symbol;
    private final UsageType type;
    private final long baseUnits;
    private final long per;

    UsageUnit(String symbol, UsageType type, long baseUnits, long per) {
        this.symbol = symbol;
        this.type = type;
        this.baseUnits = baseUnits;
        this.per = per;
    }

    public static Optional<UsageUnit> of(String symbol) {
        return Arrays.stream(values())
                .filter(unit -> unit.symbol.equals(symbol))
                .findFirst();
    }

    public String symbol() {
        return symbol;
    }

    public UsageType type() {
        return type;
    }

    /** Base units of {@link #per} of it: 60 of a minute, 1 of 1,000 milliseconds. */
    long baseUnits() {
        return baseUnits;
    }

    long per() {
        return per;
    }
}

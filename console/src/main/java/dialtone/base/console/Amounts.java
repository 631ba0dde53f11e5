package dialtone.base.console;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.catalog.UsageType;
import java.text.NumberFormat;
import java.util.Collection;
import java.util.Currency;
import java.util.Locale;
import java.util.stream.Collectors;

/** Amounts and quantities as the console writes them. */
public final class Amounts {
    private static final long SECONDS_A_MINUTE = 60;
    private static final long BYTES_A_MEGABYTE = 1_000_000;
    private static final long BYTES_A_GIGABYTE = 1_000_000_000;

    private Amounts() {}

    /** {@code €24.99}: 24.99 EUR. */
    public static String text(Money money) {
        return format(money.currency(), money.currency().getDefaultFractionDigits())
                .format(money.amount());
    }

    /** {@code €24.99}, {@code €24.99, $3.00}; empty for none. */
    public static String texts(Collection<Money> amounts) {
        return amounts.stream().map(Amounts::text).collect(Collectors.joining(", "));
    }

    /** {@code €0.0035}, with as many decimals as the tariff has, at least those of the currency. */
    public static String text(UnitPrice price) {
        return format(
                        price.currency(),
                        Math.max(
                                price.currency().getDefaultFractionDigits(),
                                price.amount().scale()))
                .format(price.amount());
    }

    /** {@code 200 minutes} for 12000 seconds of voice, {@code 20 GB} for 20,000,000,000 bytes, {@code 100 messages}. */
    public static String text(UsageType type, long baseUnits) {
        return switch (type) {
            case VOICE ->
                baseUnits % SECONDS_A_MINUTE == 0
                        ? number(baseUnits / SECONDS_A_MINUTE, "minute")
                        : number(baseUnits, "second");
            case SMS -> number(baseUnits, "message");
            case DATA ->
                baseUnits % BYTES_A_GIGABYTE == 0
                        ? grouped(baseUnits / BYTES_A_GIGABYTE) + " GB"
                        : baseUnits % BYTES_A_MEGABYTE == 0
                                ? grouped(baseUnits / BYTES_A_MEGABYTE) + " MB"
                                : number(baseUnits, "byte");
        };
    }

    private static String number(long count, String unit) {
        return grouped(count) + " " + unit + (count == 1 ? "" : "s");
    }

    private static String grouped(long count) {
        return NumberFormat.getIntegerInstance(Locale.ENGLISH).format(count);
    }

    private static NumberFormat format(Currency currency, int decimals) {
        NumberFormat format = NumberFormat.getCurrencyInstance(Locale.ENGLISH);
        format.setCurrency(currency);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        return format;
    }
}

package dialtone.base.console;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import java.text.NumberFormat;
import java.util.Collection;
import java.util.Currency;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Amounts and quantities as the console writes them. */
public final class Amounts {
    private static final Pattern LEADING = Pattern.compile("^[0-9]+");

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

    /** {@code €3.90 a week}: what a whole period costs. */
    public static String rate(Price.Recurring price) {
        return price.rate().replace(price.amount().toString(), text(price.amount()));
    }

    /** {@code 2,000 messages}, {@code 2:40 min}, {@code 20 GB}: as {@link UsageType#text}, thousands apart. */
    public static String text(UsageType type, long baseUnits) {
        Matcher text = LEADING.matcher(type.text(baseUnits));
        return text.replaceFirst(
                whole -> NumberFormat.getIntegerInstance(Locale.ENGLISH).format(Long.parseLong(whole.group())));
    }

    private static NumberFormat format(Currency currency, int decimals) {
        NumberFormat format = NumberFormat.getCurrencyInstance(Locale.ENGLISH);
        format.setCurrency(currency);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        return format;
    }
}

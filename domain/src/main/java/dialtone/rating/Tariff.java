package dialtone.rating;

import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The prices that something is rated by, in catalogue order. Two tariffs with the same prices are the same tariff and have the
 * same {@link #id}, so that a hundred thousand subscribers on one plan share one row. What rating asks of it for each record is
 * worked out once.
 */
public final class Tariff {

    /** A plan with every add-on an order can hold stays far below it. */
    public static final int MAX_PRICES = 500;

    private final List<Price> prices;
    private final Map<UsageType, Price.Usage> usagePrices = new EnumMap<>(UsageType.class);
    private final List<Price.Allowance> allowances = new ArrayList<>();
    private final Set<UsageType> rated = EnumSet.noneOf(UsageType.class);

    /** @param prices at most {@value #MAX_PRICES} */
    public Tariff(List<Price> prices) {
        this.prices = List.copyOf(prices);
        if (prices.size() > MAX_PRICES) {
            throw new IllegalArgumentException("More than " + MAX_PRICES + " prices");
        }
        for (Price price : prices) {
            if (price instanceof Price.Usage usage) {
                usagePrices.putIfAbsent(usage.type(), usage);
                rated.add(usage.type());
            } else if (price instanceof Price.Allowance allowance) {
                allowances.add(allowance);
                rated.addAll(allowance.types());
            }
        }
    }

    /** In catalogue order. */
    public List<Price> prices() {
        return prices;
    }

    /** SHA-256 of the prices, 64 hexadecimal digits. */
    public String id() {
        StringBuilder text = new StringBuilder();
        for (Price price : prices) {
            text.append(canonical(price)).append('\n');
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The price of use of this type: the first one, for a plan comes before its add-ons. */
    public Optional<Price.Usage> usagePrice(UsageType type) {
        return Optional.ofNullable(usagePrices.get(type));
    }

    /** In the order they are consumed. */
    public List<Price.Allowance> allowances() {
        return Collections.unmodifiableList(allowances);
    }

    /** Whether use of this type can be rated: it has a price or is included. */
    public boolean rates(UsageType type) {
        return rated.contains(type);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tariff tariff && prices.equals(tariff.prices);
    }

    @Override
    public int hashCode() {
        return prices.hashCode();
    }

    @Override
    public String toString() {
        return "Tariff" + prices;
    }

    private static String canonical(Price price) {
        return switch (price) {
            case Price.OneOff p ->
                String.join("|", "ONE_OFF", p.id(), p.name(), p.amount().toString());
            case Price.Monthly p ->
                String.join("|", "MONTHLY", p.id(), p.name(), p.amount().toString());
            case Price.EarlyTermination p ->
                throw new IllegalArgumentException("Charged when something ends, and in no tariff: " + p.id());
            case Price.Usage p ->
                String.join(
                        "|",
                        "USAGE",
                        p.id(),
                        p.name(),
                        p.type().name(),
                        p.price().toString(),
                        Long.toString(p.perUnitCount()),
                        Long.toString(p.minimum()),
                        Long.toString(p.increment()));
            case Price.Allowance p ->
                String.join(
                        "|",
                        "ALLOWANCE",
                        p.id(),
                        p.name(),
                        String.join(",", p.types().stream().map(Enum::name).toList()),
                        Long.toString(p.quantity()));
        };
    }
}

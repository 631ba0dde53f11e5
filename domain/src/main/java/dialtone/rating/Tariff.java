package dialtone.rating;

import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The prices that something is rated by, in catalogue order. Two tariffs with the same prices are the same tariff and have the
 * same {@link #id}, so that a hundred thousand subscribers on one plan share one row.
 *
 * @param prices at most {@value #MAX_PRICES}
 */
public record Tariff(List<Price> prices) {

    /** A plan with every add-on an order can hold stays far below it. */
    public static final int MAX_PRICES = 500;

    public Tariff {
        prices = List.copyOf(prices);
        if (prices.size() > MAX_PRICES) {
            throw new IllegalArgumentException("More than " + MAX_PRICES + " prices");
        }
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
        for (Price price : prices) {
            if (price instanceof Price.Usage usage && usage.type() == type) {
                return Optional.of(usage);
            }
        }
        return Optional.empty();
    }

    /** In the order they are consumed. */
    public List<Price.Allowance> allowances() {
        List<Price.Allowance> found = new ArrayList<>();
        for (Price price : prices) {
            if (price instanceof Price.Allowance allowance) {
                found.add(allowance);
            }
        }
        return found;
    }

    /** Whether use of this type can be rated: it has a price or is included. */
    public boolean rates(UsageType type) {
        return usagePrice(type).isPresent()
                || allowances().stream().anyMatch(allowance -> allowance.types().contains(type));
    }

    private static String canonical(Price price) {
        return switch (price) {
            case Price.OneOff p ->
                String.join("|", "ONE_OFF", p.id(), p.name(), p.amount().toString());
            case Price.Monthly p ->
                String.join("|", "MONTHLY", p.id(), p.name(), p.amount().toString());
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

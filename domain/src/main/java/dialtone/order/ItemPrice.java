package dialtone.order;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.catalog.AllowanceTerms;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row of the price snapshot: one price of an item as it was when the order was placed. */
@Embeddable
class ItemPrice {

    enum Kind {
        ONE_OFF,
        /** By {@link RecurringTerms#MONTHLY}, as all were once. */
        MONTHLY,
        RECURRING,
        EARLY_TERMINATION,
        USAGE,
        ALLOWANCE
    }

    @Column(name = "PRICE_ID")
    private String priceId;

    @Column(name = "NAME")
    private String name;

    @Enumerated(EnumType.STRING)
    @Column(name = "KIND")
    private Kind kind;

    @Column(name = "AMOUNT", precision = 24, scale = 10)
    private @Nullable BigDecimal amount;

    @Column(name = "CURRENCY")
    private @Nullable String currency;

    /** How the amount came about. */
    @Column(name = "EXPLANATION")
    private @Nullable String explanation;

    /** Names of usage types, in the order an allowance is consumed, separated by blanks. */
    @Column(name = "USAGE_TYPES")
    private @Nullable String usageTypes;

    /** Base units that the amount pays for (usage) or that a cycle includes (allowance). */
    @Column(name = "UNIT_COUNT")
    private @Nullable Long unitCount;

    @Column(name = "MINIMUM_UNITS")
    private @Nullable Long minimum;

    @Column(name = "INCREMENT_UNITS")
    private @Nullable Long increment;

    /** What a recurring price says beyond its amount, a usage price beyond the price of its units, or an allowance beyond its units; empty when nothing. */
    @Column(name = "TERMS")
    private @Nullable String terms;

    @SuppressWarnings("NullAway") // for the persistence provider, which fills the fields
    protected ItemPrice() {}

    private ItemPrice(Price price, Kind kind) {
        this.priceId = price.id();
        this.name = price.name();
        this.kind = kind;
    }

    static ItemPrice of(Price price) {
        return switch (price) {
            case Price.OneOff once -> amount(new ItemPrice(once, Kind.ONE_OFF), once.amount());
            case Price.Recurring recurring -> recurring(recurring);
            case Price.EarlyTermination fee -> fee(fee);
            case Price.Usage usage -> usage(usage);
            case Price.Allowance allowance -> allowance(allowance);
        };
    }

    private static ItemPrice amount(ItemPrice row, Money amount) {
        row.amount = amount.amount();
        row.currency = amount.currency().getCurrencyCode();
        return row;
    }

    private static ItemPrice fee(Price.EarlyTermination fee) {
        ItemPrice row = amount(new ItemPrice(fee, Kind.EARLY_TERMINATION), fee.amount());
        row.explanation = fee.explanation();
        return row;
    }

    private static ItemPrice recurring(Price.Recurring recurring) {
        ItemPrice row = amount(
                new ItemPrice(recurring, recurring.terms().isMonthly() ? Kind.MONTHLY : Kind.RECURRING),
                recurring.amount());
        row.terms = recurring.terms().text();
        return row;
    }

    private static ItemPrice usage(Price.Usage usage) {
        ItemPrice row = new ItemPrice(usage, Kind.USAGE);
        row.amount = usage.price().amount();
        row.currency = usage.price().currency().getCurrencyCode();
        row.usageTypes = usage.type().name();
        row.unitCount = usage.perUnitCount();
        row.minimum = usage.minimum();
        row.increment = usage.increment();
        row.terms = usage.terms().text();
        return row;
    }

    private static ItemPrice allowance(Price.Allowance allowance) {
        ItemPrice row = new ItemPrice(allowance, Kind.ALLOWANCE);
        row.usageTypes = allowance.types().stream().map(Enum::name).collect(Collectors.joining(" "));
        row.unitCount = allowance.quantity();
        row.terms = allowance.terms().text();
        return row;
    }

    Price price() {
        return switch (kind) {
            case ONE_OFF -> new Price.OneOff(priceId, name, money());
            case MONTHLY, RECURRING ->
                new Price.Recurring(
                        priceId,
                        name,
                        money(),
                        RecurringTerms.parse(Objects.requireNonNullElse(terms, ""), money(currency)));
            case EARLY_TERMINATION -> new Price.EarlyTermination(priceId, name, money(), stored(explanation));
            case USAGE ->
                new Price.Usage(
                        priceId,
                        name,
                        types().getFirst(),
                        new UnitPrice(stored(amount), money(currency)),
                        stored(unitCount),
                        stored(minimum),
                        stored(increment),
                        UsageTerms.parse(Objects.requireNonNullElse(terms, ""), money(currency)));
            case ALLOWANCE ->
                new Price.Allowance(
                        priceId,
                        name,
                        types(),
                        stored(unitCount),
                        AllowanceTerms.parse(Objects.requireNonNullElse(terms, "")));
        };
    }

    private Money money() {
        return new Money(stored(amount), money(currency));
    }

    private static Currency money(@Nullable String code) {
        return Currency.getInstance(stored(code));
    }

    private List<UsageType> types() {
        return Arrays.stream(stored(usageTypes).split(" ", -1))
                .map(UsageType::valueOf)
                .toList();
    }

    /** The table's check constraint holds what each kind of price has. */
    private static <T> T stored(@Nullable T value) {
        return Objects.requireNonNull(value, "price row incomplete");
    }
}

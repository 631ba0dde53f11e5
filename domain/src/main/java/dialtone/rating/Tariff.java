package dialtone.rating;

import dialtone.base.Sha256;
import dialtone.catalog.FavouriteTerms;
import dialtone.catalog.Price;
import dialtone.catalog.UsageCycle;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
    private final RatePlan plan;
    private final boolean carriesOver;
    private final boolean discounted;
    /** In the order it was said. */
    private final List<AgreedUse> agreed;

    private final Optional<LineStart> begun;

    /** @param prices at most {@value #MAX_PRICES} */
    public Tariff(List<Price> prices) {
        this.prices = List.copyOf(prices);
        if (prices.size() > MAX_PRICES) {
            throw new IllegalArgumentException("More than " + MAX_PRICES + " prices");
        }
        plan = new RatePlanMaker(of(Price.Usage.class), of(Price.Allowance.class), favourites(this.prices)).plan();
        carriesOver = allowances().stream().anyMatch(each -> each.carriedFor() > 0);
        discounted = this.prices.stream()
                .anyMatch(price -> price instanceof Price.Usage usage
                        && !usage.terms().discounts().isEmpty());
        agreed = List.of();
        begun = Optional.empty();
    }

    private Tariff(Tariff own, RatePlan plan, List<AgreedUse> agreed, Optional<LineStart> begun) {
        this.prices = own.prices;
        this.plan = plan;
        this.carriesOver = own.carriesOver;
        this.discounted = own.discounted;
        this.agreed = List.copyOf(agreed);
        this.begun = begun;
    }

    /**
     * The same tariff for somebody with whom something is agreed of its prices of use: each cycle by {@link #in}.
     *
     * @param said in the order it was said: of two for one cycle the later one holds
     */
    public Tariff agreeing(List<AgreedUse> said) {
        return said.equals(agreed) ? this : new Tariff(this, plan, said, begun);
    }

    /** The same tariff for a line that began on a day: discounts of its prices of use count from the bill cycle of that, by {@link #in}. */
    public Tariff begun(LineStart start) {
        return begun.filter(start::equals).isPresent() ? this : new Tariff(this, plan, agreed, Optional.of(start));
    }

    /** Whether something may come off a price of use. */
    public boolean isDiscounted() {
        return discounted;
    }

    /** The same prices for who has agreed on what the other one has, and whose line began when its did. */
    public Tariff agreeingAs(Tariff other) {
        Tariff agreeing = agreeing(other.agreed);
        return other.begun.map(agreeing::begun).orElse(agreeing);
    }

    /**
     * The same tariff as it is in a bill cycle: prices of use at what is agreed for its first day, and less what comes off in it. Cells and allowances stay, so that what is
     * counted of a cycle is the same whatever is agreed, and whenever.
     */
    public Tariff in(LocalDate cycle) {
        RatePlan at = agreed.isEmpty() && (begun.isEmpty() || !discounted)
                ? plan
                : plan.in(cycle, agreed, begun.map(start -> start.cyclesBefore(cycle)));
        return at == plan ? this : new Tariff(this, at, List.of(), Optional.empty());
    }

    private <P extends Price> List<P> of(Class<P> kind) {
        return prices.stream().filter(kind::isInstance).map(kind::cast).toList();
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
        return Sha256.hex(text.toString());
    }

    /** In the order they are consumed. */
    public List<Price.Allowance> allowances() {
        return of(Price.Allowance.class);
    }

    /** In which cycles use is counted: those of the plan, whose prices stand first, and which add-ons go by. */
    public UsageCycle cycle() {
        return UsageCycle.of(prices).orElse(UsageCycle.MONTH);
    }

    /** Whether some of what a cycle leaves over is carried into the next one. */
    public boolean carriesOver() {
        return carriesOver;
    }

    RatePlan plan() {
        return plan;
    }

    /** The cell of this tariff that use is counted in which another one, or none, has counted so. */
    public Cell cellOf(Cell counted) {
        return plan.cells().get(plan.place(counted));
    }

    /** Cells without a price, of types that have one elsewhere. */
    public List<Cell> gaps() {
        return plan.cells().stream()
                .filter(cell -> priceOf(cell).isEmpty()
                        && plan.cells().stream()
                                .anyMatch(other -> other.type() == cell.type()
                                        && priceOf(other).isPresent()))
                .toList();
    }

    /** The id of the price that use in this cell is charged by; empty when none is. */
    public Optional<String> priceOf(Cell cell) {
        int price = plan.priceOf(plan.place(cell));
        return price == RatePlan.NO_PRICE
                ? Optional.empty()
                : Optional.of(plan.prices()[price].price().id());
    }

    /** How many favourite numbers a line of these prices may choose, and how often; empty when none of them is for such. */
    public Optional<FavouriteTerms> favourites() {
        return favourites(prices);
    }

    private static Optional<FavouriteTerms> favourites(List<Price> prices) {
        return prices.stream()
                .flatMap(price -> switch (price) {
                    case Price.Usage usage -> usage.terms().scope().favourites().stream();
                    case Price.Allowance allowance -> allowance.scope().favourites().stream();
                    default -> Stream.<FavouriteTerms>empty();
                })
                .reduce(FavouriteTerms::or);
    }

    /** Whether use in this cell is charged or included; a record of any other waits in suspense. */
    boolean isRated(Cell cell) {
        return priceOf(cell).isPresent()
                || allowances().stream()
                        .anyMatch(allowance ->
                                allowance.types().contains(cell.type()) && cell.isWithin(allowance.scope()));
    }

    /** Base units that a record of this cell counts, by minimum and increment of its price. */
    long billable(Cell cell, long quantity) {
        int price = plan.priceOf(plan.place(cell));
        return price == RatePlan.NO_PRICE
                ? quantity
                : RatePlan.billableQuantity(plan.prices()[price].price(), quantity);
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
            case Price.Recurring p ->
                withTerms(
                        p.terms().text(),
                        "MONTHLY",
                        p.id(),
                        p.name(),
                        p.amount().toString());
            case Price.EarlyTermination p ->
                throw new IllegalArgumentException("Charged when something ends, and in no tariff: " + p.id());
            case Price.Usage p ->
                withTerms(
                        p.terms().text(),
                        "USAGE",
                        p.id(),
                        p.name(),
                        p.type().name(),
                        p.price().toString(),
                        Long.toString(p.perUnitCount()),
                        Long.toString(p.minimum()),
                        Long.toString(p.increment()));
            case Price.Allowance p ->
                withTerms(
                        p.terms().text(),
                        "ALLOWANCE",
                        p.id(),
                        p.name(),
                        String.join(",", p.types().stream().map(Enum::name).toList()),
                        Long.toString(p.quantity()));
        };
    }

    /** Terms that say nothing are not there: tariffs of before had none, and keep their ids. */
    private static String withTerms(String terms, String... fields) {
        String text = String.join("|", fields);
        return terms.isEmpty() ? text : text + "|" + terms;
    }
}

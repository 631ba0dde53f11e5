package dialtone.catalog;

import dialtone.base.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What may be sold (SID ProductOffering).
 *
 * @param role                 how it is ordered: a plan by itself, the others beside or below one
 * @param productSpecification name of the specification that decomposition starts from
 */
public record ProductOffering(
        OfferingId id,
        String name,
        String description,
        Role role,
        String productSpecification,
        List<CharacteristicSpecification> characteristics,
        List<Price> prices,
        Relations relations,
        Terms terms) {

    private static final String SUSPENSION_FEE = "suspension-fee";
    private static final String SIM_FEE = "sim-fee";

    public enum Role {
        PLAN,
        ADD_ON,
        DEVICE
    }

    /**
     * What it goes with on a line.
     *
     * @param requires    offerings of which one must be in the same order or active with the customer
     * @param excludes    offerings that may not be in the same order
     * @param mostPerLine how many of it a line may have; empty when any number
     */
    public record Relations(List<OfferingId> requires, List<OfferingId> excludes, Optional<Integer> mostPerLine) {

        public static final Relations NONE = new Relations(List.of(), List.of(), Optional.empty());

        public Relations {
            requires = List.copyOf(requires);
            excludes = List.copyOf(excludes);
        }
    }

    /**
     * What having it binds to, and what is paid when something becomes of it.
     *
     * @param minimumTerm    for how long it is taken at the least; empty when it may be ended on any day
     * @param suspensionFees what a month costs in place of the monthly prices while a line of this plan is suspended for that reason;
     *                       for a reason that is not there the prices go on
     * @param simFees        what another SIM costs a line of this plan, by its kind; nothing for a kind that is not there
     * @param residualCharge of a device: what it costs, once, when it was asked back and does not come back; empty when nothing
     */
    public record Terms(
            Optional<MinimumTerm> minimumTerm,
            Map<SuspensionReason, Money> suspensionFees,
            Map<String, Money> simFees,
            Optional<Money> residualCharge) {

        public static final Terms NONE = new Terms(Optional.empty(), Map.of(), Map.of(), Optional.empty());

        public Terms {
            suspensionFees = Map.copyOf(suspensionFees);
            simFees = Map.copyOf(simFees);
        }
    }

    public ProductOffering {
        characteristics = List.copyOf(characteristics);
        prices = List.copyOf(prices);
    }

    /** The same, at other prices. */
    public ProductOffering withPrices(List<Price> other) {
        return new ProductOffering(
                id, name, description, role, productSpecification, characteristics, other, relations, terms);
    }

    public List<OfferingId> requires() {
        return relations.requires();
    }

    public List<OfferingId> excludes() {
        return relations.excludes();
    }

    public Optional<Integer> mostPerLine() {
        return relations.mostPerLine();
    }

    public Optional<MinimumTerm> minimumTerm() {
        return terms.minimumTerm();
    }

    public Map<SuspensionReason, Money> suspensionFees() {
        return terms.suspensionFees();
    }

    public Map<String, Money> simFees() {
        return terms.simFees();
    }

    public Optional<Money> residualCharge() {
        return terms.residualCharge();
    }

    /** Whether the two may not be on one line, whichever of them says so. */
    public boolean isExclusiveOf(ProductOffering other) {
        return excludes().contains(other.id()) || other.excludes().contains(id);
    }

    /** The price of a month of a suspension for this reason; empty when the plan's own prices go on. */
    public Optional<Price.Recurring> suspensionFee(SuspensionReason reason) {
        return Optional.ofNullable(suspensionFees().get(reason))
                .map(amount -> new Price.Recurring(SUSPENSION_FEE, name + ", suspended", amount));
    }

    /**
     * What another SIM costs a line of this plan, once; empty when nothing.
     *
     * @param simType kind of the new one
     */
    public Optional<Price.OneOff> simFee(String simType) {
        return Optional.ofNullable(simFees().get(simType))
                .filter(fee -> !fee.isZero())
                .map(fee -> new Price.OneOff(SIM_FEE, "Another SIM", fee));
    }

    /** Whether a month of it costs less than one of the other: the sum of what its recurring prices come to in a month. */
    public boolean costsLessThan(ProductOffering other) {
        return monthly().compareTo(other.monthly()) < 0;
    }

    private BigDecimal monthly() {
        return prices.stream()
                .filter(Price.Recurring.class::isInstance)
                .map(price -> ((Price.Recurring) price).monthly())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}

package dialtone.spending;

import dialtone.base.Money;
import dialtone.catalog.OfferingNames;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A limit of what some use may cost in a bill cycle, net of tax, beyond what is included. It counts what the prices charge that it is of, whatever becomes of
 * them on an invoice; charges in another currency are not counted.
 *
 * <p>Source: Regulation (EU) 2022/612, Article 14: data roaming has a financial limit of 50 EUR net a month unless the customer wants another one or
 * none, with notices at 80 % and at 100 % of it; beyond it nothing is charged until he says that he goes on. TMF677: a bucket with thresholds.
 *
 * @param id       kebab-case, at most 32 characters
 * @param name     as the customer reads it, at most 64 characters
 * @param per      whose use is counted together
 * @param types    of use
 * @param where    of what is used abroad, or of all
 * @param currency of the charges that are counted
 * @param amount   what holds for who has chosen nothing; empty when that is no limit
 * @param notices  percentages of the limit at which the customer is told, ascending, 1 to 100
 * @param then     what becomes of use beyond it
 * @param from     first day of the first bill cycle that it holds in
 * @param until    first day of the first bill cycle that it does not hold in; empty when for ever
 * @param offerings plans of the lines that it is of; where two of one id hold, one that names the plan goes before one of all
 */
public record SpendingLimit(
        String id,
        String name,
        Per per,
        Set<UsageType> types,
        Where where,
        Currency currency,
        Optional<Money> amount,
        List<Integer> notices,
        Then then,
        LocalDate from,
        Optional<LocalDate> until,
        OfferingNames offerings) {

    /** Whose use is counted together. */
    public enum Per {
        /** Each line by itself. */
        LINE,
        /** All lines of an account. */
        ACCOUNT
    }

    /** Where use is that is counted. */
    public enum Where {
        ANY,
        /** In other networks than one's own, by prices that do not hold at home. */
        ABROAD
    }

    /** What becomes of use beyond a limit. */
    public enum Then {
        /** The customer is told, and it is charged. */
        NOTIFY,
        /** It is charged to nobody, and waits until the customer raises his limit or takes it off. */
        HOLD
    }

    public SpendingLimit {
        types = Set.copyOf(types);
        notices = List.copyOf(notices);
    }

    /** Whether what this price charges is counted. */
    public boolean counts(Price.Usage price) {
        return types.contains(price.type())
                && price.price().currency().equals(currency)
                && (where == Where.ANY || price.terms().scope().isAbroad());
    }

    /** Whether it counts the same use as another one: what a line has spent with one plan is held against the limit of the next. */
    boolean countsAs(SpendingLimit other) {
        return types.equals(other.types) && where == other.where;
    }

    /** @param cycle its first day */
    public boolean holdsIn(LocalDate cycle) {
        return !cycle.isBefore(from) && until.map(cycle::isBefore).orElse(true);
    }
}

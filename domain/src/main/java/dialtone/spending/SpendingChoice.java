package dialtone.spending;

import dialtone.base.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a customer wants of a limit, from a bill cycle on: another amount, none, or the installation's own again. Of two for one cycle the later one holds.
 *
 * @param limit  its id
 * @param msisdn of the line that it is for; empty for a limit of an account, or for all lines of one that say nothing themselves
 * @param from   first day of the first bill cycle that it holds in
 */
public record SpendingChoice(String limit, Optional<String> msisdn, LocalDate from, Wish wish) {

    /** What is wanted. */
    public sealed interface Wish {}

    /** Another limit; 0.00 for no use beyond what is included. */
    public record Most(Money amount) implements Wish {}

    /** No limit. */
    public record Off() implements Wish {}

    /** What holds for who has chosen nothing. */
    public record Usual() implements Wish {}

    /**
     * What use may cost in a cycle: what was said last of the line, then what was said last of the account's lines together, then the limit's own amount.
     *
     * <p>Own 50.00 EUR; the account has taken it off in November, and its line 1 wants 20.00 EUR from December on: in November no line has a limit, in December
     * line 1 has 20.00 EUR and the others none.
     *
     * @param said   of the account, in the order it was said
     * @param msisdn of the line; empty for a limit of an account
     * @param cycle  its first day
     * @return empty when there is no limit
     */
    public static Optional<Money> mostIn(
            SpendingLimit limit, List<SpendingChoice> said, Optional<String> msisdn, LocalDate cycle) {
        Wish ofLine = msisdn.isPresent() ? last(limit, said, msisdn, cycle) : new Usual();
        Wish wish = ofLine instanceof Usual ? last(limit, said, Optional.empty(), cycle) : ofLine;
        return switch (wish) {
            case Most most -> Optional.of(most.amount());
            case Off off -> Optional.empty();
            case Usual usual -> limit.amount();
        };
    }

    private static Wish last(SpendingLimit limit, List<SpendingChoice> said, Optional<String> msisdn, LocalDate cycle) {
        return said.reversed().stream()
                .filter(each ->
                        each.limit.equals(limit.id()) && each.msisdn.equals(msisdn) && !cycle.isBefore(each.from))
                .findFirst()
                .map(SpendingChoice::wish)
                .orElse(new Usual());
    }
}

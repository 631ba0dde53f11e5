package dialtone.fulfilment;

import dialtone.catalog.MinimumTerm;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A product that an order ends, or has go over to something else, with the terms of its contract.
 *
 * @param itemId   of the order
 * @param product  such as {@code PRD-100001-1}
 * @param name     of what the customer has, such as {@code Mobile M}
 * @param way      what becomes of its terms
 * @param askedAt  when the order is placed, or asked about
 * @param startsAt when it begins: then, or later
 * @param zone     of the account that pays for it: its days count
 * @param terms    those of what it has been since it was activated, the oldest first; some may be over
 * @param waived   why terms that run are none of these, for they were waived; empty when none were
 */
public record LeftProduct(
        String itemId,
        String product,
        String name,
        Way way,
        Instant askedAt,
        Instant startsAt,
        ZoneId zone,
        List<Term> terms,
        Optional<String> waived) {

    /** One of which nothing was waived. */
    public LeftProduct(
            String itemId,
            String product,
            String name,
            Way way,
            Instant askedAt,
            Instant startsAt,
            ZoneId zone,
            List<Term> terms) {
        this(itemId, product, name, way, askedAt, startsAt, zone, terms, Optional.empty());
    }

    /** What becomes of the terms. */
    public enum Way {
        /** Its end, another handset, or a plan that costs less: they are left. */
        LEFT,
        /** A plan that costs as much or more: they run on. */
        STAYS_BOUND
    }

    /** @param activatedOn first day that was charged */
    public record Term(MinimumTerm term, LocalDate activatedOn) {
        LocalDate overOn() {
            return term.overOn(activatedOn);
        }
    }

    public LeftProduct {
        terms = List.copyOf(terms);
    }

    LocalDate leavesOn() {
        return LocalDate.ofInstant(startsAt, zone);
    }

    /** Those that are not over on the day of the order. */
    List<Term> running() {
        return terms.stream().filter(term -> term.overOn().isAfter(leavesOn())).toList();
    }
}

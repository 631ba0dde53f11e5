package dialtone.fulfilment;

import dialtone.catalog.MinimumTerm;
import dialtone.catalog.Price;
import dialtone.fulfilment.LeftProduct.Term;
import dialtone.fulfilment.LeftProduct.Way;
import dialtone.order.OrderDetails;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether what a customer has may be left on the day of the order, and what that costs: the minimum terms of its contract.
 *
 * <p>Mobile M for 24 months at 4.00 EUR for each that remains, activated on 2026-11-25 and ended on 2027-10-30: passed, it costs 52.00 EUR, and
 * nothing from 2028-11-25. An add-on that may not be left within six months: {@code MINIMUM_TERM_RUNS}, and from that day it passes.
 */
public final class ContractTermRules {

    static final String CHECK = "contract-term";

    /** Within its term it may not be left. */
    static final String RUNS = "MINIMUM_TERM_RUNS";

    private ContractTermRules() {}

    /** One finding for each product that the order leaves or changes. */
    public static List<CheckResult> judge(CheckRequest request) {
        return judge(request.left());
    }

    /** The same of these alone. */
    public static List<CheckResult> judge(List<LeftProduct> left) {
        return left.stream().map(ContractTermRules::judge).toList();
    }

    private static CheckResult judge(LeftProduct product) {
        List<Term> running = product.running();
        if (running.isEmpty() && product.waived().isPresent()) {
            return passed(
                    product,
                    "is left before its minimum term is over, which costs nothing: "
                            + product.waived().get() + ".");
        }
        if (running.isEmpty()) {
            return passed(
                    product,
                    product.terms().isEmpty()
                            ? "has no minimum term."
                            : "has had its minimum term since " + latest(product.terms()) + ".");
        }
        LocalDate free = latest(running);
        if (product.way() == Way.STAYS_BOUND) {
            return passed(product, "stays bound until " + free + ": to this plan it changes for nothing.");
        }
        List<Term> closed =
                running.stream().filter(term -> !term.term().mayBeLeft()).toList();
        return closed.isEmpty() ? atAFee(product, running, free) : refused(product, latest(closed));
    }

    private static CheckResult atAFee(LeftProduct product, List<Term> running, LocalDate free) {
        Optional<Price.EarlyTermination> fee = MinimumTerm.dearest(running.stream()
                .flatMap(term -> term.term().earlyTermination(term.activatedOn(), product.leavesOn()).stream())
                .toList());
        return passed(
                product,
                fee.map(price -> "is left before its minimum term is over, which costs " + price.amount() + ": "
                                + price.explanation() + ". From " + free + " it costs nothing.")
                        .orElse("is left before its minimum term is over on " + free + ", which costs nothing."));
    }

    private static CheckResult refused(LeftProduct product, LocalDate from) {
        Instant begins = from.atStartOfDay(product.zone()).toInstant();
        // an order that would not be taken is no alternative
        boolean isInReach = !begins.isAfter(product.askedAt().plus(OrderDetails.LONGEST_LEAD));
        return CheckResult.refused(
                        CHECK, RUNS, subject(product) + " is taken until " + from + " and may not be left before.")
                .about(product.itemId())
                .mendedBy(
                        isInReach
                                ? "Order it for " + from + " or later."
                                : "Order it on " + from + " or later; it cannot be ordered so far ahead.")
                .orRather(isInReach ? List.of(Alternative.startingOn(from, product.zone())) : List.of());
    }

    private static CheckResult passed(LeftProduct product, String sentence) {
        return CheckResult.passed(CHECK, subject(product) + " " + sentence).about(product.itemId());
    }

    private static String subject(LeftProduct product) {
        return product.name() + ", product " + product.product() + ",";
    }

    private static LocalDate latest(List<Term> terms) {
        return terms.stream().map(Term::overOn).max(Comparator.naturalOrder()).orElseThrow();
    }
}

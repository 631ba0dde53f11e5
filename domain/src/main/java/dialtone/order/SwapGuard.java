package dialtone.order;

import dialtone.base.Rejection;
import dialtone.catalog.ProductOffering.Role;
import dialtone.catalog.SimSwapRules;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What is not done to a line soon after it got another SIM: who has come by a number by fraud has it for hours, until its owner notices.
 *
 * @param rules of the catalogue
 * @param now   when the order begins
 */
public record SwapGuard(SimSwapRules rules, Instant now) {

    /**
     * {@code SIM_SWAP_COOL_OFF}, with the moment when it ends; empty when another swap may begin.
     *
     * @param swappedAt when the line got the SIM that it has; empty when it was ordered with it
     */
    public Optional<Rejection> swap(Optional<Instant> swappedAt) {
        return coolingUntil(swappedAt)
                .map(end -> Rejection.of(
                        "SIM_SWAP_COOL_OFF",
                        "The line got its SIM on " + swappedAt.orElseThrow() + ": it gets no other one before " + end
                                + "."));
    }

    /**
     * The same for what is added to the line; empty when the catalogue does not block it.
     *
     * @param role of what is added
     */
    public Optional<Rejection> addition(Role role, Optional<Instant> swappedAt) {
        return coolingUntil(swappedAt)
                .filter(end -> rules.blocks().contains(role))
                .map(end -> Rejection.of(
                        "SIM_SWAP_COOL_OFF",
                        "The line that this belongs to got its SIM on " + swappedAt.orElseThrow() + ": no "
                                + role.name().toLowerCase(Locale.ROOT).replace('_', '-') + " is added to it before "
                                + end
                                + "."));
    }

    private Optional<Instant> coolingUntil(Optional<Instant> swappedAt) {
        return swappedAt.map(at -> at.plus(rules.coolOff())).filter(now::isBefore);
    }
}

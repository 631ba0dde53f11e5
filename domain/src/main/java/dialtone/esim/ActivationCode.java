package dialtone.esim;

import dialtone.order.OrderState;
import dialtone.order.PlanStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * By what a customer loads an eSIM, as a step of his order has brought it.
 *
 * @param code    {@code LPA:1$...}
 * @param profile what the code is for; empty before the order has ended, when it was given up, and of orders from before profiles were
 *                followed
 * @param usable  whether a telephone can still load the profile by it; empty when nothing is known of that
 */
public record ActivationCode(PlanStep step, String code, Optional<EsimProfile> profile, Optional<Boolean> usable) {

    private static final String FACT = "activationCode";

    /**
     * In the plan's order.
     *
     * @param profiles those of the order
     */
    public static List<ActivationCode> of(OrderState order, List<PlanStep> plan, List<EsimProfile> profiles) {
        Map<String, EsimProfile> byStep =
                profiles.stream().collect(Collectors.toMap(EsimProfile::stepId, Function.identity()));
        Set<String> takenBack =
                plan.stream().flatMap(step -> step.undoes().stream()).collect(Collectors.toSet());
        return plan.stream()
                .filter(step -> step.facts().containsKey(FACT))
                .map(step -> {
                    Optional<EsimProfile> profile = Optional.ofNullable(byStep.get(step.id()));
                    boolean wanted = step.isCurrent() && !takenBack.contains(step.id());
                    return new ActivationCode(
                            step,
                            step.facts().get(FACT),
                            profile,
                            profile.map(EsimProfile::isCodeUsable).or(() -> unfollowed(order, wanted)));
                })
                .toList();
    }

    private static Optional<Boolean> unfollowed(OrderState order, boolean wanted) {
        if (!wanted) {
            // the SM-DP+ has cancelled the profile, or is about to
            return Optional.of(false);
        }
        return switch (order) {
            case REJECTED, CANCELLED, FAILED, ASSESSING_CANCELLATION, PENDING_CANCELLATION -> Optional.of(false);
            case COMPLETED, PARTIAL -> Optional.empty();
            case ACKNOWLEDGED, PENDING, HELD, IN_PROGRESS -> Optional.of(true);
        };
    }
}

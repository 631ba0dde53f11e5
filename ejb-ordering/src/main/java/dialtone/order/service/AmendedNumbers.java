package dialtone.order.service;

import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.fulfilment.Alternative;
import dialtone.fulfilment.CheckResult;
import dialtone.pool.NumberStanding;
import dialtone.pool.NumberStanding.State;
import dialtone.pool.PooledResource;
import dialtone.pool.service.Pools;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How the numbers stand that an amendment asks for by name. The order's own that it needs no more are among what it may have. */
record AmendedNumbers(AmendmentDraft draft, Pools pools) {

    List<NumberStanding> standings(List<String> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<PooledResource> own = pools.ofOrder(draft.order().id());
        Set<String> touched = draft.touched();
        return wanted.stream()
                .map(number -> given(own, number)
                        .map(given -> touched.contains(given.itemId()) ? aside(number) : free(number))
                        .orElseGet(() -> pools.standing(number)))
                .toList();
    }

    private Optional<PooledResource> given(List<PooledResource> own, String number) {
        return own.stream()
                .filter(held -> held.kind() == ResourceKind.MSISDN
                        && held.identifier().equals(number)
                        && draft.plan().isUnneeded(held))
                .findFirst();
    }

    private static NumberStanding free(String number) {
        return new NumberStanding(number, State.FREE, Optional.empty(), List.of());
    }

    /** The network may know it as that of the item which gives it up. */
    private NumberStanding aside(String number) {
        return new NumberStanding(
                number,
                State.QUARANTINED,
                Optional.empty(),
                pools.standing(number).neighbours());
    }

    /** What was found, with the numbers that are to be had instead: a refusal has no place of its own for them. */
    static String words(CheckResult result) {
        String others = result.alternatives().stream()
                .filter(other -> other.kind() == Alternative.Kind.CHARACTERISTIC)
                .map(Alternative::content)
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? result.message() : result.message() + " Free next to it: " + others + ".";
    }
}

package dialtone.billrun.service;

import dialtone.billrun.BillPolicy;
import dialtone.platform.settings.Settings;
import dialtone.rating.service.RatingReference;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/** What this installation decides about its invoices. There is no other place of it, so that a run, an estimate and an invoice that is made again have the same. */
@Dependent
class BillPolicies {

    private final Supplier<BillPolicy> now;

    @Inject
    BillPolicies(RatingReference reference) {
        now = () -> new BillPolicy(
                Settings.paymentDays(),
                Settings.billMinimum(),
                reference.current().surcharges());
    }

    /** Outside a container. */
    BillPolicies(BillPolicy always) {
        now = () -> always;
    }

    BillPolicy now() {
        return now.get();
    }
}

package dialtone.usage.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.usage.RecordKey;
import dialtone.usage.SuspenseFilter;
import dialtone.usage.SuspenseResult;
import dialtone.usage.service.UsageSuspense.Step;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Optional;
import java.util.function.Function;

/** All suspended records that a filter means, some in each transaction. What breaks off has done what it has done; it is asked for again. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SuspenseBatches {

    /** What a person waits for, half a minute at the most; the answer says that there are more. */
    static final int MAX_RECORDS = 20_000;

    @EJB
    private UsageSuspense suspense;

    @SuppressWarnings("NullAway") // the container injects
    public SuspenseBatches() {}

    SuspenseBatches(UsageSuspense suspense) {
        this.suspense = suspense;
    }

    /** Tries each again, once. */
    public SuspenseResult recycle(SuspenseFilter filter, String login) {
        return all(after -> suspense.recycleNext(filter, after, login));
    }

    /** Refuses each for good. Rejections: REMARK_MISSING, REMARK_TOO_LONG. */
    public Outcome<SuspenseResult> refuse(SuspenseFilter filter, String remark, String login) {
        Optional<Rejection> fault = UsageSuspense.faultOf(remark);
        return fault.isPresent()
                ? Outcome.rejected(fault.get())
                : Outcome.accepted(all(after -> suspense.refuseNext(filter, after, remark, login)));
    }

    private static SuspenseResult all(Function<Optional<RecordKey>, Step> next) {
        SuspenseResult sum = SuspenseResult.NONE;
        Optional<RecordKey> after = Optional.empty();
        do {
            Optional<RecordKey> behind = after;
            Step step = Attempts.at("suspended records", "Suspense", () -> next.apply(behind));
            sum = sum.plus(step.result());
            after = step.last();
        } while (sum.more() && sum.taken() < MAX_RECORDS);
        return sum;
    }
}

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

    private int maxRecords = MAX_RECORDS;

    @SuppressWarnings("NullAway") // the container injects
    public SuspenseBatches() {}

    /** Outside a container. */
    SuspenseBatches(UsageSuspense suspense, int maxRecords) {
        this.suspense = suspense;
        this.maxRecords = maxRecords;
    }

    /**
     * Tries each again, once, in the order of their keys.
     *
     * @param after behind which to begin; empty for the first
     * @return what became of them, and behind which to go on when there are more: those that stay would be tried again and again otherwise
     */
    public Step recycle(SuspenseFilter filter, Optional<RecordKey> after, String login) {
        Step step = all(after, behind -> suspense.recycleNext(filter, behind, login));
        return step.result().more() ? step : new Step(step.result(), Optional.empty());
    }

    /** Refuses each for good. Rejections: FILTER_MISSING when all that wait are meant; REMARK_MISSING, REMARK_TOO_LONG. */
    public Outcome<SuspenseResult> refuse(SuspenseFilter filter, String remark, String login) {
        if (filter.meansAll()) {
            return Outcome.rejected(Rejection.at(
                    "reason", "FILTER_MISSING", "Who refuses records says which: by reason, source, number or file."));
        }
        Optional<Rejection> fault = UsageSuspense.faultOf(remark);
        return fault.isPresent()
                ? Outcome.rejected(fault.get())
                : Outcome.accepted(all(Optional.empty(), after -> suspense.refuseNext(filter, after, remark, login))
                        .result());
    }

    private Step all(Optional<RecordKey> first, Function<Optional<RecordKey>, Step> next) {
        SuspenseResult sum = SuspenseResult.NONE;
        Optional<RecordKey> after = first;
        do {
            Optional<RecordKey> behind = after;
            Step step = Attempts.at("suspended records", "Suspense", () -> next.apply(behind));
            sum = sum.plus(step.result());
            after = step.last();
        } while (sum.more() && sum.taken() < maxRecords);
        return new Step(sum, after);
    }
}

package dialtone.invoice.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.invoice.AllowanceLine;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.rating.service.SharedAllowances;
import dialtone.rating.service.SharedAllowances.SharedAllowance;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;

/**
 * What lines of an account would have if one of them joined what they share, or left it: it is done, looked at, and taken back with its transaction. So there is no
 * second calculation that could differ.
 */
@Stateless
public class SharingPreviews {

    @EJB
    private SharedAllowances shared;

    @EJB
    private InvoicePreviews previews;

    @Inject
    private Clock clock;

    @Resource
    private SessionContext context;

    private Runnable takeBack = () -> context.setRollbackOnly();

    @SuppressWarnings("NullAway") // the container injects
    public SharingPreviews() {}

    /** @param takeBack rolls the caller's transaction back when it ends */
    @SuppressWarnings({"UnnecessaryAssignment", "NullAway"}) // outside a container: tests
    SharingPreviews(SharedAllowances shared, InvoicePreviews previews, Clock clock, Runnable takeBack) {
        this.shared = shared;
        this.previews = previews;
        this.clock = clock;
        this.takeBack = takeBack;
    }

    /** What a line does. */
    public enum Step {
        JOIN,
        LEAVE
    }

    /** What is asked. */
    public record Asked(BillingAccountId account, OrderId order, String itemId, String msisdn, Step step) {

        /** Does it: the same that is tried. */
        public Outcome<SharedAllowance> take(SharedAllowances shared, String by) {
            return switch (step) {
                case JOIN -> shared.join(account, order, itemId, msisdn, by);
                case LEAVE -> shared.leave(account, order, itemId, msisdn, by);
            };
        }
    }

    /**
     * How it would be.
     *
     * @param lines      numbers that would share it, in the order it covers their use in
     * @param allowances what each line of the account, and all together, would have in the cycle that is running
     */
    public record Trial(List<String> lines, List<AllowanceLine> allowances) {
        public Trial {
            lines = List.copyOf(lines);
            allowances = List.copyOf(allowances);
        }
    }

    /** What the lines have now, each its own and all together. */
    public List<AllowanceLine> now(BillingAccountId account, ZoneId zone) {
        return previews.preview(account, YearMonth.from(clock.instant().atZone(zone)))
                .allowances();
    }

    /** @return how it would be, or why not: as {@link SharedAllowances#join} and {@link SharedAllowances#leave} */
    public Outcome<Trial> of(Asked asked, ZoneId zone, String by) {
        Outcome<Trial> tried = switch (asked.take(shared, by)) {
            case Outcome.Rejected<SharedAllowance>(List<Rejection> reasons) -> Outcome.rejected(reasons);
            case Outcome.Accepted<SharedAllowance>(SharedAllowance then) ->
                Outcome.accepted(new Trial(then.lines(), now(asked.account(), zone)));
        };
        // at last: there is no connection for a transaction that is to be rolled back
        takeBack.run();
        return tried;
    }
}
